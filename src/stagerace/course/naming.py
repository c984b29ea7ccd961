"""Waypoints of a file matched with the places of a stage by their names."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from stagerace.core.findings import Finding
from stagerace.core.names import PlaceId
from stagerace.core.plan import Checkpoint, Stage
from stagerace.course.snapping import Wanted
from stagerace.course.track import Waypoint


def wanted_places(stage: Stage, waypoints: Sequence[Waypoint]) -> tuple[tuple[Wanted, ...], tuple[Finding, ...]]:
    """The checkpoints of a stage with the positions of the waypoints that bear their names, and what did not match.

    Case, spaces and punctuation do not matter, and the number of the stage may be missing: `CP 1` in stage 1 is
    `1CP1`. A name that is only alike is proposed, never taken.
    """
    named, doubled = _by_place(stage, waypoints)
    places = tuple(_wanted(place, named.get(place.id)) for place in stage.checkpoints)
    return places, (*doubled, *_unmatched(stage, waypoints, named))


def place_named(name: str, places: Iterable[PlaceId], stage: int) -> PlaceId | None:
    """The place a name means; None where it means none for certain.

    >>> place_named("cp 1", [PlaceId("1CP1"), PlaceId("1CP2")], 1)
    '1CP1'
    """
    folded = {fold(place): place for place in places}
    said = fold(name)
    short = said.removeprefix(f"stage{stage}")
    return folded.get(said) or folded.get(f"{stage}{said}") or folded.get(f"{stage}{short}")


def fold(name: str) -> str:
    """A name without case, spaces and punctuation.

    >>> fold("1-CP 1")
    '1cp1'
    """
    return "".join(c for c in name.casefold() if c.isalnum())


def _by_place(stage: Stage, waypoints: Sequence[Waypoint]) -> tuple[dict[PlaceId, Waypoint], list[Finding]]:
    """The waypoint of each place: the one that bears its very name before one that is called alike."""
    named: dict[PlaceId, Waypoint] = {}
    doubled: list[Finding] = []
    ids = [place.id for place in stage.places]
    for waypoint in sorted(waypoints, key=lambda w: w.name not in ids):
        place = place_named(waypoint.name, ids, stage.n)
        if place is None:
            continue
        first = named.setdefault(place, waypoint)
        if first is not waypoint and (first.latitude, first.longitude) != (waypoint.latitude, waypoint.longitude):
            what = f"two waypoints mean {place}: {first.name!r} and {waypoint.name!r}"
            doubled.append(Finding("two-waypoints", what, f"took {first.name!r}, the first", place))
    return named, doubled


def _wanted(place: Checkpoint, waypoint: Waypoint | None) -> Wanted:
    if waypoint is None:
        return Wanted(place.id, place.metres)
    return Wanted(place.id, place.metres, waypoint.latitude, waypoint.longitude)


def _unmatched(stage: Stage, waypoints: Sequence[Waypoint], named: dict[PlaceId, Waypoint]) -> Iterator[Finding]:
    ids = [place.id for place in stage.places]
    free = {fold(place.id): place.id for place in stage.checkpoints if place.id not in named}
    for waypoint in waypoints:
        if place_named(waypoint.name, ids, stage.n) is not None:
            continue
        alike = get_close_matches(fold(waypoint.name)[:200], free, n=1, cutoff=0.6)
        asked = f"; is it {free[alike[0]]}? Then call it so" if alike else ""
        yield Finding(
            "unknown-waypoint", f"the waypoint {waypoint.name!r} is no checkpoint of stage {stage.n}",
            f"not used{asked}", waypoint.name,
        )  # fmt: skip
