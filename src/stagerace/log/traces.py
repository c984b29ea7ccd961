"""Finding what is left of a person's name in a race folder, and taking it out of the start list."""

import csv
import io
import mmap
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import Bib

_ENCODINGS: Final = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")
_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class Trace(Struct, frozen=True, order=True):
    """Where a word still stands: the file, and how far into it [bytes]."""

    path: Path
    offset: int


def find_traces(folder: Path, words: Iterable[str]) -> list[Trace]:
    """Every place in the files of a folder, and below, where one of the words stands in whatever case or encoding.

    Compressed files are searched as they lie: look into backups apart.
    """
    pattern = re.compile(b"|".join(sorted({spelling for word in words if word for spelling in _spellings(word)})))
    if not pattern.pattern:
        return []
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    return [Trace(path, offset) for path in files for offset in _offsets(path, pattern)]


def _offsets(path: Path, pattern: re.Pattern[bytes]) -> Iterator[int]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        yield from [match.start() for match in pattern.finditer(view)]


def _spellings(word: str) -> Iterator[bytes]:
    for form in ("NFC", "NFD"):
        letters = [_cases(letter) for letter in unicodedata.normalize(form, word)]
        for encoding in _ENCODINGS:
            ways = [[case.encode(encoding) for case in cases if _fits(case, encoding)] for cases in letters]
            if all(ways):
                yield b"".join(_any_of(way) for way in ways)
        yield b"".join(_any_of(case.encode("ascii", "backslashreplace") for case in cases) for cases in letters)


def _cases(letter: str) -> set[str]:
    return {letter, letter.lower(), letter.upper(), letter.casefold()}


def _fits(text: str, encoding: str) -> bool:
    return encoding != "latin-1" or max(text) <= "\xff"


def _any_of(ways: Iterable[bytes]) -> bytes:
    return b"(?:" + b"|".join(re.escape(way) for way in sorted(set(ways))) + b")"


def remove_row(path: Path, bib: Bib, column: str = "bib") -> int:
    """Takes every row of a bib out of a CSV file, all else kept byte for byte; how many rows went.

    Raises BadInput when the file has no such column or is not text with one byte a letter; it is then as it was.
    """
    raw = path.read_bytes()
    rows = _rows(raw, path)
    if not rows:
        return 0
    separator, place = _find_column(rows[0], column, path)
    kept = [rows[0], *(row for row in rows[1:] if _cell(row, separator, place) != bib)]
    if len(kept) < len(rows):
        _rewrite(path, b"".join(kept))
    return len(rows) - len(kept)


def _rows(raw: bytes, path: Path) -> list[bytes]:
    """The rows of a CSV file with their line ends; a quoted cell may hold line ends of its own."""
    if raw.startswith(_WIDE_MARKS):
        raise BadInput(Problem("this file is UTF-16", "Save it as CSV UTF-8 and try again", path.name, 1))
    rows: list[bytes] = []
    for line in raw.splitlines(keepends=True):
        if rows and rows[-1].count(b'"') % 2:
            rows[-1] += line
        else:
            rows.append(line)
    return rows


def _find_column(header: bytes, column: str, path: Path) -> tuple[str, int]:
    text = header.decode("utf-8-sig", "replace")
    separator = max(",;\t", key=text.count)
    names = [name.strip().lower() for name in _cells(text, separator)]
    if column not in names:
        raise BadInput(Problem(f"there is no column {column!r}", "Name the column that holds the bibs", path.name, 1))
    return separator, names.index(column)


def _cell(row: bytes, separator: str, place: int) -> str:
    cells = _cells(row.decode("utf-8", "replace"), separator)
    return cells[place].strip().upper() if place < len(cells) else ""


def _cells(text: str, separator: str) -> Sequence[str]:
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])


def _rewrite(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(path.stat().st_mode)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
