"""What medics have left: the last count of each thing, less what was used since."""

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.log.care import Counted, Encounter, Given, Supplies
from stagerace.node.hq.orders.base import wrong

_USED: Final = re.compile(r"(?:(\d{1,4})\s*[x×]?\s+)?(\D.*)")
MOST: Final = 9_999


class Stock(Struct, frozen=True):
    """One thing: how many are left, None where nobody counted; when it was counted, and how many were used since."""

    what: str
    left: int | None
    counted: Instant | None
    used: int


def stock_of(supplies: Supplies, encounters: Iterable[Encounter]) -> tuple[Stock, ...]:
    """Every thing that was counted or used, by its name; `encounters` are those that count."""
    counts = {_key(each.what): each for each in sorted(supplies.counts, key=lambda each: (each.at, each.id))}
    names = {key: each.what for key, each in counts.items()}
    used: dict[str, int] = {}
    for encounter in encounters:
        for given in encounter.given:
            key = _key(given.what)
            names.setdefault(key, given.what)
            if key not in counts or encounter.at > counts[key].at:
                used[key] = used.get(key, 0) + given.many
    return tuple(_stock(names[key], counts.get(key), used.get(key, 0)) for key in sorted(names))


def read_used(text: str) -> tuple[Given, ...]:
    """What was used up, as a medic writes it; a thing without a number is one.

    Raises BadInput naming what cannot be read.

    >>> read_used("2 tape, salt tablet")
    (Given(what='tape', many=2), Given(what='salt tablet', many=1))
    """
    return tuple(_given(piece) for piece in re.split(r"[,;]", text) if piece.strip())


def read_many(text: str) -> int:
    """How many there are.

    Raises BadInput where it is no whole number.
    """
    if not (text.isascii() and text.isdigit()) or int(text[:9]) > MOST:
        raise wrong(f"{text[:20]!r} is no number", f"Write a whole number up to {MOST}")
    return int(text)


def _given(piece: str) -> Given:
    found = _USED.fullmatch(piece.strip())
    if found is None:
        raise wrong(f"{piece.strip()[:20]!r} cannot be read", "Write what was used as `2 tape, 4 salt tablets`")
    return Given(found[2].strip(), int(found[1] or 1))


def _stock(what: str, count: Counted | None, used: int) -> Stock:
    return Stock(what, count.many - used if count else None, count.at if count else None, used)


def _key(what: str) -> str:
    return " ".join(what.split()).casefold()
