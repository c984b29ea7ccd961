"""Small invented races for the tests of the watch: one scene for each kind of alert, told as crews would tell it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec import structs

from races import at, checkpoint, entered, plan, race, records, seen, stage
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant, later
from stagerace.core.course import Between, Course
from stagerace.core.names import Bib, Metres, PlaceId, StageNo
from stagerace.core.plan import Plan, Stage
from stagerace.core.records import (
    Body,
    Care,
    HandedOver,
    HoldAcknowledged,
    HoldOrdered,
    IncidentOpened,
    MedicSaid,
    Passing,
    PlanAdopted,
    Record,
    RollCalled,
    ZoneDrawn,
)
from stagerace.forecast.outlook import StageForecast
from stagerace.node.forecasting import forecast_of
from stagerace.rules.race import Race
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.alerts.base import Found, Watched
from stagerace.watch.ledger import ledger_of
from stagerace.watch.numbers import USUAL, WatchNumbers

ONE = StageNo(1)
BIBS = tuple(str(n) for n in range(1, 13))


def one_stage(km: int = 40, *, close: bool = False, **more: object) -> Plan:
    """One stage from 08:00, a checkpoint every 10 km that takes arrivals and departures, closing at 3 km/h."""
    every = [
        checkpoint(f"1CP{k}", 10 * k, close=at(1, f"{10 * k // 3}:{10 * k % 3 * 20:02}:00") if close else None)
        for k in range(1, (km - 1) // 10 + 1)
    ]
    return plan([stage(1, km, every, **more)])


def by_night(km: int = 40) -> Plan:
    """One stage from 20:00 by the race's clock."""
    return one_stage(km, start=at(1, "12:00:00"), limit=Elapsed(14 * HOUR))


def way(the_plan: Plan, bib: str, km_h: float, until: Instant, stay: int = 5, unseen: Sequence[str] = ()) -> list[Body]:
    """Everything seen of a runner at an even pace by an instant, so many minutes in each checkpoint."""
    the_stage, waited, found = the_plan.stages[0], 0, list[Body]()
    for (place, direction), metres in list(zip(the_stage.points, the_stage.point_metres, strict=True))[1:]:
        waited += stay * MINUTE if direction == "out" else 0
        moment = Instant(round(the_stage.start + metres / km_h * 3600) + waited)
        if moment <= until and place not in unseen:
            found.append(seen(bib, place, moment, direction))
    return found


def field(
    the_plan: Plan, until: Instant, lost: Sequence[str] = (), after: Instant | None = None, **more: object
) -> list[Body]:
    """Twelve runners from 8 km/h down to 5.25; of the lost nothing is seen after an instant."""
    found: list[Body] = []
    for n, bib in enumerate(BIBS):
        last = after if bib in lost and after is not None else until
        found += way(the_plan, bib, 8.0 - 0.25 * n, last, **more)  # type: ignore[arg-type]
    return found


def watched(
    the_plan: Plan, now: Instant, *bodies: Body, bibs: Sequence[str] = BIBS, with_forecast: bool = True,
    numbers: WatchNumbers = USUAL,
) -> Watched:  # fmt: skip
    """A stage as alerts see it at an instant."""
    return watched_race(race(the_plan, *(entered(bib) for bib in bibs), *bodies), now, with_forecast, numbers)


def watched_race(the_race: Race, now: Instant, with_forecast: bool = True, numbers: WatchNumbers = USUAL) -> Watched:
    """A race as alerts see its first stage at an instant."""
    found: StageForecast | None = forecast_of(the_race, now, ONE) if with_forecast else None
    return Watched(the_race, the_race.plan.stages[0], now, ledger_of(the_race, ONE, now), found, numbers)


@dataclass(frozen=True)
class Scene:
    """What was written down by an instant at which an alert of a kind is to be found."""

    plan: Plan
    now: Instant
    bodies: tuple[Body, ...]
    with_forecast: bool = True

    def records(self) -> list[Record]:
        """The records of it."""
        return records(PlanAdopted(self.plan), *(entered(bib) for bib in BIBS), *self.bodies)

    def watched(self, later_by: int = 0, *more: Body) -> Watched:
        """It as alerts see it, so much later and with more written down."""
        return watched(
            self.plan, later(self.now, Elapsed(later_by)), *self.bodies, *more, with_forecast=self.with_forecast
        )


def find(kind: str, those: Watched) -> list[Found]:
    """The alerts of a kind."""
    return list(KINDS[kind].find(those))


def bib_names(found: Found) -> set[str]:
    """Whom an alert is about."""
    return set(found.bibs)


def _overdue() -> Scene:
    the_plan, now = one_stage(), at(1, "6:00:00")
    return Scene(the_plan, now, tuple(field(the_plan, now, ["5"], at(1, "1:30:00"))))


def _silent() -> Scene:
    the_plan, now = one_stage(), at(1, "4:30:00")
    return Scene(the_plan, now, tuple(field(the_plan, now, unseen=("1CP2",))))


def _zone() -> Scene:
    the_plan, now = one_stage(), at(1, "2:30:00")
    drawn = ZoneDrawn("gorge", "fire", at(1, "2:20:00"), ONE, (), ((Metres(14_000), Metres(18_000)),))
    return Scene(the_plan, now, (*field(the_plan, now), drawn))


def _incident() -> Scene:
    the_plan, now = one_stage(), at(1, "2:30:00")
    opened = IncidentOpened("cp1-1", "lost", at(1, "2:20:00"), PlaceId("1CP1"), "the dry river", (Bib("4"),), by="Omar")
    return Scene(the_plan, now, (*field(the_plan, now), opened))


def _hold() -> Scene:
    the_plan, now = one_stage(), at(1, "2:30:00")
    order = HoldOrdered("storm", at(1, "2:20:00"), ONE, (PlaceId("1CP2"), PlaceId("1CP3")), "a storm from the west")
    heard = HoldAcknowledged(PlaceId("1CP3"), "storm", at(1, "2:22:00"))
    return Scene(the_plan, now, (*field(the_plan, now), order, heard))


def _recheck() -> Scene:
    the_plan, now = one_stage(), at(1, "2:30:00")
    word = MedicSaid(Bib("12"), "may_not_leave", at(1, "1:56:00"), PlaceId("1CP1"))
    return Scene(the_plan, now, (*field(the_plan, now), word))


def _hand_over() -> Scene:
    the_plan, now = one_stage(), at(1, "2:30:00")
    given = HandedOver(
        Bib("3"), "gives", at(1, "1:50:00"), Care("checkpoint", "1CP1"), Care("vehicle", "car 4"), PlaceId("1CP1")
    )
    return Scene(the_plan, now, (*field(the_plan, now, ["3"], at(1, "1:30:00")), given))


def _alone() -> Scene:
    the_plan, now = by_night(), at(1, "14:00:00")
    return Scene(the_plan, now, tuple(way(the_plan, "1", 10, now) + way(the_plan, "2", 6, now)))


def _heat() -> Scene:
    the_plan, now = one_stage(), at(1, "4:05:00")
    fast = [body for n, bib in enumerate(BIBS[:-1]) for body in way(the_plan, bib, 8.0 - 0.1 * n, now)]
    slow = [seen("12", "1CP1", at(1, "1:20:00"), "in"), seen("12", "1CP1", at(1, "1:25:00"), "out"),
            seen("12", "1CP2", at(1, "3:35:00"), "in"), seen("12", "1CP2", at(1, "3:45:00"), "out")]  # fmt: skip
    return Scene(the_plan, now, (*fast, *slow))


def _at_risk() -> Scene:
    closings = {"1CP1": "3:20:00", "1CP2": "5:00:00", "1CP3": "8:00:00"}
    places = [checkpoint(name, 10 * k, close=at(1, by)) for k, (name, by) in enumerate(closings.items(), 1)]
    the_plan, now = plan([stage(1, 40, places)]), at(1, "3:18:00")
    slow = seen("12", "1CP1", at(1, "3:15:00"), "in")
    fast = [body for n, bib in enumerate(BIBS[:-1]) for body in way(the_plan, bib, 8.0 - 0.2 * n, now)]
    return Scene(the_plan, now, (*fast, slow))


def clock_off(bodies: Sequence[Body], place: str, by: Elapsed, until: Instant) -> list[Body]:
    """The same where the clock of a place is off by so much; nothing that was not yet to be told by an instant."""
    found: list[Body] = []
    for body in bodies:
        if isinstance(body, Passing) and body.seen_at <= until:
            at = later(body.seen_at, by) if body.place == place else body.seen_at
            found.append(structs.replace(body, seen_at=at))
    return found


def _clock() -> Scene:
    the_plan, now = one_stage(), at(1, "3:40:00")
    return Scene(the_plan, now, tuple(clock_off(field(the_plan, now), "1CP2", Elapsed(2 * HOUR), now)))


SCENES: dict[str, Callable[[], Scene]] = {
    "overdue": _overdue, "silent_station": _silent, "in_zone": _zone, "unread_incident": _incident,
    "hold_unanswered": _hold, "recheck": _recheck, "hand_over_open": _hand_over, "alone_at_night": _alone,
    "heat": _heat, "cut_off_at_risk": _at_risk, "wrong_clock": _clock,
}  # fmt: skip
"""For each kind of alert a scene in which it is found."""


def in_camp(now: Instant, bibs: Sequence[str] = BIBS) -> RollCalled:
    """Everybody answers in camp."""
    return RollCalled(PlaceId("1FINISH"), now, tuple(map(Bib, bibs)))


def all_home(now: Instant) -> Scene:
    """Everybody finished and answered in camp."""
    the_plan = one_stage()
    return Scene(the_plan, now, (*field(the_plan, now), in_camp(now)))


def course_along(km: int) -> Course:
    """A straight, level course due east along the equator, a degree being 100 km."""
    points = km * 10 + 1
    return Course(
        Metres(km * 1000), tuple((0, 100 * n) for n in range(points)), (10_000,) * points,
        Between(Metres(0), Metres(0), Metres(0)), Between(Metres(0), Metres(0), Metres(0)), invented=True,
    )  # fmt: skip


def with_course(the_plan: Plan) -> Plan:
    """The same plan with a line on the ground."""
    first: Stage = the_plan.stages[0]
    return structs.replace(the_plan, stages=(structs.replace(first, course=course_along(first.metres // 1000)),))
