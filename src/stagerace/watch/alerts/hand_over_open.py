"""A hand-over of which only one side spoke, and whatever else does not agree about where somebody is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from stagerace.core.clock import HOUR, Instant, later
from stagerace.core.names import PlaceId, bib_order
from stagerace.core.records import HandedOver
from stagerace.watch.alerts.base import AlertKind, Found, Watched, doublings, say_bibs
from stagerace.watch.handing_over import WAITS
from stagerace.watch.whereabouts import Disagreement, Kind

_WEIGHTS: Final[dict[Kind, int]] = {"missing": 960, "behind_sweep": 890, "no_custody": 640}
"""Where more than a word may be missing."""
_USUAL: Final = 550
_EACH: Final[frozenset[Kind]] = frozenset({"missing", "no_custody", "one_side", "unlike_sides"})
"""What is about one person each time, however many they are."""
_OF_A_PLACE: Final[frozenset[Kind]] = frozenset({"twice"})
"""What a place's clock or list makes of one runner after another, and the next word of each ends."""
_MANY: Final = 5
"""So many of one kind at one place have one cause."""


class HandOverOpen(AlertKind):
    """The ledger has one word where it needs two, or two that do not agree, and names whom it is about."""

    name = "hand_over_open"
    heading = "Hand-over open"
    asks = "Ask the side that did not speak who has them, and have it written there."

    def find(self, watched: Watched) -> Iterator[Found]:
        """One for each disagreement of the ledger; many of one kind at one place are one, for they have one cause.

        What a wrong clock alone makes is told by that.
        """
        by_cause: dict[tuple[Kind, PlaceId], list[Disagreement]] = defaultdict(list)
        for each in watched.ledger.disagreements:
            if each.kind in _OF_A_PLACE and each.place in watched.wrong_clocks:
                continue
            by_cause[each.kind, each.place].append(each)
        found: dict[str, Found] = {}
        for (kind, _), those in by_cause.items():
            many = len({bib for each in those for bib in each.bibs})
            is_one_cause = kind in _OF_A_PLACE or (kind not in _EACH and many >= _MANY)
            for one in [self._together(watched, those)] if is_one_cause else [self._alone(watched, e) for e in those]:
                found.setdefault(one.alert, one)
        yield from found.values()

    def _alone(self, watched: Watched, each: Disagreement) -> Found:
        named = self.named(watched, each.kind, *each.bibs, each.place, each.since, worse=doublings(each.times))
        return Found(
            named, self.name, each.since, each.bibs,
            each.place, (_sentence(each.says), _sentence(f"to do: {each.do}")), _WEIGHTS.get(each.kind, _USUAL),
        )  # fmt: skip

    def _together(self, watched: Watched, those: Sequence[Disagreement]) -> Found:
        first = min(those, key=lambda each: (each.since, each.bibs))
        bibs = tuple(sorted({bib for each in those for bib in each.bibs}, key=bib_order))
        place = watched.say_place(first.place)
        evidence = (
            f"{say_bibs(bibs, 40)} at {place}: where it is more than one, its clock or its list may be wrong.",
            _sentence(f"the first: {first.says}"),
            _sentence(f"to do: have {place} read out its clock and its list; then {first.do}"),
        )
        named = self.named(watched, first.kind, "many", first.place, _hour(watched, first), worse=doublings(len(bibs)))
        return Found(
            named, self.name, first.since, bibs, first.place, evidence, _WEIGHTS.get(first.kind, _USUAL),
        )  # fmt: skip

    def turns(self, watched: Watched) -> Iterator[Instant]:
        """When the ledger has waited long enough for the other side of a hand-over."""
        return (later(body.handed_at, WAITS) for _, body in watched.reports(HandedOver))


def _hour(watched: Watched, first: Disagreement) -> str:
    """The hour of the stage in which it began: what was dismissed then hides nothing that begins later."""
    return f"{(first.since - watched.stage.start) // HOUR}h"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
