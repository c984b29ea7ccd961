"""Miles against kilometres on one line: 36.4 km printed as 22.8 miles."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from stagerace.rules.published.base import Conflict, Finding, Support, Suspect
from stagerace.rules.published.reading import Published

KM_IN_A_MILE: Final = Decimal("1.609344")
_KM: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(?:km|kilomet)", re.IGNORECASE)
_MILES: Final = re.compile(r"(\d+(?:\.\d+)?)\s*(?:mi\b|miles?)", re.IGNORECASE)


class Units:
    """Distances printed in both units."""

    name = "units"

    def findings(self, published: Published) -> Iterator[Finding]:
        """Lines whose miles are not their kilometres, and lines whose are."""
        for index, figure in published.numbered():
            km, miles = _KM.search(figure.printed), _MILES.search(figure.printed)
            if not km or not miles:
                continue
            fits = _miles(km[1], miles[1])
            if _same(km[1], miles[1]):
                yield Support(index, self.name, f"{km[1]} km are {fits} miles")
            else:
                what = f"{km[1]} km are {fits} miles, not {miles[1]}"
                expected = f"{km[1]} km = {fits} miles, or {_km(km[1], miles[1])} km = {miles[1]} miles"
                yield Conflict(kind=self.name, suspects=(Suspect(index, expected=expected),), what=what)


def _step(text: str) -> Decimal:
    """The smallest step of a number as it was printed."""
    return Decimal(1).scaleb(-len(text.partition(".")[2]))


def _same(km: str, miles: str) -> bool:
    slack = (_step(km) + _step(miles) * KM_IN_A_MILE) / 2
    return abs(Decimal(km) - Decimal(miles) * KM_IN_A_MILE) <= slack


def _miles(km: str, miles: str) -> Decimal:
    return (Decimal(km) / KM_IN_A_MILE).quantize(min(_step(miles), Decimal("0.1")))


def _km(km: str, miles: str) -> Decimal:
    return (Decimal(miles) * KM_IN_A_MILE).quantize(min(_step(km), Decimal("0.1")))
