"""A hand-over of which only one side spoke, or somebody out of the race whom nobody has."""

from collections.abc import Iterator
from typing import Final

from stagerace.watch.alerts.base import AlertKind, Found, Watched
from stagerace.watch.whereabouts import Kind

KINDS: Final[frozenset[Kind]] = frozenset({"one_side", "unlike_sides", "no_custody", "out_on_course", "behind_sweep"})
"""What the ledger disagrees about that somebody must settle now."""


class HandOverOpen(AlertKind):
    """The ledger has one word where it needs two, and names whom it is about."""

    name = "hand_over_open"
    heading = "Hand-over open"
    asks = "Ask the side that did not speak who has them, and have it written there."

    def find(self, watched: Watched) -> Iterator[Found]:
        """One for each such disagreement of the ledger."""
        for each in watched.ledger.disagreements:
            if each.kind in KINDS:
                yield Found(
                    self.named(watched, each.kind, *each.bibs, each.since), self.name, each.since, each.bibs,
                    each.place, tuple(filter(None, (each.says, each.do))), 550,
                )  # fmt: skip
