"""Groups of runners written as a director writes them: `1-50 77`, `all`, `all except 1-12`."""

import re
from collections.abc import Iterable

from msgspec import Struct

from stagerace.core.names import Bib, bib

_RANGE = re.compile(r"(?P<head>[A-Z]*)(?P<low>\d+)-(?P=head)(?P<high>\d+)")


class BibSet(Struct, frozen=True):
    """A group of bibs: the named ones and ranges, or everyone, less the exceptions."""

    everyone: bool
    bibs: frozenset[Bib] = frozenset()
    ranges: tuple[tuple[str, int, int], ...] = ()
    but: "BibSet | None" = None

    def __contains__(self, name: Bib) -> bool:
        return (self.everyone or name in self.bibs or self._in_range(name)) and not (self.but and name in self.but)

    def _in_range(self, name: Bib) -> bool:
        head = name.rstrip("0123456789")
        tail = name[len(head) :]
        return bool(tail) and any(head == h and low <= int(tail) <= high for h, low, high in self.ranges)

    def among(self, bibs: Iterable[Bib]) -> list[Bib]:
        """Those of the given bibs that belong to the group, in their order."""
        return [name for name in bibs if name in self]


EVERYONE = BibSet(everyone=True)
NOBODY = BibSet(everyone=False)


def parse_bibs(text: str) -> BibSet:
    """A group of bibs from text; commas, semicolons and spaces separate, `except` takes away.

    Raises ValueError naming the part that is not a bib or a range.

    >>> Bib("13") in parse_bibs("all except 1-12"), Bib("7") in parse_bibs("all except 1-12")
    (True, False)
    """
    head, found, tail = text.strip().upper().partition("EXCEPT")
    but = _parse_list(tail) if found else None
    if found and not tail.strip():
        raise ValueError(f"{text!r} does not say who is excepted")
    group = _parse_list(head)
    return BibSet(group.everyone, group.bibs, group.ranges, but)


def _parse_list(text: str) -> BibSet:
    parts = re.split(r"[\s,;]+", re.sub(r"\s*-\s*", "-", text.strip()))
    names: set[Bib] = set()
    ranges: list[tuple[str, int, int]] = []
    everyone = False
    for part in filter(None, parts):
        if part in ("ALL", "EVERYONE"):
            everyone = True
        elif match := _RANGE.fullmatch(part):
            ranges.append(_checked_range(part, match["head"], int(match["low"]), int(match["high"])))
        else:
            names.add(bib(part))
    return BibSet(everyone, frozenset(names), tuple(ranges))


def _checked_range(part: str, head: str, low: int, high: int) -> tuple[str, int, int]:
    if low > high:
        raise ValueError(f"{part!r} runs backwards; write {head}{high}-{head}{low}")
    return head, low, high
