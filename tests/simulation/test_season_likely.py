"""A season run again and again, and one week of it taken as what happened."""

from itertools import pairwise

import numpy as np
import pytest
from races_made import race

from stagerace.core.clock import HOUR, Elapsed, Instant
from stagerace.core.names import Bib, Metres, PlaceId, StageNo
from stagerace.core.plan import Checkpoint, Plan, Stage
from stagerace.core.zone import Zone
from stagerace.simulation.closings import IN_TIME, closed
from stagerace.simulation.entrants import Entrant, invented_field
from stagerace.simulation.free import Free
from stagerace.simulation.likely import Range, SeasonLikely, ToRun, season_likely
from stagerace.simulation.ready import ReadyRace, with_closings
from stagerace.simulation.treks import LIMPING, STAY, SWEPT, Trek, treks_of

FIELD = invented_field(40)


def plan_for(ready: ReadyRace) -> Plan:
    stages = tuple(
        Stage(
            StageNo(stage.n), Metres(int(stage.metres[-1])), Instant(round(stage.since) * HOUR),
            limit=Elapsed(7 * HOUR),
            checkpoints=tuple(
                Checkpoint(PlaceId(name), Metres(int(metres)), ("in", "out"))
                for name, metres in zip(stage.places[:-1], stage.metres[:-1], strict=True)
            ),
        )
        for stage in ready.stages
    )  # fmt: skip
    return Plan("made", "Made", "2031-03-02", Zone("UTC", ((Instant(0), 0),)), stages)


def year(threads: int = 1) -> SeasonLikely:
    races = [ToRun(plan_for(made), made) for made in (race(FIELD), race(FIELD, number=1, air=38.0))]
    return season_likely(races, 12, 5, Free(), threads, lambda done: None)


def week(entrants: list[Entrant], closes: float = 420.0) -> dict[StageNo, dict[Bib, Trek]]:
    made = race(entrants, closes=closes)
    return treks_of(made, plan_for(made), entrants, 7, Free(), [0.0, 0.0])


def test_threads_change_no_figure() -> None:
    assert year() == year(threads=5)


def test_ranges_are_in_order_and_the_first_comes_before_the_last() -> None:
    for one in year().races:
        ranges: list[Range] = [one.finished, *one.causes.values()]
        for stage in one.stages:
            ranges += [stage.first, stage.median, stage.last]
            assert stage.first.middle < stage.median.middle < stage.last.middle
        assert all(r.low <= r.middle <= r.high for r in ranges)


def test_nobody_is_likelier_to_finish_every_race_than_the_hardest_of_them() -> None:
    found = year()
    for runner, p in found.p_all.items():
        assert p <= min(one.p_finish[runner] for one in found.races)


def test_a_week_is_told_leg_by_leg_for_everyone_who_starts() -> None:
    stages = week(FIELD)
    assert set(stages[StageNo(1)]) == {Bib(entrant.bib) for entrant in FIELD}
    for treks in stages.values():
        for trek in treks.values():
            assert 1 <= len(trek.moving) == len(trek.rests)
            assert min(trek.moving) > 0
            assert max(trek.rests[:-1], default=0) <= (STAY + Free().habits.sleep) * 60_000


def test_whoever_gives_up_does_so_before_the_finish_and_is_not_there_the_next_day() -> None:
    frail = [entrant._replace(frailty=30.0) for entrant in FIELD]
    stages = week(frail)
    gone = {bib for bib, trek in stages[StageNo(1)].items() if trek.cause}
    assert gone
    assert all(len(stages[StageNo(1)][bib].moving) <= 3 for bib in gone)
    assert gone.isdisjoint(stages[StageNo(2)])


def test_those_whose_year_is_told_never_give_up() -> None:
    told = [entrant._replace(frailty=1e-6) for entrant in FIELD]
    assert all(not trek.cause for treks in week(told).values() for trek in treks.values())


def test_a_closing_stops_nobody_in_the_week_that_happened() -> None:
    able = {bib for bib, trek in week(FIELD, closes=600.0)[StageNo(1)].items() if not trek.cause}
    assert able == {bib for bib, trek in week(FIELD, closes=500.0)[StageNo(1)].items() if not trek.cause}


def test_nobody_is_slower_on_the_way_than_those_who_sweep_the_course() -> None:
    weak = [entrant._replace(power=0.2) for entrant in FIELD]
    made = race(weak)
    metres = np.diff(made.stages[0].metres, prepend=0.0)
    for trek in week(weak)[StageNo(1)].values():
        assert all(t <= m / min(SWEPT, LIMPING) * 60_000 + 1 for t, m in zip(trek.moving, metres, strict=False))


@pytest.fixture(scope="module")
def planned() -> Plan:
    made = race(FIELD)
    return closed(plan_for(made), made, Free())


def test_places_close_in_order_and_the_limit_comes_last(planned: Plan) -> None:
    for stage in planned.stages:
        closes = [place.close for place in stage.checkpoints if place.close is not None]
        assert len(closes) == len(stage.checkpoints)
        assert all(a <= b for a, b in pairwise(closes))
        assert stage.limit is not None
        assert closes[-1] - stage.start <= stage.limit


def test_nearly_all_of_a_likely_field_come_in_time(planned: Plan) -> None:
    made = with_closings(race(FIELD), planned)
    found = season_likely([ToRun(planned, made)], 12, 9, Free(), 1, lambda done: None)
    late = found.races[0].causes["cut-off"].middle
    assert late <= len(FIELD) * len(planned.stages) * 4 * (1 - IN_TIME)
