"""Results as CSV and JSON for whoever reckons with them: the standings, and every stage."""

import csv
import io
from collections.abc import Iterator
from typing import ClassVar, Final

import msgspec

from stagerace.core.names import Bib
from stagerace.node.names import seconds
from stagerace.node.site.page import FileKind, SiteSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.classes import Scope
from stagerace.rules.tables import Row, Table

HEAD: Final = ("rank", "bib", "name", "country", "status", "elapsed", "gap", "distance_m")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would reckon out."""


class ResultFiles(FileKind):
    """The standings and the result of every stage that has begun."""

    name: ClassVar[str] = "results"

    def files(self, site: SiteSeen) -> Iterator[tuple[str, bytes]]:
        """Two files a table."""
        for seen in site.races:
            scopes = {"results": Scope(after=seen.race.latest)}
            scopes |= {f"results-stage-{n}": Scope(stage=n) for n in sorted(seen.race.begun)}
            for name, scope in scopes.items():
                table = seen.table(scope)
                yield f"{seen.id}/{name}.csv", csv_of(seen, table)
                yield f"{seen.id}/{name}.json", msgspec.json.encode(table) + b"\n"


def csv_of(seen: RaceSeen, table: Table) -> bytes:
    """A table as the bytes of a CSV file that a spreadsheet takes for nothing but text and numbers."""
    stages = [cell.stage for cell in next((row.stages for row in table.rows if row.stages), ())]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*HEAD, *(f"stage_{n}" for n in stages), *(f"penalty_{n}" for n in stages)])
    for row in table.rows:
        writer.writerow(map(safe, _cells(seen, row)))
    return out.getvalue().encode("utf-8", "replace")


def _cells(seen: RaceSeen, row: Row) -> Iterator[str]:
    entry = seen.race.facts.entries.get(Bib(row.bib))
    yield str(row.rank) if row.rank is not None else ""
    yield row.bib
    yield seen.names.get(Bib(row.bib), f"Runner {row.bib}")
    yield entry.country if entry else ""
    yield row.status
    yield seconds(row.elapsed_ms)
    yield seconds(row.gap_ms)
    yield str(row.distance_m)
    yield from (seconds(cell.ruled_ms) for cell in row.stages)
    yield from (seconds(cell.penalty_ms) for cell in row.stages)


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("Zora")
    ("'=1+1", 'Zora')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
