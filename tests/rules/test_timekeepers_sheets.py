"""A timekeeper's sheet beside everything else: when it came true, and that nothing is lost by the short way."""

from hypothesis import given
from hypothesis import strategies as st

from races import at, entered, plan, race, records, ruled, sheet
from stagerace.core.clock import MINUTE, Elapsed, Instant
from stagerace.core.names import Bib
from stagerace.core.records import PlanAdopted
from stagerace.rules.as_of import as_of
from stagerace.rules.race import race_of
from stagerace.rules.stage_result import plain_result, result_of


def status_at(moment: Instant) -> str:
    start_moved = ruled("M1", "move_start", 1, "all", 120, announced=at(1, "0:00:00"))
    log = records(PlanAdopted(plan()), entered("1"), start_moved, sheet(1, "1", "5:00:00"))
    found = race_of(as_of(log, moment)).results[Bib("1")][0]
    return found.status if found else "nothing"


def test_a_sheet_comes_true_at_the_start_as_it_was_moved() -> None:
    assert status_at(at(1, "6:00:00")) == "nothing"
    assert status_at(at(1, "7:00:00")) == "finished"


@given(
    st.integers(1, 40_000),
    st.sampled_from([0, 15, 30]),
    st.sampled_from([0, 10]),
    st.sampled_from(["finished", "withdrawn"]),
)
def test_a_sheet_alone_gives_what_working_it_out_gives(seconds: int, penalty: int, credit: int, status: str) -> None:
    length = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    more = {"penalty": Elapsed(penalty * MINUTE), "credit": Elapsed(credit * MINUTE)}
    row = sheet(1, "1", length, status, **more)
    the_race = race(plan(), entered("1"), row)
    stage = the_race.plan.stages[0]
    plain = plain_result(stage, row)
    assert plain is None or plain == result_of(the_race.evidence(Bib("1"), stage))
    assert the_race.results[Bib("1")][0] == result_of(the_race.evidence(Bib("1"), stage))
