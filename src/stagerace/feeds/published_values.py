"""Values as they are printed in results: times to the second or minute, distances, counts."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from msgspec import Struct

from stagerace.feeds.cells import Unreadable
from stagerace.feeds.times import parse_clocked, parse_km
from stagerace.rules.published.figures import MINUTE_GRAIN, SECOND_GRAIN, Unit

_TO_THE_MINUTE: Final = re.compile(r"[0-9]{1,3}:[0-5][0-9]")
_TIME: Final = re.compile(r"[0-9]{1,4}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,3})?)?")
_TIME_KINDS: Final = ("elapsed", "clock_finish", "checkpoint_split", "gap", "penalty", "credit")


class Value(Struct, frozen=True):
    """A printed value read: how much, of what, and how finely it was printed."""

    amount: int | None = None
    unit: Unit = ""
    grain: int = 1


def is_time(text: str) -> bool:
    """Whether a text looks like a time: `h:mm:ss`, or `h:mm` to the minute."""
    return _TIME.fullmatch(text) is not None


def read_value(text: str, kind: str) -> Value:
    """A value of a kind.

    Raises Unreadable for one that its kind does not have.

    >>> read_value("28:52", "elapsed").grain, read_value("87", "distance_km").amount
    (60000, 87000)
    """
    if kind in _TIME_KINDS:
        return _time(text)
    return _READ[kind](text) if kind in _READ else Value()


def _time(text: str) -> Value:
    if _TO_THE_MINUTE.fullmatch(text):
        return Value(parse_clocked(f"{text}:00"), "ms", MINUTE_GRAIN)
    return Value(parse_clocked(text), "ms", SECOND_GRAIN if not re.search(r"[.,]", text) else 1)


def _distance(text: str) -> Value:
    number = text.casefold().removesuffix("km").strip()
    places = len(number.replace(",", ".").partition(".")[2])
    return Value(parse_km(number), "m", int(Decimal(1_000).scaleb(-places)))


def _count(text: str) -> Value:
    digits = text.replace(",", "").replace(" ", "")
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        raise Unreadable(f"{text[:40]!r} is not a whole number", "Write digits only")
    return Value(int(digits), "count")


_READ: Final[dict[str, Callable[[str], Value]]] = {
    "distance_km": _distance,
    "count": _count,
    "rank_sum": _count,
}
