"""A silent station as the board flags it: a place that runners went past without a word from it.

A flag asks nothing of anybody, so it comes at the first sign and goes by itself. The conflict `silent_station` is a
line that somebody must answer: it waits until it is neither a runner overlooked nor times on their way.
"""

from collections.abc import Sequence
from typing import Final

LAST: Final = 5
"""So many one after another went past unseen: the place has fallen silent, whoever it saw before."""


def silence(passed_by: Sequence[bool], *, told: bool) -> str:
    """Why a point counts as silent, in words; empty where it does not.

    `passed_by` says of each runner seen beyond it, in the order in which they were first seen beyond, whether they were
    seen at it; `told` whether anybody was.
    """
    beyond, unseen = len(passed_by), passed_by.count(False)
    if not told and unseen:
        return f"nothing from here, and {_people(beyond)} seen beyond"
    if unseen * 2 > beyond:
        return f"{unseen} of the {beyond} seen beyond were not seen here"
    if beyond >= LAST and not any(passed_by[-LAST:]):
        return f"the last {_run(passed_by)} seen beyond were not seen here"
    return ""


def _people(count: int) -> str:
    return "1 runner was" if count == 1 else f"{count} runners were"


def _run(passed_by: Sequence[bool]) -> int:
    """How many at the end were not seen."""
    return next((index for index, seen in enumerate(reversed(passed_by)) if seen), len(passed_by))
