"""The first at each checkpoint, a line a place with whoever came close behind."""

from collections.abc import Iterator
from typing import ClassVar, Final

from stagerace.core.clock import MINUTE
from stagerace.core.names import FINISH, START
from stagerace.node.site.history import Value, Values, mark
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting

CLOSE: Final = 15 * MINUTE
"""Who comes so soon after the first stands in the same line."""
MOST: Final = 3


class FirstAt(NewsKind):
    """The first at a checkpoint."""

    name: ClassVar[str] = "first_at"
    gaps: ClassVar[Gaps] = {
        "stage": "stage", "place": "place", "metres": "metres",
        "who": "who", "clock": "clock", "who2": "who", "clock2": "clock", "who3": "who", "clock3": "clock",
    }  # fmt: skip

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a checkpoint that anybody has reached."""
        seen = rests.seen
        for stage in rests.begun:
            done = set()
            for index, column in enumerate(seen.spreads[stage.n].columns):
                there, place = seen.arrivals[stage.n][index], column.place
                if column.lap or place in done or not there or place.endswith((START, FINISH)):
                    continue
                done.add(place)
                close = [each for each in there if each[0] <= there[0][0] + CLOSE][:MOST]
                values: list[Value] = [stage.n, place, column.metres]
                for at, bib in close:
                    values += [mark(bib), at]
                records = [record for _, bib in close for record in (*rests.runner(bib), *rests.there(bib, place))]
                yield Item(key(self.name, stage.n, place), there[0][0], tuple(values), tuple(dict.fromkeys(records)))

    def form(self, key: str, values: Values) -> str:
        """By how many stand in the line."""
        return f"news.first_at.{(len(values) - 3) // 2}"
