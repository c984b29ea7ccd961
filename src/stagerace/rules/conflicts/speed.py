"""A speed that cannot be."""

from collections.abc import Iterator

from stagerace.core.names import is_read
from stagerace.core.records import BibRead, Confirmed
from stagerace.rules.alike import is_slip
from stagerace.rules.conflicts.base import Answer, Conflict, ConflictKind, Scene, another, aside, name_of, void
from stagerace.rules.field import field_of
from stagerace.rules.limits import say_point
from stagerace.rules.oddities import Oddity
from stagerace.rules.proposing import proposals


class Speed(ConflictKind):
    """A runner faster or slower than people are: one of the two times is wrong, or one of them is another's."""

    name = "speed"
    heading = "Impossible speed"

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """One conflict a passing."""
        for oddity in scene.oddities:
            if oddity.matter == "speed":
                yield _conflict(scene, oddity)


def _conflict(scene: Scene, oddity: Oddity) -> Conflict:
    reading = oddity.reading
    name = name_of("speed", oddity.records)
    counts = "It counts for now." if reading.counts else "It does not count for now."
    when, at = scene.clock(reading.seen_at), say_point(reading.point)
    return Conflict(
        name,
        "speed",
        f"Bib {oddity.bib} at {at} at {when}, by {scene.source(reading.records[0])}: {reading.why}. {counts}",
        reading.seen_at,
        reading.records,
        (
            Answer("1", f"{when} is right", "the time is right", (Confirmed(reading.records[0], ""),)),
            void(reading.records, f"{when} is wrong: take it back", "the time cannot be"),
            *_before(scene, oddity),
            *_others(scene, oddity),
            another(reading.records, f"{when} is somebody else: type the bib"),
            aside(name),
        ),
        oddity.bib,
        reading.point[0],
        oddity.stage.n,
    )


def _before(scene: Scene, oddity: Oddity) -> Iterator[Answer]:
    """The answer that the passing before it is the wrong one."""
    if (before := oddity.before) is not None and before.point != oddity.reading.point and before.verdict != "confirmed":
        label = f"{say_point(before.point)} at {scene.clock(before.seen_at)} is wrong: take that back"
        yield void(before.records, label, "the time before cannot be", "w")


def _others(scene: Scene, oddity: Oddity) -> Iterator[Answer]:
    if oddity.stage.loop is not None or not is_read(oddity.bib):
        return
    reading, race = oddity.reading, scene.race
    among = [bib for bib in race.bibs if is_slip(oddity.bib, bib)]
    index = oddity.stage.order[reading.point]
    found = proposals(race, field_of(race, oddity.stage), index, reading.seen_at, among)
    for key, made in enumerate((made for made in found if made.is_free), 2):
        writes = tuple(BibRead(record, made.bib) for record in reading.records)
        yield Answer(str(key), f"It is {made.bib}, {made.why}", f"read as {made.bib}, who was due", writes)
        if key == 3:
            return
