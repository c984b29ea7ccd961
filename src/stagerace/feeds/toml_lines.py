"""Where in a TOML file each table and key stands; the standard parser does not say."""

import re
from typing import Final

Path = tuple[str | int, ...]
"""A way into a document: `("stage", 0, "wave", 1, "bibs")`."""

_KEY_PART: Final = re.compile(r"""\s*("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_-]+)\s*""")
_STRINGS: Final = re.compile(r'"""(?:[^\\]|\\.)*?"""+|\'\'\'.*?\'\'\'+|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'', re.DOTALL)


class TomlLines:
    """The lines of a document that parses, by path."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines: dict[Path, int] = {}
        self._count: dict[Path, int] = {}
        self._table: Path = ()
        self._scan()

    def line(self, path: Path) -> int | None:
        """The line of what stands at a path, or of the nearest table around it."""
        for end in range(len(path), 0, -1):
            if (found := self._lines.get(path[:end])) is not None:
                return found
        return None

    def _scan(self) -> None:
        at, line = 0, 1
        while at < len(self._text):
            end = self._statement_end(at)
            statement = self._text[at:end]
            lead = len(statement) - len(statement.lstrip())
            self._take(statement.strip(), line + statement.count("\n", 0, lead))
            line += self._text.count("\n", at, end + 1)
            at = end + 1

    def _statement_end(self, at: int) -> int:
        """The end of the line a statement ends on; strings and brackets may hold line ends."""
        text, depth = self._text, 0
        while at < len(text):
            char = text[at]
            if char in "\"'" and (match := _STRINGS.match(text, at)):
                at = match.end()
                continue
            if char == "#":
                at = self._line_end(at)
                continue
            if char == "\n" and depth <= 0:
                return at
            depth += (char in "[{") - (char in "]}")
            at += 1
        return at

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return len(self._text) if end < 0 else end

    def _take(self, statement: str, line: int) -> None:
        if statement.startswith("[["):
            self._table = self._next_of(self._inside((), _keys(statement[2:])))
            self._lines.setdefault(self._table, line)
        elif statement.startswith("["):
            self._table = self._inside((), _keys(statement[1:]))
            self._lines.setdefault(self._last_of(self._table), line)
            self._table = self._last_of(self._table)
        elif statement and not statement.startswith("#"):
            keys = _keys(statement)
            for end in range(1, len(keys) + 1):
                self._lines.setdefault((*self._table, *keys[:end]), line)

    def _inside(self, path: Path, keys: list[str]) -> Path:
        for key in keys:
            path = (*self._last_of(path), key)
        return path

    def _last_of(self, path: Path) -> Path:
        return (*path, self._count[path] - 1) if path in self._count else path

    def _next_of(self, path: Path) -> Path:
        self._count[path] = self._count.get(path, 0) + 1
        return self._last_of(path)


def _keys(text: str) -> list[str]:
    keys: list[str] = []
    at = 0
    while match := _KEY_PART.match(text, at):
        keys.append(match[1].strip("\"'"))
        if text[match.end() : match.end() + 1] != ".":
            break
        at = match.end() + 1
    return keys
