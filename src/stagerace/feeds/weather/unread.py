"""Columns of a weather sheet nobody asked for: told where something is missing that they may hold."""

from collections.abc import Collection, Iterator
from typing import Final

from stagerace.core.findings import Finding
from stagerace.feeds.weather.table import Table

_NEEDED: Final = ("humidity", "wind", "pressure", "global_sun")
_TOLD: Final = 6


def unread_columns(table: Table, found: Collection[str]) -> Iterator[Finding]:
    """The headings that mean nothing here, where a quantity is missing that one of them may have meant."""
    instead = {"humidity": "dew_point", "pressure": "sea_pressure"}
    missing = [name for name in _NEEDED if name not in found and instead.get(name) not in found]
    known = {heading.place for heading in table.headings}
    unread = [name.strip() for place, name in enumerate(table.names) if place not in known and name.strip()]
    if missing and unread:
        more = ", ..." if len(unread) > _TOLD else ""
        what = f"columns whose headings mean nothing here: {', '.join(name[:20] for name in unread[:_TOLD])}{more}"
        yield Finding("unread-columns", what, "not read", table.file)
