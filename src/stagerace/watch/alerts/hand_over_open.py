"""A hand-over of which only one side spoke, and whatever else does not agree about where somebody is."""

from collections.abc import Iterator
from typing import Final

from stagerace.core.clock import Instant, later
from stagerace.core.records import HandedOver
from stagerace.watch.alerts.base import AlertKind, Found, Watched
from stagerace.watch.handing_over import WAITS
from stagerace.watch.whereabouts import Disagreement, Kind

_WEIGHTS: Final[dict[Kind, int]] = {"missing": 960, "behind_sweep": 890, "no_custody": 640}
"""Where more than a word may be missing."""
_USUAL: Final = 550


class HandOverOpen(AlertKind):
    """The ledger has one word where it needs two, or two that do not agree, and names whom it is about."""

    name = "hand_over_open"
    heading = "Hand-over open"
    asks = "Ask the side that did not speak who has them, and have it written there."

    def find(self, watched: Watched) -> Iterator[Found]:
        """One for each disagreement of the ledger."""
        found: dict[str, Disagreement] = {}
        for each in watched.ledger.disagreements:
            found.setdefault(self.named(watched, each.kind, *each.bibs, each.place, each.since), each)
        for name, each in found.items():
            yield Found(
                name, self.name, each.since, each.bibs, each.place,
                (_sentence(each.says), _sentence(f"to do: {each.do}")), _WEIGHTS.get(each.kind, _USUAL),
            )  # fmt: skip

    def turns(self, watched: Watched) -> Iterator[Instant]:
        """When the ledger has waited long enough for the other side of a hand-over."""
        return (later(body.handed_at, WAITS) for _, body in watched.reports(HandedOver))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
