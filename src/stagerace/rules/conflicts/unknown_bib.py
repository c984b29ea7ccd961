"""A bib that nobody wears, or that could not be read."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from stagerace.core.clock import MINUTE, Elapsed
from stagerace.core.names import Bib, is_read
from stagerace.core.plan import Stage
from stagerace.core.records import BibRead
from stagerace.rules.alike import ALL_UNREAD, like
from stagerace.rules.conflicts.base import Answer, Conflict, ConflictKind, Scene, another, aside, name_of, void
from stagerace.rules.facts import Sighting
from stagerace.rules.field import field_of, index_of
from stagerace.rules.limits import say_point
from stagerace.rules.proposing import proposals

PATIENCE: Final = Elapsed(10 * MINUTE)
"""How long a crew is left to say whose the passings are that it marked without a number."""


class UnknownBib(ConflictKind):
    """Passings of a bib that nobody wears or that was not read, with those it may be, who was expected there first."""

    name = "unknown_bib"
    heading = "Unknown bib"

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """One conflict a passing; one for all of a bib that went along a stage as a runner does."""
        for bib, places in scene.race.facts.seen.items():
            if bib in scene.race.index:
                continue
            by_stage: dict[Stage, list[Sighting]] = {}
            for place, sightings in places.items():
                if (stage := scene.race.plan.stage_at.get(place)) is not None:
                    by_stage.setdefault(stage, []).extend(sightings)
            for stage, sightings in by_stage.items():
                yield from _on_stage(scene, bib, stage, sightings)


def _on_stage(scene: Scene, bib: Bib, stage: Stage, sightings: list[Sighting]) -> Iterator[Conflict]:
    ordered = sorted((by_clock(scene, sighting) for sighting in sightings), key=lambda each: (each.seen_at, each.id))
    if is_read(bib) and _is_a_way(stage, ordered):
        yield _conflict(scene, bib, stage, ordered)
        return
    for sighting in ordered:
        if bib != ALL_UNREAD or scene.now - sighting.seen_at >= PATIENCE:
            yield _conflict(scene, bib, stage, [sighting])


def by_clock(scene: Scene, sighting: Sighting) -> Sighting:
    """A sighting by the clock of the race."""
    return scene.race.facts.by_race_clock(sighting) if scene.race.facts.anchors else sighting


def _is_a_way(stage: Stage, ordered: list[Sighting]) -> bool:
    """Whether passings follow each other along the stage, so that somebody unknown may run it."""
    row = [index_of(stage, sighting) for sighting in ordered]
    return None not in row and all(one < other for one, other in pairwise(row))  # type: ignore[operator]


def _conflict(scene: Scene, bib: Bib, stage: Stage, sightings: list[Sighting]) -> Conflict:
    first, records = sightings[0], tuple(sighting.id for sighting in sightings)
    name = name_of("unknown_bib", records)
    said = "was not read" if bib == ALL_UNREAD else "nobody wears" if is_read(bib) else "was read in part"
    times = ", ".join(f"{first_place(stage, each)} at {scene.clock(each.seen_at)}" for each in sightings[:4])
    more = f" and {len(sightings) - 4} more" if len(sightings) > 4 else ""
    source = scene.source(first.id)
    what = f"A bib that {said}" if bib == ALL_UNREAD else f"Bib {bib}, which {said}"
    answers = list(_proposed(scene, bib, stage, sightings))
    guess = "" if answers else " Nobody like it was due there."
    every = "It is" if len(sightings) == 1 else "All are"
    return Conflict(
        name,
        "unknown_bib",
        f"{what}: {times}{more}, by {source}.{guess}",
        first.seen_at,
        records,
        (
            *answers,
            another(records, f"{every} somebody else: type the bib"),
            *([another(records[:1], "Only the first is: type its bib", "f")] if len(records) > 1 else []),
            void(records, "No runner: take it back", "no runner of the race"),
            aside(name),
        ),
        bib,
        first.passing.place,
        stage.n,
    )


def first_place(stage: Stage, sighting: Sighting) -> str:
    """Where somebody was seen, as one says it."""
    point = stage.point_of.get((sighting.passing.place, sighting.passing.way))
    return say_point(point) if point else sighting.passing.place


def _proposed(scene: Scene, bib: Bib, stage: Stage, sightings: list[Sighting]) -> Iterator[Answer]:
    first = sightings[0]
    index = index_of(stage, first)
    if index is None or stage.loop is not None:
        return
    field = field_of(scene.race, stage)
    found = proposals(scene.race, field, index, first.seen_at, like(bib, scene.race.bibs))
    for key, made in enumerate(found, 1):
        writes = tuple(BibRead(sighting.id, made.bib) for sighting in sightings)
        reason = f"fits what was read, {made.why}" if made.is_free else "fits what was read"
        yield Answer(str(key), f"{made.bib}, {made.why}", reason, writes)
