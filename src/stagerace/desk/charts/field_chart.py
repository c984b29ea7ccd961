"""What the charts of a stage share: the whole field in grey, a few runners in colour, and how they are told of."""

from abc import abstractmethod
from typing import TypeVar

from msgspec import Struct

from stagerace.core.names import Metres
from stagerace.desk.charts.base import ChartKind, Coloured, Strand, stage_word, with_names
from stagerace.desk.charts.strands import FIELD
from stagerace.desk.said import Says, kilometres, place_word

Places = tuple[tuple[str, Metres], ...]
"""The places of a stage by name, and how far along they are."""


class FieldOnStage(Struct, frozen=True):
    """The lines of a stage."""

    stage: str
    """What the stage is called."""
    metres: Metres
    places: Places
    field: tuple[Strand, ...]
    lines: tuple[Coloured, ...]

    @property
    def count(self) -> int:
        """How many it shows: without a field those in colour."""
        return max(len(self.field), len(self.lines))


F = TypeVar("F", bound=FieldOnStage)


class FieldChart(ChartKind[F]):
    """A chart of a stage with everybody on it."""

    def title(self, data: F, w: Says) -> str:
        """What it is, and the stage."""
        return w(f"{self.name}.title", stage=stage_word(data.stage, w))

    def description(self, data: F, w: Says) -> str:
        """What the axes are, how many, and who is in colour."""
        return with_names(self.about(data, w), "chart.coloured", data.lines, w)

    def note(self, data: F, w: Says) -> str:
        """How to read it, and that not all of a large field are drawn."""
        thinned = f" {w('chart.thinned', drawn=FIELD, n=data.count)}" if data.count > FIELD else ""
        return w(f"{self.name}.note") + thinned

    @abstractmethod
    def about(self, data: F, w: Says) -> str:
        """What the axes are, and how many."""


def place_heads(places: Places, w: Says) -> tuple[str, ...]:
    """What the columns of a table are called, those who are told of first."""
    return (w("table.name"), *(f"{place_word(name, w)}, {kilometres(metres)} km" for name, metres in places))
