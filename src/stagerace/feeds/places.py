"""Stages and places in cells."""

import re

from stagerace.core.names import Direction, PlaceId, StageNo
from stagerace.core.plan import Plan
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.nearest import did_you_mean


def stage_number(text: str, plan: Plan) -> StageNo:
    """The number of a stage of the plan, from `3`, `3.0` or `Stage 3`.

    Raises Unreadable when it is none.
    """
    match = re.fullmatch(r"(?:stage|etape|s)?\s*([0-9]{1,3})(?:\.0+)?", text.strip(), re.IGNORECASE)
    if match is None or (number := StageNo(int(match[1]))) not in plan.by_number:
        raise Unreadable(f"the plan has no stage {text[:40]!r}", f"It has {_numbers(plan)}")
    return number


def _numbers(plan: Plan) -> str:
    numbers = [stage.n for stage in plan]
    return f"stages {numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else "one stage, number 1"


def place_of(text: str, plan: Plan) -> PlaceId:
    """A place of the plan by its name, in capitals or not.

    Raises Unreadable when the plan has none of that name.
    """
    by_folded = {place.casefold(): place for place in plan.stage_at}
    if (found := by_folded.get(text.replace(" ", "").casefold())) is None:
        raise Unreadable(f"the plan has no place {text[:40]!r}", did_you_mean(text, plan.stage_at))
    return found


_WAYS: dict[str, Direction] = {
    **dict.fromkeys(("in", "i", "arrival", "arrived", "arrive", "entry", "enter", "finish"), "in"),
    **dict.fromkeys(("out", "o", "departure", "departed", "depart", "exit", "left", "leave", "start"), "out"),
}


def way_of(text: str) -> Direction:
    """Whether a passing is an arrival or a departure.

    Raises Unreadable when the word is neither.
    """
    if (way := _WAYS.get(text.casefold())) is None:
        raise Unreadable(f"{text[:40]!r} is neither in nor out", "Write in or out, or leave it empty")
    return way
