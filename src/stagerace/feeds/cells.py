"""The cells of one row, read one by one; what cannot be read becomes a problem that names its place."""

from collections.abc import Callable
from typing import TypeVar

from stagerace.core.errors import Problem
from stagerace.feeds.notes import Notes
from stagerace.feeds.sheet import Row, Sheet, Table

T = TypeVar("T")


class Unreadable(ValueError):
    """A cell that does not hold what it should, and what to write instead."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


class Cells:
    """A row while it is read: gives its cells, collects what is wrong with them and what was assumed."""

    def __init__(self, table: Table, row: Row, notes: Notes) -> None:
        self._table = table
        self._row = row
        self._notes = notes
        self.problems: list[Problem] = []
        if row.extra:
            self.problem(
                "",
                f"there is more in this row than in the header: {row.extra[0][:40]!r}",
                "Put cells that hold the separator in quotation marks",
            )
        for column, cell in row.cells.items():
            if any(ord(c) < 32 or 127 <= ord(c) < 160 for c in cell):
                self.problem(column, "there are control characters in the cell", "Type the cell again")

    @property
    def line(self) -> int:
        """The line the row begins on."""
        return self._row.line

    def text(self, column: str, longest: int = 200) -> str:
        """The text of a cell; empty where the sheet has no such column."""
        cell = self._row.cells.get(column, "")
        if len(cell) > longest:
            self.problem(column, f"this is longer than {longest} characters", "Shorten it")
            return ""
        return cell

    def read(self, column: str, parse: Callable[[str], T]) -> T | None:
        """What a filled cell holds; None where it is empty, or cannot be read and is now a problem."""
        if not (cell := self.text(column)):
            return None
        try:
            return parse(cell)
        except Unreadable as error:
            self.problem(column, error.what, error.remedy)
        except ValueError as error:
            self.problem(column, str(error)[:300])
        return None

    def need(self, column: str, parse: Callable[[str], T], remedy: str = "") -> T | None:
        """What a cell holds that must be filled."""
        if not self._row.cells.get(column):
            self.problem(column, f"{column} is empty", remedy or "Fill it in, or take the row out")
            return None
        return self.read(column, parse)

    def header(self, column: str) -> str:
        """How the file calls a column."""
        return self._table.headers.get(column, column)

    def problem(self, column: str, what: str, remedy: str = "") -> None:
        """Something is wrong with a cell; the row will not be taken."""
        self.problems.append(Problem(what, remedy, self._table.file, self.line, self.header(column)))

    def note(self, text: str) -> None:
        """Something was assumed about the row."""
        self._notes.add(text, self.line)


def read_rows(table: Table, notes: Notes, read: Callable[[Cells], T | None]) -> Sheet[T]:
    """Every row of a table through one function; rows with a problem give no body."""
    bodies: list[T] = []
    lines: list[int] = []
    problems: list[Problem] = []
    for row in table.rows:
        cells = Cells(table, row, notes)
        body = read(cells)
        if body is not None and not cells.problems:
            bodies.append(body)
            lines.append(row.line)
        problems += cells.problems
    if not table.rows:
        notes.add("there are no rows under the header")
    return Sheet(tuple(bodies), tuple(lines), tuple(problems), tuple(notes))
