"""What would fit in the place of a wrong figure: one digit, two digits swapped, a clock reading, a penalty."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from msgspec import Struct

from stagerace.core.clock import HOUR, MINUTE, Elapsed, parse_elapsed, say_length
from stagerace.rules.published.base import FAR, Conflict, Suspect
from stagerace.rules.published.clock_times import clock_of
from stagerace.rules.published.figures import Figure, say_amount
from stagerace.rules.published.reading import Published

MOST: Final = 3
"""How many are named at most."""
_LARGEST_PENALTY: Final = 6 * HOUR
_ROUND: Final = 5 * MINUTE


class Fit(Struct, frozen=True, kw_only=True):
    """Something that would fit, and why it may be what happened."""

    value: str
    how: str
    repairs: int = 1
    """How many contradictions it would end."""
    cost: int = 1
    """How far-fetched it is."""
    distance: int = 0


def fits(published: Published, index: int, conflicts: list[Conflict]) -> tuple[Fit, ...]:
    """What would fit in the place of a figure, the likeliest first."""
    found = [*_misprints(published, index, conflicts), *_penalties(published, index, conflicts)]
    found.sort(key=lambda fit: (-fit.repairs, fit.cost, fit.distance, fit.value))
    most = max((fit.repairs for fit in found), default=0)
    likely = [fit for fit in found if fit.repairs == most or fit.cost > 1]
    return tuple(likely[:MOST])


def _misprints(published: Published, index: int, conflicts: list[Conflict]) -> Iterator[Fit]:
    figure = published.figures[index]
    if published.amount(index) is None:
        return
    suspects = [s for conflict in conflicts for s in conflict.suspects if s.figure == index]
    amounts = [s for s in suspects if s.low > -FAR or s.high < FAR]
    if not amounts:
        return
    exact = [s for s in amounts if s.low == s.high]
    for amount, how in _candidates(published, index).items():
        repairs = sum(s.low <= amount <= s.high for s in amounts)
        good = any(s.low <= amount <= s.high for s in exact) if exact else repairs == len(amounts)
        if good:
            why = _why(exact, amount, how)
            distance = abs(amount - published.known(index))
            yield Fit(value=say_amount(amount, figure), how=why, repairs=repairs, distance=distance)


def _why(exact: list[Suspect], amount: int, how: str) -> str:
    sums = [s.expected for s in exact if s.low <= amount <= s.high and s.expected]
    return f"{sums[0]}; {how}" if sums else how


def _candidates(published: Published, index: int) -> dict[int, str]:
    """Other amounts that are easily printed, heard or typed as this one, and how."""
    figure = published.figures[index]
    return dict(_all(published, index, figure))


def _all(published: Published, index: int, figure: Figure) -> Iterator[tuple[int, str]]:
    text = say_amount(published.known(index), figure)
    for other in _swapped(text):
        yield from _read(other, figure, "two digits swapped")
    for other in _one_digit(text):
        yield from _read(other, figure, "one digit differs")
    held = published.edition.by_number.get(figure.where.n)
    start = clock_of(held.start) if held and figure.where.part == "stage" and figure.unit == "ms" else None
    if start is not None and published.known(index) > start:
        yield published.known(index) - start, "the clock at the finish less the start"


def _one_digit(text: str) -> Iterator[str]:
    for place, digit in enumerate(text):
        if digit.isdigit():
            for other in "0123456789":
                if other != digit:
                    yield text[:place] + other + text[place + 1 :]


def _swapped(text: str) -> Iterator[str]:
    places = [place for place, digit in enumerate(text) if digit.isdigit()]
    for one, other in pairwise(places):
        if text[one] != text[other]:
            yield text[:one] + text[other] + text[one + 1 : other] + text[one] + text[other + 1 :]


def _read(text: str, figure: Figure, how: str) -> Iterator[tuple[int, str]]:
    try:
        if figure.unit == "ms":
            yield parse_elapsed(text if text.count(":") > 1 else f"{text}:00"), how
        elif figure.unit == "m":
            yield round(float(text.removesuffix(" km")) * 1_000), how
        else:
            yield int(text.replace(",", "")), how
    except ValueError:
        # A digit above five in the minutes: not a misprint anyone would have printed.
        return


def _penalties(published: Published, index: int, conflicts: list[Conflict]) -> Iterator[Fit]:
    for conflict in conflicts:
        if conflict.difference and conflict.difference % _ROUND == 0 and abs(conflict.difference) <= _LARGEST_PENALTY:
            word = "penalty" if conflict.difference > 0 else "credit"
            length = say_length(Elapsed(abs(conflict.difference)))
            printed = say_amount(published.known(index), published.figures[index])
            yield Fit(value=printed, how=f"with a {word} of {length} that was not published", cost=2)
