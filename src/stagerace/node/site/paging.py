"""Long tables over several pages, so that each stays small on a thin link."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from msgspec import Struct

T = TypeVar("T")

PER_PAGE: Final = 250


class Sheet(Struct, frozen=True):
    """One page of a long table, by its number and path, and the span of lines on it, from 1."""

    number: int
    path: str
    first: int
    last: int


class Pager(Struct, frozen=True):
    """The pages of a table, and which of them this is."""

    here: int
    sheets: tuple[Sheet, ...]


def paged(
    lines: Sequence[T], path: Callable[[int], str], size: int = PER_PAGE
) -> Iterator[tuple[str, Sequence[T], Pager]]:
    """The pages of a table: the path of each, its lines, and the way to the others; one page where nothing is there."""
    count = max(1, -(-len(lines) // size))
    sheets = tuple(Sheet(n, path(n), (n - 1) * size + 1, min(n * size, len(lines))) for n in range(1, count + 1))
    for sheet in sheets:
        yield sheet.path, lines[(sheet.number - 1) * size : sheet.number * size], Pager(sheet.number, sheets)
