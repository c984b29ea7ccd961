"""Where along the stage somebody may be now: never a point, always a stretch."""

from stagerace.core.clock import HOUR, Instant
from stagerace.core.names import Bib, Metres, PlaceId
from stagerace.watch.due import Due
from stagerace.watch.known import Known
from stagerace.watch.silence import Silence
from stagerace.watch.whereabouts import Whereabouts

Stretch = tuple[Metres, Metres]
"""From and to along the stage [m]; on a loop of the lap."""


def positions(known: Known, dues: dict[Bib, Due], silent: dict[PlaceId, Silence]) -> dict[Bib, Stretch]:
    """Where everybody on course or in a checkpoint may be along the stage."""
    return {row.bib: whereabouts_m(known, row, dues[row.bib], silent) for row in known.ledger.rows if row.is_out_there}


def whereabouts_m(known: Known, row: Whereabouts, due: Due, silent: dict[PlaceId, Silence]) -> Stretch:
    """Where somebody may be: no nearer than where they were seen, no further than the next place that would tell.

    Somebody in a checkpoint that takes departures is there. A doubtful time further on widens the stretch.
    """
    if known.stage.loop:
        return Metres(0), Metres(known.stage.loop.metres)
    sights = known.sights[row.bib]
    low = known.metres(sights.last.index)
    if row.state == "in_checkpoint" and row.a not in silent:
        return Metres(low), Metres(low)
    doubtful = max((known.metres(sight.index) for sight in sights.doubtful), default=0)
    high = min(low + _reach(known, due, sights.last.at, low), known.metres(due.index))
    return Metres(low), Metres(max(low, high, doubtful))


def _reach(known: Known, due: Due, since: Instant, low: int) -> int:
    """How far somebody quick may have come since they were seen [m]."""
    gone = max(0, known.now - since)
    plain = gone * known.numbers.fast // HOUR
    if due.p05 is None or due.p05 <= since:
        return plain
    quick = (known.metres(due.index) - low) * gone / (due.p05 - since) * known.numbers.faster
    return round(quick)
