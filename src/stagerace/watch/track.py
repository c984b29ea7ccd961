"""What the times of a runner on a stage say of where they are: what is believed, what is not."""

from msgspec import Struct

from stagerace.core.clock import ZERO, Instant, later
from stagerace.core.names import PlaceId, WaveId, finish_of
from stagerace.core.plan import Plan
from stagerace.core.records import WithdrawalReported
from stagerace.core.zone import say_clock
from stagerace.rules.facts import Facts, Ruling
from stagerace.rules.readings import Reading, apart
from stagerace.rules.rulings import Draft
from stagerace.rules.stage_result import Evidence
from stagerace.watch.events import Glance, GoesOn, Leaving, Left, Seen
from stagerace.watch.places import care_said

_LEAVING: dict[str, Leaving] = {"withdraw": "withdrawn", "stop": "stopped", "disqualify": "disqualified"}


class Track(Struct, frozen=True):
    """A runner's stage as the ledger reads it."""

    start: Instant
    """Their own start: with their wave, moved as ruled."""
    wave: WaveId
    end: PlaceId
    """Where the stage ends for them."""
    seen: tuple[Seen, ...]
    glances: tuple[Glance, ...]
    decided: tuple[Left | GoesOn, ...]
    out: str
    """Why they left the race on this stage; empty where they did not."""
    missed: str
    """The cut-off they missed, in words."""
    sheet: str
    """What a timekeeper's sheet says became of them; empty where none does."""
    sheet_at: Instant
    is_called_off: bool
    """Whether the stage was cancelled before it began."""
    latest: Instant
    """When the last of all this happened."""


def track_of(evidence: Evidence, facts: Facts, plan: Plan) -> Track:
    """What the evidence of a runner's stage says of where they are."""
    draft = evidence.draft
    end = draft.end or finish_of(draft.stage.n)
    seen = _seen_on_loop(draft) if draft.stage.loop else _seen(draft)
    glances = _glances(draft, {each.place for each in seen})
    sheet, sheet_at = _sheet(draft)
    decided = tuple(_decided(evidence.rulings, facts, plan))
    moments = [each.at for each in (*seen, *glances, *decided)]
    if not draft.readings.is_sure:
        judged = (*draft.readings.counted.values(), *draft.readings.others)
        moments += [Instant(reading.seen_at + reading.spread) for reading in judged]
    moments += [ruling.text.announced for ruling in evidence.rulings] + ([sheet_at] if sheet else [])
    return Track(
        start=draft.start,
        wave=evidence.wave.id if evidence.wave else WaveId(""),
        end=end,
        seen=(*seen, *_at_end(draft, end, sheet, sheet_at, seen)),
        glances=glances,
        decided=decided,
        out="" if draft.out == "unranked" else draft.out,
        missed=draft.missed,
        sheet=sheet,
        sheet_at=sheet_at,
        is_called_off=any(r.text.ruling == "cancel" and r.text.announced <= draft.start for r in evidence.rulings),
        latest=max(moments, default=Instant(0)),
    )


def _seen(draft: Draft) -> tuple[Seen, ...]:
    readings, order = draft.readings, draft.stage.order
    trusted = [
        point for point in readings.times if readings.is_sure or is_believed(readings.counted[point])
    ]  # fmt: skip
    return tuple(Seen(readings.times[point], order[point], *point) for point in trusted)


def _seen_on_loop(draft: Draft) -> tuple[Seen, ...]:
    """Every lap is a passing of the line; a time at a checkpoint of the loop is not judged, so it moves nobody."""
    last = len(draft.stage.points) - 1
    readings = (*draft.readings.counted.values(), *draft.readings.others)
    laps = {
        reading.seen_at: Seen(reading.seen_at, last, *reading.point)
        for reading in readings
        if is_believed(reading) and reading.point[0] == finish_of(draft.stage.n)
    }
    return tuple(laps[at] for at in sorted(laps))


def is_believed(reading: Reading) -> bool:
    """Whether a passing may say where somebody is: two sources that differ on when agree that they were there."""
    return reading.verdict in ("good", "confirmed") or _differs_on_when(reading)


def _differs_on_when(reading: Reading) -> bool:
    """Whether all that is wrong is that two sources lie apart."""
    return reading.counts and reading.spread > ZERO and reading.why == apart(reading.cluster)


def _glances(draft: Draft, known: set[PlaceId]) -> tuple[Glance, ...]:
    readings = draft.readings
    if readings.is_sure:
        return ()
    judged = (*readings.counted.values(), *readings.others)
    doubted = [reading for reading in judged if reading.verdict not in ("good", "confirmed")]
    found = {
        (reading.seen_at, reading.point): Glance(
            reading.seen_at,
            reading.point[0],
            f"{reading.point[0]} {reading.point[1]} at {say_clock(reading.seen_at, draft.zone)}: {reading.reason}",
            not reading.counts and reading.point[0] not in known,
        )
        for reading in doubted
    }
    return tuple(found[key] for key in sorted(found))


def _sheet(draft: Draft) -> tuple[str, Instant]:
    sheet = draft.sheet
    if sheet is None:
        return "", Instant(0)
    if sheet.elapsed is not None:
        return sheet.status, later(draft.start, sheet.elapsed)
    limit = draft.stage.limit
    return sheet.status, draft.start if sheet.status == "not_started" or limit is None else later(draft.start, limit)


def _at_end(draft: Draft, end: PlaceId, sheet: str, at: Instant, seen: tuple[Seen, ...]) -> tuple[Seen, ...]:
    """A timekeeper's sheet with a finish says that they were at the end."""
    if sheet != "finished" or any(each.place == end for each in seen):
        return ()
    way = draft.stage.by_place[end].record[0]
    return (Seen(at, draft.stage.order[end, way], end, way),)


def _decided(rulings: tuple[Ruling, ...], facts: Facts, plan: Plan) -> list[Left | GoesOn]:
    found: list[Left | GoesOn] = []
    for ruling in rulings:
        text = ruling.text
        if text.ruling == "unranked":
            found.append(GoesOn(text.announced))
        elif what := _LEAVING.get(text.ruling):
            place = text.place or PlaceId("")
            report = isinstance(facts.reports.get(ruling.id), WithdrawalReported)
            # Until whoever was named has said that they have them, the crew that reported it does.
            custody = place if report else text.custody
            found.append(Left(text.announced, what, place, care_said(custody, place, plan)))
    return found
