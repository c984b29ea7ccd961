"""Dues on a loop whose line is silent: one alarm for the line, and everybody due at the next place that tells."""

from msgspec import structs

from stagerace.core.clock import Elapsed, later
from stagerace.core.names import Bib, PlaceId
from stagerace.watch.due import Due
from stagerace.watch.laps import Lapping
from stagerace.watch.silence import Silence


def dues_of_laps(lapping: Lapping, dues: dict[Bib, Due], silent: dict[PlaceId, Silence]) -> dict[Bib, Due]:
    """The dues of a loop: where its line is silent, everybody's who goes round moves to the next place that tells.

    That is a checkpoint of the lap, or the line a lap later. A passing of a checkpoint that anybody can have made
    counts while the line is silent. The end of the box bounds every due as ever.
    """
    line = lapping.places[lapping.line]
    if line not in silent:
        return dues
    return {bib: _moved(lapping, due, silent) if due.place == line and due.index >= 0 else due
            for bib, due in dues.items()}  # fmt: skip


def _moved(lapping: Lapping, due: Due, silent: dict[PlaceId, Silence]) -> Due:
    known, sights = lapping.known, lapping.known.sights[due.bib]
    last = max((gone.until for gone in lapping.gone(due.bib)), key=lambda sight: sight.at, default=sights.last)
    telling = (each for each in lapping.ahead(last) if lapping.places[each] not in silent)
    k = next(telling, lapping.line)
    ahead = lapping.metres[k] - lapping.done(last)
    laps_more = ahead <= 0 or k == lapping.line
    slowly = known.slowly(0, ahead + (lapping.loop.metres if laps_more else 0))
    at = max(due.at, later(last.at, Elapsed(slowly + known.numbers.stay)))
    place = lapping.places[k]
    index = known.stage.entrances[place]
    moved = structs.replace(due, place=place, at=at, why="plain", index=index, p50=None, p05=None)
    by = later(due.cut_off, known.numbers.sweep_margin) if due.cut_off is not None else at
    return structs.replace(moved, at=by, why="cut-off") if by < at else moved
