"""What holding the simulation against the field came to, as a table and a few sentences."""

from collections.abc import Iterator
from typing import Final

from stagerace.cli.columns import table
from stagerace.cli.races_text import races_lines
from stagerace.node.validating import FigureVerdict, RowVerdict, Verdict

ROLES: Final = {"fitted": "fitted", "set": "set", "check": "check"}
_NONE: Final = "-"


def lines(verdict: Verdict) -> Iterator[str]:
    """The table, what is not met and why, and what cannot be simulated."""
    yield f"Held against the field, with the free numbers {verdict.numbers}"
    yield ""
    able = [row for row in verdict.rows if row.met is not None]
    if able:
        heads = ("row", "figure", "theirs", "band", "ours", "met", "half bands away", "used")
        yield from table(heads, [cells for row in able for cells in _cells(row)], left=(0, 1, 7))
        yield ""
        yield from _sums(verdict)
    if verdict.races:
        yield ""
        yield from races_lines(verdict.races)
    for title, rows in (
        ("Not met:", [row for row in able if not row.met]),
        ("Cannot be simulated:", [row for row in verdict.rows if row.met is None]),
    ):
        if rows:
            yield ""
            yield title
            yield from (f"  {row.id}  {row.what}: {row.why_not or 'not known why'}" for row in rows)


def _cells(row: RowVerdict) -> Iterator[tuple[str, ...]]:
    yield row.id, row.what, "", "", "", _met(row.met), "", ROLES.get(row.role, "")
    for figure in row.figures:
        yield (
            "", f"  {figure.name}{' (beside)' if figure.beside else ''}", f"{figure.theirs:g} {figure.unit}",
            f"{figure.low:g} to {figure.high:g}, {figure.band}", _ours(figure), _met(figure.met),
            _NONE if figure.away is None else f"{figure.away:+.1f}", "",
        )  # fmt: skip


def _ours(figure: FigureVerdict) -> str:
    return _NONE if figure.ours is None else f"{figure.ours:.4g} {figure.unit}"


def _met(met: bool | None) -> str:
    return "" if met is None else "yes" if met else "NO"


def _sums(verdict: Verdict) -> Iterator[str]:
    yield (
        f"{verdict.met} of {verdict.simulable} rows that can be simulated are met "
        f"({100 * verdict.met / verdict.simulable:.0f} %); of their figures {verdict.figures_met} of {verdict.figures}."
    )
    if verdict.checks:
        yield f"Of the {verdict.checks} rows that nothing was fitted or set by, {verdict.checks_met} are met."
