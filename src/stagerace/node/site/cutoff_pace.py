"""The pace of the cut-offs: when somebody must be where to be just in time, which is where the sweepers walk."""

from bisect import bisect_left
from typing import NamedTuple

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, Metres, PlaceId
from stagerace.core.plan import Stage
from stagerace.rules.cutoffs import cut_offs
from stagerace.rules.race import Race


class Pace(Struct, frozen=True):
    """The cut-offs of a wave along a stage: (metres, instant), the start first."""

    points: tuple[tuple[int, int], ...]

    def at(self, metres: Metres) -> Instant | None:
        """The latest instant to be at a distance, even between two cut-offs; None beyond the last of them."""
        index = bisect_left(self.points, (int(metres), 0))
        if index == len(self.points):
            return None
        here, by = self.points[index]
        if index == 0 or here == metres:
            return Instant(by)
        before, since = self.points[index - 1]
        return Instant(since + (by - since) * (metres - before) // (here - before))


def paces(race: Race, stage: Stage) -> dict[str, Pace]:
    """The pace of each wave of a stage that has cut-offs, as its first runner has them; none for loops."""
    if stage.loop is not None:
        return {}
    found: dict[str, Pace] = {}
    for wave, closing in _closings(race, stage).items():
        points = sorted((int(stage.by_place[place].metres), int(by)) for place, by in closing.by.items())
        if points:
            found[wave] = Pace(((0, int(closing.start)), *points))
    return found


def closings_by_wave(race: Race, stage: Stage, place: PlaceId) -> tuple[tuple[str, Instant], ...]:
    """The cut-off at a place for each wave that has one."""
    told = ((wave, closing.by.get(place)) for wave, closing in sorted(_closings(race, stage).items()))
    return tuple((wave, by) for wave, by in told if by is not None)


class _Closing(NamedTuple):
    """When a wave starts, and its earliest cut-off at each place."""

    start: Instant
    by: dict[PlaceId, Instant]


def _closings(race: Race, stage: Stage) -> dict[str, _Closing]:
    return race.remember(
        stage.n,
        ("cut-off pace", stage.n),
        lambda: {wave: _closing(race, stage, bib) for wave, bib in _firsts(race, stage).items()},
    )


def _closing(race: Race, stage: Stage, bib: Bib) -> _Closing:
    draft, entry = race.evidence(bib, stage).draft, race.facts.entries.get(bib)
    found: dict[PlaceId, Instant] = {}
    for cut in cut_offs(draft, stage.wave_of(bib, entry.wave if entry else "")):
        found[cut.place] = min(cut.by, found.get(cut.place, cut.by))
    return _Closing(draft.start, found)


def _firsts(race: Race, stage: Stage) -> dict[str, Bib]:
    """The first runner of every wave, by its name; empty for the stage's own start."""
    firsts: dict[str, Bib] = {}
    for bib in race.bibs:
        entry = race.facts.entries.get(bib)
        wave = stage.wave_of(bib, entry.wave if entry else "") if stage.waves else None
        firsts.setdefault(wave.id if wave else "", bib)
    return firsts
