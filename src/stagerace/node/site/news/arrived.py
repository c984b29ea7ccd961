"""A runner at every place of a stage before its end."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.core.names import FINISH, START, PlaceId
from stagerace.core.plan import Stage
from stagerace.node.site.history import Values, mark
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting


class Arrived(NewsKind):
    """A runner came to a checkpoint, or to the end of a lap."""

    name: ClassVar[str] = "arrived"
    gaps: ClassVar[Gaps] = {
        "stage": "stage", "place": "place", "metres": "metres", "who": "who", "clock": "clock", "time": "time",
        "lap": "count",
    }  # fmt: skip
    is_personal: ClassVar[bool] = True

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a runner and place."""
        for stage in rests.begun:
            yield from self._on(rests, stage)

    def _on(self, rests: Resting, stage: Stage) -> Iterator[Item]:
        spread = rests.seen.spreads[stage.n]
        told: dict[tuple[PlaceId, int], int] = {}
        for index, column in enumerate(spread.columns):
            if column.lap or not column.place.endswith((START, FINISH)):
                told.setdefault((column.place, column.lap), index)
        for row in spread.rows:
            mine, prefix = mark(row.bib), f"{self.name}/@{row.bib}/{stage.n}/"
            runner = (*rests.runner(row.bib), *rests.decided([row.bib], [stage.n]))
            for (place, lap), index in told.items():
                cell = row.cells[index]
                if cell.at is not None and cell.elapsed_ms is not None:
                    yield Item(
                        f"{prefix}{lap or key(place)}", cell.at,
                        (stage.n, place, spread.columns[index].metres, mine, cell.at, cell.elapsed_ms, lap),
                        (*runner, *rests.there(row.bib, place)),
                    )  # fmt: skip

    def form(self, key: str, values: Values) -> str:
        """A place or a lap."""
        return "news.arrived.lap" if values[6] else "news.arrived.place"
