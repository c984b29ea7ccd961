"""The first woman home on a stage."""

from typing import ClassVar

from stagerace.core.names import Bib
from stagerace.node.site.news.first_home import FirstHome
from stagerace.node.site.news.resting import Resting


class FirstWomanHome(FirstHome):
    """The first woman to arrive at the end of a stage."""

    name: ClassVar[str] = "first_woman_home"

    def _counts(self, rests: Resting, bib: Bib) -> bool:
        entry = rests.seen.race.facts.entries.get(bib)
        return entry is not None and entry.gender == "F"
