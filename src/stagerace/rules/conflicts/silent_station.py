"""A station that tells nothing while runners go past it."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from stagerace.core.clock import MINUTE, Elapsed, Instant, say_length
from stagerace.core.names import Bib, PlaceId, RecordId
from stagerace.core.plan import Stage
from stagerace.core.records import SetAside
from stagerace.core.zone import say_clock
from stagerace.rules.conflicts.base import Answer, Conflict, ConflictKind, Scene, aside, name_of
from stagerace.rules.field import Field, Glimpse, field_of

LONG: Final = Elapsed(20 * MINUTE)
"""How long a station may tell nothing while runners pass before it counts as silent."""
ENOUGH: Final = 3
"""So many runners in a row went past unseen; one or two were overlooked."""


class Missed(Struct, frozen=True, gc=False):
    """A runner who went past a place unseen: about when, and where they were seen next."""

    at: Instant
    bib: Bib
    beyond: Glimpse


class SilentStation(ConflictKind):
    """A station that told nothing for long while runners who must have passed it were seen beyond."""

    name = "silent_station"
    heading = "Silent station"

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """One conflict for each silence of a station, however many runners it missed."""
        for stage in scene.race.plan.stages:
            if stage.n not in scene.race.begun or stage.loop is not None:
                continue
            field = field_of(scene.race, stage)
            for place, missed in _missed(scene, field).items():
                told = sorted(at for point in _points(stage, place) for at in _moments(field, point))
                for run in _runs(missed, told):
                    if (conflict := _conflict(scene, field, place, run, told)) is not None:
                        yield conflict


def _points(stage: Stage, place: PlaceId) -> list[int]:
    return [index for index, point in enumerate(stage.points) if point[0] == place]


def _moments(field: Field, index: int) -> list[Instant]:
    return [glimpse.at for glimpse in field.at_point.get(index, ())]


def _missed(scene: Scene, field: Field) -> dict[PlaceId, list[Missed]]:
    """For each checkpoint the runners who were seen beyond it and never there, in the order in which they passed."""
    stage = field.stage
    spans = [(place.id, _points(stage, place.id)) for place in stage.checkpoints if place.record]
    found: dict[PlaceId, list[Missed]] = {place: [] for place, _ in spans}
    for bib, glimpses in field.seen.items():
        if bib not in scene.race.index:
            continue
        been = {glimpse.index for glimpse in glimpses}
        furthest = max(been)
        for place, points in spans:
            if points[-1] < furthest and been.isdisjoint(points):
                beyond = min((g for g in glimpses if g.index > points[-1]), key=lambda g: g.index)
                found[place].append(Missed(field.expected(bib, points[0]), bib, beyond))
    return {place: sorted(missed, key=lambda each: (each.at, each.bib)) for place, missed in found.items() if missed}


def _runs(missed: list[Missed], told: list[Instant]) -> Iterator[list[Missed]]:
    """Those missed, parted where the station told something in between."""
    groups: dict[int, list[Missed]] = {}
    for each in missed:
        groups.setdefault(bisect_right(told, each.at), []).append(each)
    yield from groups.values()


def _conflict(scene: Scene, field: Field, place: PlaceId, run: list[Missed], told: list[Instant]) -> Conflict | None:
    since = told[before - 1] if (before := bisect_right(told, run[0].at)) else run[0].at
    until = told[before] if before < len(told) else max(scene.now, run[-1].at)
    if len(run) < ENOUGH or until - since < LONG:
        return None
    # Set aside, it comes back when twice as many were missed, or when the station told something and fell silent again.
    name = name_of("silent_station", _before(field, place, since), f"{place} {len(run).bit_length()}")
    zone, day = scene.race.plan.zone, scene.race.plan.zone.local(scene.now).date()
    bibs = ", ".join(each.bib for each in run[:6]) + (f" and {len(run) - 6} more" if len(run) > 6 else "")
    if before < len(told):
        spoke = (
            f"from {say_clock(since, zone, day)} to {say_clock(until, zone, day)}"
            if before
            else (f"until {say_clock(until, zone, day)}")
        )
    else:
        spoke = f"since {say_clock(since, zone, day)}" if before else "at all"
    return Conflict(
        name,
        "silent_station",
        f"{place} told nothing {spoke} ({say_length(Elapsed((until - since) // MINUTE * MINUTE))}), while {len(run)} "
        f"runners passed it and were seen beyond: {bibs}.",
        since,
        (),
        (
            Answer("1", "Paper was kept there: it will be typed in", "paper comes later", _let(name)),
            Answer("2", "Nobody keeps times there now", "nobody there", _let(name)),
            aside(name, "Leave it: it was looked into", "looked into"),
        ),
        place=place,
        stage=field.stage.n,
    )


def _let(name: str) -> tuple[SetAside, ...]:
    return (SetAside(name, Instant(0)),)


def _before(field: Field, place: PlaceId, since: Instant) -> list[RecordId]:
    """The last record of a place before it fell silent."""
    points = _points(field.stage, place)
    return [g.record for index in points for g in field.at_point.get(index, ()) if g.at == since][:1]
