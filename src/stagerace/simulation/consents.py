"""What invented runners agreed to at check-in: the same in every race, whatever else was drawn."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

from stagerace.simulation.field import Starter
from stagerace.simulation.portraits import FOUR
from stagerace.simulation.sheets import sheet

HEADER: Final = ("bib", "name", "chance", "position", "family", "crew", "messages")
_YES_NO: Final = (("name", 86, 8), ("chance", 7, 60), ("position", 55, 15), ("family", 15, 30), ("crew", 20, 25))
"""For each thing how many of 100 say yes to it, and how many no; the others say nothing."""
_TOLD: Final = frozenset(portrait.runner for portrait in FOUR)


def consents_csv(field: Sequence[Starter]) -> str:
    """The sheet of a race's check-in; the four whose year is told agree to everything."""
    return sheet([HEADER, *((starter.bib, *_said(starter.person.runner)) for starter in field)])


def _said(runner: str) -> list[str]:
    if runner in _TOLD:
        return ["yes"] * len(_YES_NO) + [""]
    said = [_word(_share(runner, what), yes, no) for what, yes, no in _YES_NO]
    return [*said, "no" if _share(runner, "messages") < 3 else ""]


def _word(share: int, yes: int, no: int) -> str:
    return "yes" if share < yes else "no" if share < yes + no else ""


def _share(runner: str, what: str) -> int:
    """A number from 0 to 99 that hangs on nothing but the runner and the thing."""
    return int.from_bytes(blake2b(f"{runner} {what}".encode(), digest_size=4).digest()) % 100
