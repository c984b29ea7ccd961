"""A table of race.toml, read key by key; what is wrong becomes a problem with its line."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar

from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.nearest import did_you_mean
from stagerace.feeds.notes import Notes
from stagerace.feeds.toml_lines import Path, TomlLines

T = TypeVar("T")


class Document:
    """A TOML file while it is read: its values, where they stand, and all that is wrong so far.

    Raises BadInput where the text is no TOML.
    """

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.notes = Notes()
        # A byte order mark is how some editors begin UTF-8; TOML does not know it.
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        self._values = _parse(text, file)
        self._lines = TomlLines(text)

    @property
    def root(self) -> "Table":
        """The whole file as a table."""
        return Table(self, (), self._values)

    def line(self, path: Path) -> int | None:
        """The line of what stands at a path."""
        return self._lines.line(path)

    def problem(self, path: Path, what: str, remedy: str = "") -> None:
        """Something is wrong at a path."""
        self.problems.append(Problem(what, remedy, self.file, self._lines.line(path)))


def _parse(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise BadInput(Problem("brackets are nested too deeply", "Write it like `stagerace new` does", file)) from None
    except ValueError as error:
        raise BadInput(_torn(str(error), text, file)) from None


def _torn(said: str, text: str, file: str) -> Problem:
    what, _, place = said.rpartition(" (at ")
    if not what:
        return Problem(f"this is not TOML: {said[:200]}", "Correct it", file)
    line, column = _position(place, text)
    remedy = 'Texts stand in "quotation marks", a table begins with [name] or [[name]]'
    return Problem(f"this is not TOML: {what[:1].lower()}{what[1:200]}", remedy, file, line, column)


def _position(place: str, text: str) -> tuple[int, str]:
    words = place.rstrip(")").replace(",", "").split()
    if len(words) == 4 and words[0] == "line":
        return int(words[1]), words[3]
    return text.count("\n") + 1, ""


class Table:
    """One table: gives its values by key, of the kind asked for, or makes a problem."""

    def __init__(self, document: Document, path: Path, values: dict[str, Any]) -> None:
        self.document = document
        self.path = path
        self._values = values

    def only(self, *keys: str) -> None:
        """Every key that is not one of these is a problem, with the nearest name."""
        for key in self._values:
            if key not in keys:
                self.problem(key, f"there is no key {key!r} {self._where}", did_you_mean(key, keys))

    @property
    def _where(self) -> str:
        names = [part for part in self.path if isinstance(part, str)]
        if not names:
            return "at the top"
        return f"in [[{'.'.join(names)}]]" if isinstance(self.path[-1], int) else f"in [{'.'.join(names)}]"

    def has(self, key: str) -> bool:
        """Whether a key is there."""
        return key in self._values

    def problem(self, key: str, what: str, remedy: str = "") -> None:
        """Something is wrong with a key, or with the table when the key is not there."""
        self.document.problem((*self.path, key), what, remedy)

    def missing(self, key: str, example: str) -> None:
        """A key that must be there is not."""
        if not self.has(key):
            self.problem(key, f"{key} is missing {self._where}", f"Add {example}")

    def text(self, key: str, default: str = "") -> str:
        """A text of one line."""
        return self.read(key, _text) or default

    def one_of(self, key: str, names: tuple[str, ...], default: str) -> str:
        """One of several words."""
        value = self.text(key, default)
        if value not in names:
            self.problem(key, f"{key} cannot be {value!r}", did_you_mean(value, names))
            return default
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """`true` or `false`."""
        found = self.read(key, _flag)
        return default if found is None else found

    def read(self, key: str, parse: Callable[[Any], T]) -> T | None:
        """What a key holds; None where it is not there, or cannot be read and is now a problem."""
        if key not in self._values:
            return None
        try:
            return parse(self._values[key])
        except Unreadable as error:
            self.problem(key, f"{key}: {error.what}", error.remedy)
        return None

    def table(self, key: str) -> "Table | None":
        """A table inside this one."""
        value = self._values.get(key)
        if isinstance(value, dict):
            return Table(self.document, (*self.path, key), value)
        if value is not None:
            self.problem(key, f"{key} is not a table", f"Write [{key}] on a line of its own")
        return None

    def tables(self, key: str) -> Iterator["Table"]:
        """The tables of a list inside this one, in order."""
        values = self._values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            name = ".".join([*(part for part in self.path if isinstance(part, str)), key])
            self.problem(key, f"{key} is not a list of tables", f"Write [[{name}]] above each")
            return
        for index, value in enumerate(values):
            yield Table(self.document, (*self.path, key, index), value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"{say(value)} is not a text", "Put it in quotation marks")
    if len(value) > 200 or not value.isprintable():
        raise Unreadable("the text is too long or holds control characters", "Write up to 200 characters on one line")
    return value.strip()


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unreadable(f"{say(value)} is neither true nor false", "Write true or false, without quotation marks")
    return value


def say(value: Any) -> str:
    """A TOML value as it is shown in a problem, cut short."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, int) and abs(value) >= 10**40:
        return "so large a number"
    return repr(value)[:60] if isinstance(value, (str, list, dict)) else str(value)[:60]
