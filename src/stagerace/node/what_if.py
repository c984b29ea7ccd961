"""What is asked of a runner in a what-if: `age=35,pack_kg=7,start=slower`."""

from collections.abc import Callable
from typing import Final, NamedTuple

from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.nearest import did_you_mean
from stagerace.simulation.entrants import OLDEST, YOUNGEST, Entrant

LIGHTEST, HEAVIEST = 3.0, 25.0
"""Packs that are simulated [kg], food in them and no water."""
STARTS: Final = {"much-slower": 0.8, "slower": 0.9, "faster": 1.1}
"""How much of the usual power is used on the first stage."""


class Change(NamedTuple):
    """One thing that is changed, how the runner then is, and what the model does not know about it."""

    said: str
    apply: Callable[[Entrant], Entrant]
    unknown: str


def read_what_if(text: str) -> list[Change]:
    """The changes that a text asks for.

    Raises BadInput for a name that is none and a value that cannot be.
    """
    found, problems = [], []
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name not in _READERS:
            problems.append(Problem(f"{name!r} cannot be changed", did_you_mean(name, _READERS), "--what-if"))
            continue
        try:
            found.append(_READERS[name](value))
        except ValueError as error:
            problems.append(Problem(f"{part}: {error}", "", "--what-if"))
    if problems:
        raise BadInput(*problems)
    return found


def _age(value: str) -> Change:
    age = _number(value, "years")
    if not YOUNGEST <= age <= OLDEST:
        raise ValueError(f"the models know ages from {YOUNGEST} to {OLDEST} years")
    return Change(
        f"at {age:g} years", lambda who: who._replace(age=age),
        "Age takes power here as it takes it from the best of each age. What your own years took is not known, nor are "
        "healing, sleep and good sense, of which older runners have more: their share of finishers falls less than "
        "their speed.",
    )  # fmt: skip


def _pack(value: str) -> Change:
    pack = _number(value, "kg")
    if not LIGHTEST <= pack <= HEAVIEST:
        raise ValueError(f"packs of {LIGHTEST:g} to {HEAVIEST:g} kg can be simulated, food in them and no water")
    return Change(
        f"with a pack of {pack:g} kg", lambda who: who._replace(pack=pack),
        "Weight costs power here and nothing else: what it does to feet, back and mood is not in it, nor what you "
        "leave at home to save it.",
    )  # fmt: skip


def _start(value: str) -> Change:
    if value not in STARTS:
        raise ValueError(f"write start={' or start='.join(STARTS)}")
    share = STARTS[value]
    return Change(
        f"starting {value.replace('-', ' ')}: {abs(1 - share):.0%} {'less' if share < 1 else 'more'} power on stage 1",
        lambda who: who._replace(begins=share),
        "What a slow first day spares is what fatigue, heat and water of the models say; confidence and company are "
        "not in it.",
    )  # fmt: skip


def _number(value: str, unit: str) -> float:
    try:
        return float(value.removesuffix(unit).strip())
    except ValueError:
        raise ValueError(f"{value!r} is no number of {unit}") from None


_READERS: Final[dict[str, Callable[[str], Change]]] = {"age": _age, "pack_kg": _pack, "start": _start}
