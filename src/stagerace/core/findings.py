"""What is odd but was lived with: said, with what was assumed instead."""

from msgspec import Struct


class Finding(Struct, frozen=True, omit_defaults=True):
    """Something noticed in a course, a weather file or a field that does not stop the work, and what was assumed."""

    kind: str
    """A short name that stays: `spike`, `no-altitude`, `fahrenheit`."""
    what: str
    """What was seen, with its numbers."""
    assumed: str = ""
    """What was done about it."""
    where: str = ""
    """Where: a file with its line, a kilometre, an hour."""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where and not self.what.startswith(self.where) else ""
        return f"{place}{self.what}{f'; {self.assumed}' if self.assumed else ''}"
