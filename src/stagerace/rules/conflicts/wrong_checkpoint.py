"""A passing at a place where the runner cannot have been."""

from collections.abc import Iterator

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId, RecordId, StageNo
from stagerace.core.plan import Point
from stagerace.core.records import Body, Confirmed, Passing, Voided
from stagerace.rules.conflicts.base import Answer, Conflict, ConflictKind, Scene, another, aside, name_of, void
from stagerace.rules.field import stage_under_way
from stagerace.rules.limits import say_point
from stagerace.rules.oddities import Oddity, fits_elsewhere


class WrongCheckpoint(ConflictKind):
    """A passing out of order, at a place of another stage, or at one the race does not have; and where it fits."""

    name = "wrong_checkpoint"
    heading = "Wrong checkpoint"

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """One conflict a passing."""
        for oddity in scene.oddities:
            if oddity.matter == "place":
                yield _out_of_place(scene, oddity)
        for bib in scene.race.bibs:
            for place, sightings in scene.race.facts.seen.get(bib, {}).items():
                if place not in scene.race.plan.stage_at:
                    for sighting in sightings:
                        at = scene.race.facts.by_race_clock(sighting).seen_at
                        yield _nowhere(scene, bib, sighting.id, place, at)


def _out_of_place(scene: Scene, oddity: Oddity) -> Conflict:
    reading = oddity.reading
    name = name_of("wrong_checkpoint", oddity.records)
    when, at = scene.clock(reading.seen_at), say_point(reading.point)
    probably = f" It fits {say_point(oddity.elsewhere)}." if oddity.elsewhere else ""
    source = scene.source(reading.records[0])
    return Conflict(
        name,
        "wrong_checkpoint",
        f"Bib {oddity.bib} at {at} at {when}, by {source}, cannot be: {_why(oddity)}.{probably}",
        reading.seen_at,
        reading.records,
        (
            *_moved(scene, oddity.bib, reading.records, reading.seen_at, oddity.elsewhere),
            Answer("2", f"{at} is right", "the place is right", (Confirmed(reading.records[0], ""),)),
            void(reading.records, "Take it back", "was not there then"),
            another(reading.records),
            aside(name),
        ),
        oddity.bib,
        reading.point[0],
        oddity.stage.n,
    )


def _why(oddity: Oddity) -> str:
    reading = oddity.reading
    if oddity.rival is not None and reading.verdict != "bad":
        return f"{say_point(reading.point)} was passed before, and another stage was under way"
    return reading.why or "another stage was under way"


def _nowhere(scene: Scene, bib: Bib, record: RecordId, place: PlaceId, at: Instant) -> Conflict:
    name = name_of("wrong_checkpoint", [record])
    stage = stage_under_way(scene.race, at)
    point = fits_elsewhere(scene.race, bib, at, stage)
    probably = f" It fits {say_point(point)}." if point else ""
    number: StageNo = stage.n
    return Conflict(
        name,
        "wrong_checkpoint",
        f"Bib {bib} at {place} at {scene.clock(at)}, by {scene.source(record)}: the race has no such place.{probably}",
        at,
        (record,),
        (
            *_moved(scene, bib, (record,), at, point),
            void([record], "Take it back", "the race has no such place"),
            aside(name),
        ),
        bib,
        place,
        number,
    )


def _moved(scene: Scene, bib: Bib, records: tuple[RecordId, ...], at: Instant, point: Point | None) -> Iterator[Answer]:
    """The answer that writes the passing down where it fits, and takes it back where it was."""
    if point is not None:
        source = f"desk, from {scene.race.facts.passings[records[0]].place}"
        there = Passing(bib, point[0], at, point[1], source)
        writes: tuple[Body, ...] = (there, *(Voided(record, "") for record in records))
        yield Answer("1", f"It was {say_point(point)}: write it there", f"it was {say_point(point)}", writes)
