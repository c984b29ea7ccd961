"""A place printed without a time: nothing that could be checked."""

from collections.abc import Iterator

from stagerace.rules.published.base import Doubt, Finding
from stagerace.rules.published.reading import Published


class RankWithoutTime:
    """Places of which no time was published."""

    name = "rank without a time"

    def findings(self, published: Published) -> Iterator[Finding]:
        """Ranked figures without a value; where the scoring is by ranks, a place is a value."""
        for index, figure in published.numbered():
            if figure.rank is not None and figure.amount is None and figure.kind != "place":
                value = "distance" if published.edition.scoring == "distance" else "time"
                yield Doubt(index, self.name, f"a place without a {value}")
