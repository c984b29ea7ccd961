"""What a reader of sheets knows of the race besides the sheet."""

import datetime
from collections.abc import Mapping

from msgspec import Struct, field

from stagerace.core.names import Bib, WaveId
from stagerace.core.plan import Plan


class Context(Struct, frozen=True):
    """The plan in force, and what the log already holds that a sheet may refer to."""

    plan: Plan
    date: datetime.date | None = None
    """The day given with `--date`: that of the sheet's first bare clock time."""
    known_bibs: frozenset[Bib] = frozenset()
    forgotten_bibs: frozenset[Bib] = frozenset()
    """Those of runners who asked to be forgotten."""
    waves: Mapping[Bib, WaveId] = field(default_factory=dict)
    """The wave that a runner's entry names."""
    known_rulings: frozenset[str] = frozenset()
