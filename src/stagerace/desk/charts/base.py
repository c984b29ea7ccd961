"""What every chart is: a title, a description, a drawing, and a table of the same numbers."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar, Final, Generic, TypeVar

from msgspec import Struct

from stagerace.desk.said import Says, place_word
from stagerace.desk.svg import picture

WIDTH: Final = 960
"""How wide every chart is [px]; a page scales it."""
MOST: Final = 8
"""How many lines are in colour at most."""

Point = tuple[int, int]
"""Where along the chart, and how far up: metres and milliseconds, or a stage and a place."""
Strand = tuple[Point, ...]
"""A line of the grey field: nobody in particular."""


class Coloured(Struct, frozen=True):
    """A runner's line in colour; `look` is its colour and its dashes, from 1, the same in every chart of a page."""

    look: int
    bib: str
    name: str
    points: Strand

    @property
    def label(self) -> str:
        """What stands at the line's end."""
        return self.name if self.name.split()[-1:] == [self.bib] else f"{self.bib} {self.name}".strip()


class DataTable(Struct, frozen=True):
    """The numbers of a chart as a table; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Chart(Struct, frozen=True):
    """A chart as a page embeds it, in one language."""

    title: str
    note: str
    """How to read it, and what was left out."""
    svg: str
    table: DataTable


D = TypeVar("D", bound=Struct)


class ChartKind(ABC, Generic[D]):
    """A kind of chart."""

    name: ClassVar[str]
    data: type[D]
    """What it draws."""
    height: ClassVar[int]

    def chart(self, data: D, w: Says) -> Chart:
        """The whole of it; the same data gives the same text."""
        title, about = self.title(data, w), self.description(data, w)
        svg = picture(WIDTH, self.height, title, about, *self.drawn(data, w), look=f"chart {self.name}")
        return Chart(title, self.note(data, w), svg, self.table(data, w))

    @abstractmethod
    def title(self, data: D, w: Says) -> str:
        """What it is, in a line."""

    @abstractmethod
    def description(self, data: D, w: Says) -> str:
        """What it shows, for those who hear it."""

    @abstractmethod
    def note(self, data: D, w: Says) -> str:
        """How to read it."""

    @abstractmethod
    def drawn(self, data: D, w: Says) -> Iterable[str]:
        """Its parts."""

    @abstractmethod
    def table(self, data: D, w: Says) -> DataTable:
        """The same numbers."""


def axis_word(name: str, w: Says) -> str:
    """A place as short as an axis needs it."""
    return w(f"chart.{name.lower()}") if name in ("START", "FINISH") else place_word(name, w)


def with_names(about: str, key: str, lines: Sequence[Coloured], w: Says) -> str:
    """What a chart shows, and the sentence of a key with the names of its lines in their order."""
    return f"{about} {w(key, names=', '.join(line.label for line in lines))}" if lines else about


def stage_word(stage: str, w: Says) -> str:
    """A stage as readers call it: its name, or where it has none its number in words."""
    return w("race.stage", n=stage) if stage.isdigit() else stage
