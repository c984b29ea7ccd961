"""Evidence without personal data: known sentences with letters for bibs; whatever people wrote is left out.

It fails closed: a sentence that is none of those the watch is known to say is left out whole, and counted.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from stagerace.core.names import Bib
from stagerace.core.plan import Plan
from stagerace.node.dossier.said import AFTER_KIND, HEAT_PARTS, SAID, UNTOLD
from stagerace.watch.heat import UNKNOWN

Who = Callable[[Bib], str]

GAP: Final = "…"
"""Stands where people's own words were."""
_BIB: Final = r"[A-Z0-9*]{1,8}"
_SLOTS: Final = {
    "bib": _BIB,
    "bibs": rf"{_BIB}(?:, {_BIB})*(?: and \d+ more)?",
    "clock": r"\d\d:\d\d(?::\d\d)?(?: on \d{1,2} [A-Z][a-z]{2})?",
    "time": r"\d+ (?:h|min|s|ms)(?: \d+ (?:min|s))*",
    "n": r"[\d,]+",
    "km": r"\d+\.\d",
    "words": r".*",
}
_SLOT: Final = re.compile(r"\{(\w+)\}")


class Sentences:
    """Tells the evidence of a race's alerts without saying who it is about, or what people wrote."""

    def __init__(self, plan: Plan, who: Who) -> None:
        self._who = who
        places = sorted({re.escape(place.id) for stage in plan.stages for place in stage.places}, key=len, reverse=True)
        place = rf"(?:{'|'.join([*places, 'the course'])})(?: \(\d+\.\d km\))?"
        slots = {**_SLOTS, "place": place, "point": rf"(?:at|leaving) {place}"}
        self._said = [_Form(text, slots) for text in SAID]
        self._heat = [_Form(text, slots) for text in HEAT_PARTS]

    def masked(self, what: str, sentences: Iterable[str]) -> tuple[tuple[str, ...], int]:
        """The sentences of an alert of a kind with letters for bibs, and how many were left out."""
        said = tuple(sentences)
        if what in UNTOLD:
            return (UNTOLD[what],), len(said)
        told = [self._heat_told(each) if what == "heat" else self._told(each) for each in said]
        found = tuple(each for each in told if each)
        return (found or ((AFTER_KIND,) if said else ())), len(said) - len(found)

    def _told(self, sentence: str) -> str:
        return next((told for form in self._said if (told := form.told(sentence, self._who))), "")

    def _heat_told(self, sentence: str) -> str:
        """A line of the heat watch, what a medic said left out."""
        if sentence == UNKNOWN:
            return sentence
        bib, _, rest = sentence.rstrip(".").partition(": ")
        parts = [told for part in rest.split("; ") for form in self._heat if (told := form.told(part, self._who))]
        return f"R{self._who(Bib(bib))[1:]}: {'; '.join(parts)}." if re.fullmatch(_BIB, bib) and parts else ""


class _Form:
    """A sentence with slots: what fits one is told again, bibs as letters, words as a gap."""

    def __init__(self, text: str, slots: dict[str, str]) -> None:
        self._slots = _SLOT.findall(text)
        self._fixed = _SLOT.split(text)[::2]
        pattern = "".join(
            f"{re.escape(fixed)}{f'({slots[slot]})' if slot else ''}"
            for fixed, slot in zip(self._fixed, [*self._slots, ""], strict=True)
        )
        self._pattern = re.compile(pattern)

    def told(self, sentence: str, who: Who) -> str:
        """The sentence told again; empty where it is another."""
        match = self._pattern.fullmatch(sentence)
        if match is None:
            return ""
        filled = [_filled(slot, found, who) for slot, found in zip(self._slots, match.groups(), strict=True)]
        text = "".join(f"{fixed}{more}" for fixed, more in zip(self._fixed, [*filled, ""], strict=True))
        return f"{text[:1].upper()}{text[1:]}" if sentence[:1].isupper() or self._fixed[0] == "" else text


def _filled(slot: str, found: str, who: Who) -> str:
    match slot:
        case "bib":
            return who(Bib(found))
        case "bibs":
            named, _, more = found.partition(" and ")
            return ", ".join(who(Bib(bib)) for bib in named.split(", ")) + (f" and {more}" if more else "")
        case "words":
            return GAP
        case _:
            return found
