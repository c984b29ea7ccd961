"""An edition of a race as far as it was published: its stages, its rulings, its figures."""

from datetime import date, time
from functools import cached_property
from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Elapsed
from stagerace.core.names import Metres
from stagerace.rules.published.figures import Figure


class HeldStage(Struct, frozen=True, kw_only=True):
    """A stage as it was held, as far as known."""

    n: int
    name: str = ""
    metres: Metres | None = None
    day: date | None = None
    start: time | None = None
    """The clock at the start, where everyone had the same one."""
    lap: Metres | None = None
    """How long a lap was, on a stage of laps."""
    source: str = ""
    note: str = ""


class KnownRuling(Struct, frozen=True, kw_only=True):
    """A decision that was published: time added for someone, or for all."""

    stage: int
    who: tuple[str, ...] = ()
    """Whom it fell on; empty where the names were not published."""
    added: Elapsed | None = None
    text: str = ""
    source: str = ""


class Edition(Struct, frozen=True, kw_only=True, dict=True):
    """One edition of a race and what was published about it."""

    event: str
    year: int | None = None
    slot: str = ""
    place: str = ""
    start: date | None = None
    end: date | None = None
    scoring: Literal["time", "distance", "ranks"] = "time"
    stage_count: int | None = None
    """How many stages were held; None where that is not known."""
    story: str = ""
    source: str = ""
    not_found: tuple[str, ...] = ()
    """What was looked for in the sources and not found."""
    stages: tuple[HeldStage, ...] = ()
    rulings: tuple[KnownRuling, ...] = ()
    figures: tuple[Figure, ...] = ()

    @cached_property
    def by_number(self) -> dict[int, HeldStage]:
        """Its stages by number."""
        return {stage.n: stage for stage in self.stages}

    @property
    def title(self) -> str:
        """Its name with its year."""
        return f"{self.event} {self.year}" if self.year else self.event
