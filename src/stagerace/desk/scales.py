"""From kilometres and metres to pixels, and the round numbers on an axis."""

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

_ROUND: Final = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True)
class Axis:
    """A range of values laid over a range of pixels."""

    low: float
    high: float
    begin: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value lies [px]."""
        return self.begin + (value - self.low) * self.each

    @property
    def each(self) -> float:
        """How many pixels a unit has; negative where values grow upwards on the page."""
        return (self.end - self.begin) / (self.high - self.low)


def step_for(span: float, most: int) -> float:
    """The smallest round step that divides a span into at most so many parts."""
    rough = span / most
    power = 10.0 ** floor(log10(rough))
    return next(power * each for each in _ROUND if power * each >= rough * (1 - 1e-9))


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from low to high, at most so many and one."""
    step = step_for(high - low, most)
    first = ceil(low / step - 1e-9)
    last = floor(high / step + 1e-9)
    return [each * step for each in range(first, last + 1)]
