"""A title of the season that somebody has completed in this race."""

from collections.abc import Iterator
from typing import ClassVar

from stagerace.core.names import Bib
from stagerace.node.site.history import Values, mark
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting


class TitleDecided(NewsKind):
    """Somebody completed a title of the season; told once the last stage here is over."""

    name: ClassVar[str] = "title"
    gaps: ClassVar[Gaps] = {"who": "who", "title": "title"}

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a runner and title."""
        seen, season = rests.seen, rests.season
        last = seen.plan.stages[-1]
        if season is None or not rests.is_over(last):
            return
        stages = [stage.n for stage in seen.plan]
        for title in season.table.titles:
            for row in title.rows:
                here = season.people[row.runner].at(seen.id) if row.state == "completed" else None
                if row.decided_at == seen.id and here is not None and here.bib in seen.race.index:
                    bib, at = Bib(here.bib), rests.home(last.n)[-1][0]
                    records = rests.on_stage([bib], stages)
                    yield Item(key(self.name, title.id, mark(bib)), at, (mark(bib), title.id), records)

    def form(self, key: str, values: Values) -> str:
        """The one line; `news.title` heads them all."""
        return "news.title.won"
