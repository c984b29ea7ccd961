"""A small invented stage for the tests of the ledger, told as crews would tell it."""

from collections.abc import Sequence

from races import at, entered, plan, race, seen, stage
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.plan import Plan
from stagerace.core.records import Body, Care, GunFired, HandedOver, NotAtStart, RollCalled, Swept, WithdrawalReported
from stagerace.watch.ledger import ledger_of
from stagerace.watch.whereabouts import Ledger, Whereabouts

CP1, CP2 = Care("checkpoint", "1CP1"), Care("checkpoint", "1CP2")
CAR, MEDIC, CAMP, HOSPITAL = Care("vehicle", "car 4"), Care("medic", "tent"), Care("camp"), Care("hospital", "town")
COURSE = Care("course")
ONE = StageNo(1)


def two_stages() -> Plan:
    """Two stages of 30 km with checkpoints at 10 and 20 km that take arrivals and departures."""
    return plan([stage(n, 30) for n in (1, 2)])


def ledger(when: str | Instant, *bodies: Body, bibs: Sequence[str] = ("1", "2", "3"), the_plan: Plan | None = None,
           n: int = 1) -> Ledger:  # fmt: skip
    """The ledger of a stage of a race with these entries and records, by the clock of stage 1."""
    the_race = race(the_plan or two_stages(), *(entered(bib) for bib in bibs), *bodies)
    return ledger_of(the_race, StageNo(n), at(1, when) if isinstance(when, str) else when)


def one(when: str | Instant, *bodies: Body, the_plan: Plan | None = None, n: int = 1) -> Whereabouts:
    """Where bib 1 is, alone in the race."""
    return ledger(when, *bodies, bibs=("1",), the_plan=the_plan, n=n).by_bib[Bib("1")]


def kinds(found: Ledger, bib: str = "1") -> list[str]:
    """The kinds of what does not agree about a runner."""
    return [each.kind for each in found.disputed(Bib(bib))]


def way(bib: str, to: str = "1FINISH", pace: int = 90) -> list[Body]:
    """A runner's passings up to a place, 90 minutes to each 10 km, ten minutes in each checkpoint."""
    points = [("1CP1", "in", pace), ("1CP1", "out", pace + 10), ("1CP2", "in", 2 * pace + 10),
              ("1CP2", "out", 2 * pace + 20), ("1FINISH", "in", 3 * pace + 20)]  # fmt: skip
    found: list[Body] = []
    for place, direction, minutes in points:
        found.append(seen(bib, place, at(1, f"{minutes // 60}:{minutes % 60:02}:00"), direction))
        if place == to.rstrip("+") and (direction == "out" or "+" not in to):
            break
    return found


def gun(when: str = "0:00:00", wave: str = "") -> GunFired:
    """The gun of stage 1."""
    return GunFired(PlaceId("1START"), at(1, when), wave)  # type: ignore[arg-type]


def absent(*bibs: str, when: str = "0:05:00", n: int = 1) -> NotAtStart:
    """Not at the start."""
    return NotAtStart(PlaceId(f"{n}START"), at(1, when), tuple(map(Bib, bibs)))


def roll(when: str, present: str = "", missing: str = "", place: str = "1FINISH") -> RollCalled:
    """A roll call, bibs with spaces between."""
    return RollCalled(PlaceId(place), at(1, when), tuple(map(Bib, present.split())), tuple(map(Bib, missing.split())))


def gives(bib: str, when: str, giver: Care, taker: Care, place: str = "") -> HandedOver:
    """The giver's word."""
    return HandedOver(Bib(bib), "gives", at(1, when), giver, taker, PlaceId(place))


def takes(bib: str, when: str, giver: Care, taker: Care, place: str = "") -> HandedOver:
    """The taker's word."""
    return HandedOver(Bib(bib), "takes", at(1, when), giver, taker, PlaceId(place))


def handed(bib: str, when: str, giver: Care, taker: Care) -> list[Body]:
    """Both words."""
    return [gives(bib, when, giver, taker), takes(bib, when, giver, taker)]


def withdrew(bib: str, when: str, place: str = "1CP1", **more: str) -> WithdrawalReported:
    """A crew's report of a withdrawal."""
    return WithdrawalReported(Bib(bib), PlaceId(place), at(1, when), **more)


def swept(place: str, when: str) -> Swept:
    """The sweeper's word."""
    return Swept(PlaceId(place), at(1, when))
