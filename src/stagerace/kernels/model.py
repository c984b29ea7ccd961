"""What a model is: one cited function with units, the range it was measured in, and whether it was checked twice."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any, Final, Generic, Literal, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Numbers = float | Array
"""A number or an array of them: every model takes either."""

P = ParamSpec("P")
T = TypeVar("T")

Standing = Literal["checked", "uncertain"]
"""Whether the equation was compared with a second source, or is shown as uncertain."""


@dataclass(frozen=True)
class Range:
    """The values of one argument for which a model was measured, both ends included."""

    low: float
    high: float
    unit: str

    def outside(self, values: Numbers) -> Flags:
        """Where values leave the range; a missing value (NaN) counts as outside."""
        known = np.asarray(values, dtype=np.float64)
        return ~((known >= self.low) & (known <= self.high))


@dataclass(frozen=True)
class Estimate(Generic[T]):
    """What a model answers: the value, and where it was asked for more than anyone measured."""

    value: T
    extrapolated: Flags


class Model(Generic[P, T]):
    """A cited function: called, it answers an `Estimate`; `plain` is the bare equation on numbers and arrays.

    It carries `name`, `title`, `source`, `doi`, `unit`, `valid` (the range of each argument), `standing` and `caution`
    (what a user of the result must know); the manual has a page for each.
    """

    def __init__(self, plain: Callable[P, T], card: "Card") -> None:
        self.plain: Final = plain
        self.card: Final = card
        self.name: Final[str] = plain.__name__
        self._signature: Final = inspect.signature(plain)
        update_wrapper(self, plain)
        unknown = set(card.valid) - set(self._signature.parameters)
        if unknown:
            raise TypeError(f"{self.name} has no argument {', '.join(sorted(unknown))}")

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Estimate[T]:
        """The estimate for these arguments, marked where it goes beyond what was measured."""
        return Estimate(self.plain(*args, **kwargs), self.extrapolated(*args, **kwargs))

    def extrapolated(self, *args: P.args, **kwargs: P.kwargs) -> Flags:
        """Where the arguments leave the range in which the model was measured."""
        bound = self._signature.bind(*args, **kwargs)
        bound.apply_defaults()
        outside = [kept.outside(bound.arguments[name]) for name, kept in self.card.valid.items()]
        found: Flags = np.logical_or.reduce(np.broadcast_arrays(*outside)) if outside else np.zeros((), np.bool_)
        return found

    def __repr__(self) -> str:
        return f"<model {self.name}: {self.card.title}>"


@dataclass(frozen=True)
class Card:
    """What is printed beside a model: its name in words, where it comes from, its unit, its range, how sure we are."""

    title: str
    source: str
    """Authors, year, journal, volume:page."""
    doi: str
    """Without the resolver's address; empty for a standard, whose number is in `source`."""
    unit: str
    valid: Mapping[str, Range]
    standing: Standing = "checked"
    caution: str = ""


def model(
    *, title: str, source: str, unit: str, doi: str = "", valid: Mapping[str, Range] | None = None,
    standing: Standing = "checked", caution: str = "",
) -> Callable[[Callable[P, T]], Model[P, T]]:  # fmt: skip
    """Make a model of a function that holds its equation."""
    card = Card(title, source, doi, unit, valid or {}, standing, caution)

    def wrap(plain: Callable[P, T]) -> Model[P, T]:
        return Model(plain, card)

    return wrap


AnyModel = Model[Any, Any]
