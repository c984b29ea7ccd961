"""A tablet that believes it is 2099 joins in: for everyone else nothing changes, and its own times come right."""

import pytest
from race_camp import Camp, Machine

from races import at, entered, plan, seen
from stagerace.core.clock import DAY, Instant, Segment, format_elapsed
from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.own_time import OwnTime
from stagerace.core.records import Body, ClockAnchor, Confirmed, Passing, PlanAdopted, Record, Voided
from stagerace.log import exchange
from stagerace.rules.classes import Scope, classify
from stagerace.rules.facts import fold
from stagerace.rules.race import Race, race_of
from stagerace.sync.contact import anchor_from

YEARS = 68 * 365 * DAY + 44_800
NOW = at(1, "0:05:00")
OURS: list[Body] = [
    PlanAdopted(plan()),
    *[entered(str(n)) for n in range(1, 5)],
    *[seen(str(n), "1FINISH", at(1, f"5:0{n}:00"), "in", "mat") for n in range(1, 4)],
]


def tablet_time(clock: str) -> OwnTime:
    """What the tablet's clocks say at a time of the stage's clock."""
    mono = at(1, clock) - at(1, "0:00:00")
    return OwnTime(Instant(at(1, clock) + YEARS), mono, Segment(1))


def taken(bib: str, clock: str) -> Passing:
    own = tablet_time(clock)
    return Passing(Bib(bib), PlaceId("1FINISH"), own.wall, "in", "tablet", segment=own.segment, mono=own.mono)


def met(clock: str) -> ClockAnchor:
    own, true = tablet_time(clock), at(1, clock)
    return anchor_from(
        Instant(own.wall - 20), Instant(true - 10), Instant(true - 10), own.wall, own.mono, own.segment, "camp"
    )


@pytest.fixture
def tablet(camp: Camp) -> Machine:
    return camp.machine("tablet")


def write(machine: Machine, bodies: list[Body], now: Instant) -> list[Record]:
    with machine.write(now) as log:
        return log.append(bodies, now)


def meet(one: Machine, other: Machine, now: Instant) -> None:
    """Two logs give each other what is missing, each under its own clock."""
    with one.write(now) as here, other.write(Instant(now + YEARS)) as there:
        exchange(here, there, now)


def race_at(machine: Machine) -> Race:
    with machine.read() as log:
        return race_of(log.read())


def places(race: Race) -> list[tuple[int | None, str, str]]:
    return [
        (line.rank, line.who, format_elapsed(line.elapsed) if line.elapsed is not None else "")
        for line in classify(race, "overall", Scope(stage=StageNo(1)))
        if line.who != "4"
    ]


def test_a_clock_in_2099_changes_nothing_for_anyone_else(hq: Machine, tablet: Machine) -> None:
    write(hq, OURS, NOW)
    before = places(race_at(hq))
    write(tablet, [taken("4", "5:30:00"), met("6:00:00")], Instant(NOW + YEARS))
    meet(hq, tablet, NOW)
    assert places(race_at(hq)) == before == places(race_at(tablet))
    (record,) = write(hq, [seen("9", "1CP1", at(1, "1:00:00"), "in")], NOW)
    assert record.stamp.wall <= NOW + DAY


def test_the_times_of_a_clock_in_2099_are_right_once_it_met_the_camp(hq: Machine, tablet: Machine) -> None:
    write(hq, OURS, NOW)
    write(tablet, [taken("4", "5:30:00")], Instant(NOW + YEARS))
    meet(hq, tablet, NOW)
    (unknown,) = race_at(hq).results[Bib("4")]
    assert unknown is not None
    assert unknown.status != "finished"
    write(tablet, [met("6:00:00")], Instant(NOW + YEARS))
    meet(hq, tablet, NOW)
    for machine in (hq, tablet):
        (result,) = race_at(machine).results[Bib("4")]
        assert result is not None
        assert result.ruled == at(1, "5:30:00") - at(1, "0:00:00")


def test_a_clock_in_2099_does_not_have_the_last_word_for_ever(hq: Machine, tablet: Machine) -> None:
    written = write(hq, OURS, NOW)
    finish = written[-1].id
    voided = Voided(finish, "tablet crew", "not seen here")
    write(tablet, [met("6:00:00"), voided], Instant(at(1, "6:00:00") + YEARS))
    meet(hq, tablet, at(1, "6:10:00"))
    assert isinstance(fold_of(hq)[finish], Voided)
    write(hq, [Confirmed(finish, "race director", "on the film")], at(1, "7:00:00"))
    meet(hq, tablet, at(1, "7:10:00"))
    for machine in (hq, tablet):
        assert isinstance(fold_of(machine)[finish], Confirmed)


def fold_of(machine: Machine) -> dict[tuple[str, int], object]:
    with machine.read() as log:
        return {(node, number): answer for (node, number), answer in fold(log.read()).answers.items()}
