"""Two sources disagree."""

from collections.abc import Iterator

from stagerace.core.clock import SECOND, Elapsed, Instant, say_length
from stagerace.core.names import Bib, RecordId, finish_of
from stagerace.core.plan import Point, Stage
from stagerace.core.records import BibRead, Body, Confirmed, Voided
from stagerace.rules.alike import is_slip
from stagerace.rules.conflicts.base import Answer, Conflict, ConflictKind, Scene, another, aside, name_of, void
from stagerace.rules.field import field_of
from stagerace.rules.limits import say_point
from stagerace.rules.oddities import Oddity
from stagerace.rules.proposing import proposals
from stagerace.rules.readings import APART, Reading

Told = tuple[RecordId, Instant]
"""A record and when it says that it was, by the clock of the race."""


class Sources(ConflictKind):
    """Two sources tell different times of one passing, or a sheet and the passings do."""

    name = "sources"
    heading = "Two sources disagree"

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """Passings seen twice at different times, and sheets that differ from the passings."""
        at_point: dict[tuple[Bib, Point | RecordId], list[Oddity]] = {}
        for oddity in scene.oddities:
            if oddity.matter == "sources":
                where = oddity.reading.point if oddity.stage.loop is None else oddity.reading.records[0]
                at_point.setdefault((oddity.bib, where), []).append(oddity)
        for same in at_point.values():
            yield _passings(scene, same)
        for bib, results in scene.race.results.items():
            for stage, result in zip(scene.race.plan.stages, results, strict=True):
                if result and result.doubts and stage.n in scene.race.facts.sheets.get(bib, ()):
                    yield from _sheet(scene, bib, stage)


def _passings(scene: Scene, same: list[Oddity]) -> Conflict:
    oddity = max(same, key=lambda each: each.rival is not None)
    told = _told(scene, [found for each in same for found in (each.reading, each.rival) if found])
    counted = oddity.rival or oddity.reading
    name = name_of("sources", [record for record, _ in told])
    said = "; ".join(f"{scene.source(record)} says {scene.clock(at)}" for record, at in told)
    far = say_length(Elapsed(told[-1][1] - told[0][1]))
    at = say_point(oddity.reading.point)
    counts = scene.clock(counted.seen_at)
    return Conflict(
        name,
        "sources",
        f"Bib {oddity.bib} at {at}: {said}. They lie {far} apart; {counts} counts for now.",
        told[0][1],
        tuple(record for record, _ in told),
        (*_picks(scene, told), *_others(scene, oddity), aside(name)),
        oddity.bib,
        oddity.reading.point[0],
        oddity.stage.n,
    )


def _told(scene: Scene, readings: list[Reading]) -> list[Told]:
    """What each record says, in the order of time."""
    facts = scene.race.facts
    found = {record for reading in readings for record in reading.records}
    moments = [(record, facts.by_race_clock(facts.sighting(record)).seen_at) for record in found]
    return sorted(moments, key=lambda told: (told[1], told[0]))


def _picks(scene: Scene, told: list[Told]) -> Iterator[Answer]:
    """One answer for each time: this is right, and those that lie apart from it do not count."""
    for key, (record, at) in enumerate(told[:9], 1):
        wrong = [other for other, moment in told if abs(moment - at) > APART]
        writes: list[Body] = [Confirmed(record, ""), *(Voided(other, "") for other in wrong)]
        reason = f"{scene.source(record)} is right"
        yield Answer(str(key), f"{scene.clock(at)} is right: {scene.source(record)}", reason, tuple(writes))


def _others(scene: Scene, oddity: Oddity) -> Iterator[Answer]:
    """The answers that the passing which does not count is somebody else's."""
    if oddity.rival is None or oddity.stage.loop is not None:
        return
    records, reading = oddity.reading.records, oddity.reading
    field, index = field_of(scene.race, oddity.stage), oddity.stage.order[reading.point]
    among = [bib for bib in scene.race.bibs if is_slip(oddity.bib, bib)]
    free = [made for made in proposals(scene.race, field, index, reading.seen_at, among) if made.is_free]
    when = scene.clock(reading.seen_at)
    for made in free[:1]:
        writes = tuple(BibRead(record, made.bib) for record in records)
        yield Answer("o", f"{when} is of {made.bib}, {made.why}", f"read as {made.bib}, who was due", writes)
    yield another(records, f"{when} is somebody else: type the bib")


def _sheet(scene: Scene, bib: Bib, stage: Stage) -> Iterator[Conflict]:
    evidence = scene.race.evidence(bib, stage)
    sheet, record = evidence.draft.sheet, evidence.sheet
    seen = evidence.draft.readings.counted.get((finish_of(stage.n), "in"))
    if sheet is None or record is None or seen is None:
        return
    by_passing = Elapsed(seen.seen_at - evidence.draft.start)
    if sheet.status == "finished" and (sheet.elapsed is None or abs(by_passing - sheet.elapsed) <= SECOND):
        return
    says = say_length(sheet.elapsed) if sheet.elapsed is not None else sheet.status.replace("_", " ")
    name = name_of("sources", [record, *seen.records])
    sheet_right = void(seen.records, f"The sheet is right: {says}", "the sheet is right", "1")
    passing_right = void([record], f"The passing is right: {say_length(by_passing)}", "the passing is right", "2")
    yield Conflict(
        name,
        "sources",
        f"Bib {bib}, stage {stage.n}: the sheet says {says}, the passing at the finish at {scene.clock(seen.seen_at)} "
        f"makes it {say_length(by_passing)}. The sheet counts for now.",
        seen.seen_at,
        (record, *seen.records),
        (sheet_right, passing_right, aside(name)),
        bib,
        finish_of(stage.n),
        stage.n,
    )
