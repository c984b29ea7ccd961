"""Rows of one sheet that say two things about the same."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from stagerace.core.errors import Problem
from stagerace.feeds.sheet import Sheet

T = TypeVar("T")


def without_doubles(sheet: Sheet[T], file: str, key: Callable[[T], Hashable], say: Callable[[T], str]) -> Sheet[T]:
    """The sheet with only the first row of each key; every later one is a problem that names both lines."""
    first: dict[Hashable, int] = {}
    kept: list[tuple[T, int]] = []
    problems = list(sheet.problems)
    for body, line in zip(sheet.bodies, sheet.lines, strict=True):
        other = first.setdefault(key(body), line)
        if other == line:
            kept.append((body, line))
        else:
            what = f"{say(body)} stands on line {other} already"
            problems.append(Problem(what, "Keep the right one of the two rows", file, line))
    return Sheet(tuple(b for b, _ in kept), tuple(n for _, n in kept), tuple(problems), sheet.notes)
