"""A small invented stage on a loop, for tests of the watch and of headquarters."""

from collections.abc import Sequence

from races import at, checkpoint, plan, seen, stage
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant
from stagerace.core.names import Metres, PlaceId
from stagerace.core.plan import Loop, Plan
from stagerace.core.records import Body

LINE, DUNE = PlaceId("1FINISH"), PlaceId("1CP1")


def loop(start: str = "0:00:00", box: int = 12, dune: bool = True) -> Plan:
    """Laps of 5 km with a checkpoint at 2 km that takes arrivals, for so many hours, from 08:00 unless said."""
    places = [checkpoint("1CP1", 2, ("in",))] if dune else []
    laps = Loop(Metres(5_000), Elapsed(box * HOUR))
    return plan([stage(1, 100, places, loop=laps, limit=None, start=at(1, start))])


def round_and_round(
    the_plan: Plan, until: Instant, minutes: Sequence[int], quiet: dict[str, Instant] | None = None
) -> list[Body]:
    """Everybody goes round, the first a lap in so many minutes, the next ...; what a quiet place would tell is unread.

    Whoever is at a place from the instant on when it goes quiet is not read there.
    """
    start, quiet, found = the_plan.stages[0].start, quiet or {}, list[Body]()
    for bib, lap in zip(range(1, 1 + len(minutes)), minutes, strict=True):
        for number in range(40):
            for place, share in (("1CP1", 0.4), ("1FINISH", 1.0)):
                moment = Instant(start + round((number + share) * lap * MINUTE))
                is_there = place == "1FINISH" or bool(the_plan.stages[0].checkpoints)
                if is_there and moment <= min(until, quiet.get(place, until)):
                    found.append(seen(str(bib), place, moment, "in"))
    return found


EVEN = [50 + n for n in range(12)]
