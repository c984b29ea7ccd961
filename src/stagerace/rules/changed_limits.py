"""What is otherwise for runners on their way in one state of a race than in another: starts, cut-offs, waits."""

from collections.abc import Iterator

from msgspec import Struct

from stagerace.core.clock import ZERO, Elapsed, Instant
from stagerace.core.names import Bib, Direction, PlaceId, StageNo, WaveId, start_of
from stagerace.core.plan import Stage
from stagerace.rules.cutoffs import cut_offs
from stagerace.rules.facts import Ruling
from stagerace.rules.race import Race
from stagerace.rules.rulings.hold import Hold
from stagerace.rules.stage_result import Evidence


class Moved(Struct, frozen=True):
    """A start, or a cut-off, at another instant than before, and for whom; None where there is none."""

    stage: StageNo
    place: PlaceId
    way: Direction
    before: Instant | None
    after: Instant | None
    bibs: tuple[Bib, ...]
    wave: WaveId = WaveId("")


class Wait(Struct, frozen=True):
    """What a runner is credited at a held checkpoint, before and after [ms]; also 0, for who came too late for it."""

    place: PlaceId
    bib: Bib
    came: Instant | None
    left: Instant | None
    before_ms: Elapsed
    after_ms: Elapsed


class Limits(Struct, frozen=True):
    """Everything of that kind that changes."""

    starts: tuple[Moved, ...] = ()
    closings: tuple[Moved, ...] = ()
    waits: tuple[Wait, ...] = ()


_Key = tuple[int, PlaceId, Direction, WaveId, Instant | None, Instant | None]


def changed_limits(before: Race, after: Race) -> Limits:
    """The starts, cut-offs and waits that change, stage by stage, for everyone who is not out of the race by then."""
    starts: list[Moved] = []
    closings: list[Moved] = []
    waits: list[Wait] = []
    for stage in after.plan.stages:
        if _texts(before, stage) == _texts(after, stage) or stage.n not in before.plan.by_number:
            continue
        pairs = [(before.evidence(bib, stage), after.evidence(bib, stage)) for bib in _in_race(before, after, stage)]
        starts += _starts(stage, pairs)
        closings += _closings(stage, pairs)
        waits += _waits(before, after, stage, pairs)
    return Limits(tuple(starts), tuple(closings), tuple(waits))


def _texts(race: Race, stage: Stage) -> list[object]:
    return [ruling.text for ruling in race.rulings_on.get(stage.n, ())]


def _in_race(before: Race, after: Race, stage: Stage) -> list[Bib]:
    """Those who are in the race when a stage begins."""
    upto = after.position(stage.n)
    return [bib for bib in after.bibs if bib in before.results and not _is_out(after, bib, upto)]


def _is_out(race: Race, bib: Bib, upto: int) -> bool:
    return any(result and result.out not in ("", "unranked") for result in race.results[bib][:upto])


Pairs = list[tuple[Evidence, Evidence]]


def _starts(stage: Stage, pairs: Pairs) -> Iterator[Moved]:
    found: dict[_Key, list[Bib]] = {}
    for then, now in pairs:
        if then.draft.start != now.draft.start:
            wave = now.wave.id if now.wave else WaveId("")
            key: _Key = (0, start_of(stage.n), "out", wave, then.draft.start, now.draft.start)
            found.setdefault(key, []).append(now.draft.bib)
    return _moved(stage, found)


def _closings(stage: Stage, pairs: Pairs) -> Iterator[Moved]:
    found: dict[_Key, list[Bib]] = {}
    for then, now in pairs:
        old, new = _by(then), _by(now)
        for place, way in {**old, **new}:
            pair = old.get((place, way)), new.get((place, way))
            if pair[0] != pair[1]:
                key: _Key = (now.draft.order(place), place, way, WaveId(""), *pair)
                found.setdefault(key, []).append(now.draft.bib)
    return _moved(stage, found)


def _by(evidence: Evidence) -> dict[tuple[PlaceId, Direction], Instant]:
    """The earliest cut-off of a runner at each place."""
    found: dict[tuple[PlaceId, Direction], Instant] = {}
    for cut in cut_offs(evidence.draft, evidence.wave):
        at = (cut.place, cut.way)
        found[at] = min(found.get(at, cut.by), cut.by)
    return found


def _moved(stage: Stage, found: dict[_Key, list[Bib]]) -> Iterator[Moved]:
    for key in sorted(found, key=lambda key: (*key[:4], key[4] or 0, key[5] or 0)):
        _, place, way, wave, then, now = key
        yield Moved(stage.n, place, way, then, now, tuple(found[key]), wave)


def _waits(before: Race, after: Race, stage: Stage, pairs: Pairs) -> Iterator[Wait]:
    for place, holds in sorted(_holds(before, after, stage).items()):
        since = min(hold.text.announced for hold in holds)
        for then, now in pairs:
            draft = now.draft
            came, left = draft.seen((place, "in")), draft.seen((place, "out"))
            was_there = came is not None or left is not None
            if was_there and (left is None or left > since) and any(hold.concerns(draft.bib) for hold in holds):
                credited = then.draft.held.get(place, ZERO), draft.held.get(place, ZERO)
                yield Wait(place, draft.bib, came, left, *credited)


def _holds(before: Race, after: Race, stage: Stage) -> dict[PlaceId, list[Ruling]]:
    """The holds that are new, gone or another, by place."""
    then, now = ({r.text: r for r in race.rulings_on.get(stage.n, ()) if r.text.ruling == Hold.name}
                 for race in (before, after))  # fmt: skip
    found: dict[PlaceId, list[Ruling]] = {}
    for text in then.keys() ^ now.keys():
        if text.place is not None:
            found.setdefault(text.place, []).append(now.get(text) or then[text])
    return found
