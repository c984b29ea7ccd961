"""A stage that is cancelled, or whose times do not count."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.node.site.history import Values
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting


class Halted(NewsKind):
    """A stage cancelled or neutralised for everyone."""

    name: ClassVar[str] = "halted"
    gaps: ClassVar[Gaps] = {"stage": "stage", "place": "place"}

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a stage and decision."""
        for record, text in rests.rulings:
            if text.ruling in ("cancel", "neutralise") and not text.bibs and text.stage is not None:
                place = text.place if text.place in rests.seen.plan.stage_at else None
                about = key(self.name, text.ruling, text.stage)
                yield Item(about, text.announced, (text.stage, place or ""), (*rests.plan, record))

    def form(self, key: str, values: Values) -> str:
        """By the decision, and whether it names a place."""
        kind = key.split("/")[1]
        return f"news.halted.{kind}{'.from' if values[1] else ''}"
