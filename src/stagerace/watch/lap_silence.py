"""Silent stations of a loop: the line, or a checkpoint of the lap, that tells nothing while runners go round."""

from math import exp, log

from msgspec import structs

from stagerace.core.clock import HOUR, Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import CheckpointClosed
from stagerace.forecast.outlook import Awaited
from stagerace.rules.field import USUAL
from stagerace.watch.known import Known
from stagerace.watch.laps import Gone, Lapping
from stagerace.watch.sights import Sight, Sights
from stagerace.watch.silence import Late, SeenBeyond, Silence, later_than


def lap_silences(lapping: Lapping) -> dict[PlaceId, Silence]:
    """The places of a loop that are silent now, in the order of a lap.

    As on any stage, with a lap for the course: whoever was seen further round, or at the same place a lap later, went
    by what lies between. Each runner counts once, at the place that would tell of them next, and only while they would
    come before the box closes: who comes in early may stop. Silence of the line moves nobody's due.
    """
    found: dict[PlaceId, Silence] = {}
    for k, place in enumerate(lapping.places):
        if (silence := _silence(lapping, k, place, found)) is not None:
            found[place] = silence
    return found


def _silence(lapping: Lapping, k: int, place: PlaceId, silent: dict[PlaceId, Silence]) -> Silence | None:
    known, numbers = lapping.known, lapping.known.numbers
    if any(body.closed_at <= known.now for _, body in known.reports(CheckpointClosed) if body.place == place):
        return None
    out_there = [row.bib for row in known.ledger.rows if row.is_out_there and row.bib in known.sights]
    told = _told(known, place)
    beyond = _beyond(lapping, k, told)
    gone_by = {each.bib for each in beyond}
    late = _late(lapping, k, told, [bib for bib in out_there if bib not in gone_by], silent)
    chance = exp(sum(log(each.chance) for each in late) + len(beyond) * log(numbers.overlooked))
    if not out_there or len(late) + len(beyond) < numbers.silent_from or chance >= numbers.silent_chance:
        return None
    return Silence(place, told, tuple(late), tuple(beyond), chance)


def _told(known: Known, place: PlaceId) -> Instant | None:
    """When a place told something last, of whomever."""
    points = (index for index, point in enumerate(known.stage.points) if point[0] == place)
    moments = (glimpse.at for index in points for glimpse in known.field.at_point.get(index, ()))
    return max((at for at in moments if at <= known.now), default=None)


def _beyond(lapping: Lapping, k: int, told: Instant | None) -> list[SeenBeyond]:
    """Those who went by a place unread after its last word, each by the last time they did, in the order they did."""
    found = []
    for bib in lapping.passed:
        unread = [gone for gone in lapping.gone(bib) if k in gone.between]
        if unread and (told is None or _about(lapping, unread[-1], k) > told):
            found.append(SeenBeyond(bib, _about(lapping, unread[-1], k), unread[-1].until))
    return sorted(found, key=lambda each: (each.about, each.bib))


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
) -> list[Late]:
    """Those whose next word should have come from a place since its last, in the order in which it should."""
    known, found = lapping.known, []
    for bib in out_there:
        last = lapping.last(bib)
        if next(each for each in lapping.ahead(last) if lapping.places[each] not in silent) != k:
            continue
        expected = _expected(lapping, known.sights[bib], last, k)
        if expected.p50 > lapping.closes(known.sights[bib]) or (told is not None and expected.p50 <= told):
            continue
        chance = later_than(expected, known.now) / (later_than(expected, told) if told is not None else 1.0)
        if chance <= known.numbers.each_late:
            found.append(Late(bib, expected.p50, max(chance, 1e-12)))
    return sorted(found, key=lambda each: (each.expected, each.bib))


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
    half = max(1, (middle - last.at) // 2)
    return Awaited(place, "in", Instant(middle - half), middle, Instant(middle + half))


def _part(since: Instant, until: Instant, share: float) -> Instant:
    return Instant(since + round((until - since) * share))


def _pace(lapping: Lapping, sights: Sights) -> int:
    """How fast somebody went round so far, rests and all [m/h]; as people usually do where no lap tells."""
    if not sights.laps:
        return USUAL
    return max(1, len(sights.laps) * lapping.loop.metres * HOUR // max(1, sights.laps[-1] - sights.start))
