"""What can go wrong, said to the person on duty: what, where, what to do."""

from msgspec import Struct


class Problem(Struct, frozen=True):
    """One thing that is wrong with what people wrote, where it stands, and what to do about it."""

    what: str
    remedy: str = ""
    file: str = ""
    line: int | None = None
    column: str = ""

    @property
    def where(self) -> str:
        """Where it stands: `entries.csv, line 7, column age`."""
        parts = [self.file, f"line {self.line}" if self.line else "", f"column {self.column}" if self.column else ""]
        return ", ".join(part for part in parts if part)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what}{f'. {self.remedy}' if self.remedy else ''}"


class StageraceError(Exception):
    """Something the person on duty can act on; its text is shown as it is, without a traceback."""


class BadInput(StageraceError):
    """A file or an argument that cannot be taken; nothing of it was kept."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class NotARace(StageraceError):
    """A folder that holds no race, or a race that is not ready for what was asked."""


class LogRefused(StageraceError):
    """The log cannot do what was asked: damaged, in use, full, or another race's."""
