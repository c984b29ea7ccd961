"""The race, and each stage of it, has begun."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, RecordId, start_of
from stagerace.core.plan import Stage
from stagerace.node.site.history import Values
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting


class Started(NewsKind):
    """A stage has begun; the first one is the race's own beginning."""

    name: ClassVar[str] = "started"
    gaps: ClassVar[Gaps] = {"stage": "stage", "stages": "count", "metres": "metres"}

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a stage of which anybody was seen."""
        stages = len(rests.seen.plan.stages)
        for stage in rests.begun:
            if first := _first_sign(rests, stage):
                at, records = first
                yield Item(key(self.name, stage.n), at, (stage.n, stages, stage.metres), tuple(dict.fromkeys(records)))

    def form(self, key: str, values: Values) -> str:
        """The first stage begins the race."""
        return "news.started.race" if values[0] == 1 else "news.started.stage"


def _first_sign(rests: Resting, stage: Stage) -> tuple[Instant, tuple[RecordId, ...]] | None:
    """When a stage began as far as is known, and the records of one who is on it."""
    spread, start = rests.seen.spreads[stage.n], start_of(stage.n)
    on_it = [bib for bib in rests.set_out(stage.n) if len(rests.on_stage([bib], [stage.n])) > len(rests.runner(bib))]
    if not on_it:
        return None
    moments = [
        (row.cells[0].at, row.bib) for row in spread.rows
        if spread.columns and spread.columns[0].place == start and row.cells[0].at is not None
    ]  # fmt: skip
    at, bib = min(moments, default=(stage.start, Bib(on_it[0])))
    return Instant(min(at, rests.seen.at)), (*rests.runner(bib), *rests.on_stage([bib], [stage.n]))
