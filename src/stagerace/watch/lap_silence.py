"""Silent stations of a loop: the line, or a checkpoint of the lap, that tells nothing while runners go round."""

from collections.abc import Iterator, Mapping

from msgspec import structs

from stagerace.core.clock import HOUR, Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import CheckpointClosed
from stagerace.forecast.outlook import Awaited
from stagerace.rules.field import USUAL
from stagerace.watch.laps import Gone, Lapping
from stagerace.watch.sights import Sight, Sights
from stagerace.watch.silence import Late, SeenBeyond, Silence, going_on, last_told, late_since, silence_of


def lap_silences(lapping: Lapping, said: Mapping[PlaceId, Instant] | None = None) -> dict[PlaceId, Silence]:
    """The places of a loop that are silent now, in the order of a lap; `said` as for `silences`.

    As on any stage, with a lap for the course: whoever was seen further round, or at the same place a lap later, went
    by what lies between. Each runner counts once, at the place that would tell of them next, and only while they would
    come before the box closes: who comes in early may stop.
    """
    found: dict[PlaceId, Silence] = {}
    said = lapping.known.said_to_work if said is None else said
    for k, place in enumerate(lapping.places):
        told = last_told(lapping.known, place, said)
        if (silence := _silence(lapping, k, told, found)) is not None:
            found[place] = silence
    return found


def _silence(lapping: Lapping, k: int, told: Instant | None, silent: dict[PlaceId, Silence]) -> Silence | None:
    known, place = lapping.known, lapping.places[k]
    if any(body.closed_at <= known.now for _, body in known.reports(CheckpointClosed) if body.place == place):
        return None
    out_there = [row.bib for row in known.ledger.rows if row.is_out_there and row.bib in known.sights]
    if not out_there:
        return None
    beyond = tuple(_beyond(lapping, k, told))
    gone_by = {each.bib for each in beyond}
    late = _late(lapping, k, told, [bib for bib in out_there if bib not in gone_by], silent)
    return silence_of(known, place, told, late, beyond)


def _beyond(lapping: Lapping, k: int, told: Instant | None) -> Iterator[SeenBeyond]:
    """Those who went by a place unread after its last word, each by the last time they did."""
    for bib in lapping.passed:
        unread = [gone for gone in lapping.gone(bib) if k in gone.between]
        if unread and (told is None or _about(lapping, unread[-1], k) > told):
            yield SeenBeyond(bib, _about(lapping, unread[-1], k), unread[-1].until)


def _about(lapping: Lapping, gone: Gone, k: int) -> Instant:
    """When somebody was about at a place between two passings."""
    done = _distance(lapping, gone.since, k)
    return Instant(gone.since.at + (gone.until.at - gone.since.at) * done // max(1, gone.metres))


def _distance(lapping: Lapping, since: Sight, k: int) -> int:
    """How far a place is ahead of somebody [m]; a whole lap where they are there."""
    metres = lapping.metres[k] - lapping.done(since)
    return metres if metres > 0 else metres + lapping.loop.metres


def _late(
    lapping: Lapping, k: int, told: Instant | None, out_there: list[Bib], silent: dict[PlaceId, Silence]
) -> Iterator[Late]:
    """Those whose next word should have come from a place since its last."""
    known = lapping.known
    for bib in out_there:
        last = lapping.last(bib)
        if next(each for each in lapping.ahead(last) if lapping.places[each] not in silent) != k:
            continue
        expected = _expected(lapping, known.sights[bib], last, k)
        if expected.p50 > lapping.closes(known.sights[bib]):
            continue
        if (late := late_since(known, bib, expected, told)) is not None:
            yield late


def _expected(lapping: Lapping, sights: Sights, last: Sight, k: int) -> Awaited:
    """When somebody was to be expected at a place: a part of their lap as forecast, else going on as before."""
    known, ahead = lapping.known, _distance(lapping, last, k)
    place = lapping.places[k]
    line = known.stage.points[-1]
    told = known.awaited.get(sights.bib, {}).get(line)
    if told is not None and told.p95 > told.p50 > last.at:
        share = ahead / max(1, _distance(lapping, last, lapping.line))
        p05, p50, p95 = (_part(last.at, each, share) for each in (told.p05, told.p50, told.p95))
        return structs.replace(told, place=place, p05=p05, p50=p50, p95=max(p95, Instant(p50 + 1)))
    middle = Instant(last.at + max(1, ahead * HOUR // _pace(lapping, sights)))
    return going_on((place, "in"), last.at, middle)


def _part(since: Instant, until: Instant, share: float) -> Instant:
    return Instant(since + round((until - since) * share))


def _pace(lapping: Lapping, sights: Sights) -> int:
    """How fast somebody went round so far, rests and all [m/h]; as people usually do where no lap tells."""
    if not sights.laps:
        return USUAL
    return max(1, len(sights.laps) * lapping.loop.metres * HOUR // max(1, sights.laps[-1] - sights.start))
