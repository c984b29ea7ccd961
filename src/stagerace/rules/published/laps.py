"""Distances on a stage of laps: as many whole laps as fit."""

from collections.abc import Iterator

from stagerace.rules.published.base import Conflict, Finding, Support, Suspect
from stagerace.rules.published.reading import Published


class Laps:
    """Distances of stages that are run in laps, where whole laps count."""

    name = "laps"

    def findings(self, published: Published) -> Iterator[Finding]:
        """Distances that are whole laps, and those that are not."""
        for index, figure in published.numbered():
            held = published.edition.by_number.get(figure.where.n)
            if figure.kind != "distance_km" or figure.where.part != "stage" or held is None or not held.lap:
                continue
            laps, rest = divmod(published.known(index), held.lap)
            lap = f"{held.lap / 1_000:g} km"
            if rest == 0:
                yield Support(index, self.name, f"{laps} laps of {lap}")
            else:
                below, above = laps * held.lap, (laps + 1) * held.lap
                near = below if rest * 2 <= held.lap else above
                what = f"{figure.printed} is no number of whole laps of {lap}"
                expected = f"{laps} laps, {below / 1_000:g} km, or {laps + 1} laps, {above / 1_000:g} km"
                yield Conflict(kind=self.name, suspects=(Suspect(index, near, near, expected),), what=what)
