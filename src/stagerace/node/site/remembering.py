"""What is to be remembered of a publication: every line and every date it told."""

from stagerace.node.site.dates.telling import dates_of
from stagerace.node.site.history import History
from stagerace.node.site.news.telling import lines_of
from stagerace.node.site.page import SiteSeen


def histories_after(site: SiteSeen) -> list[History]:
    """The history of each race of a site once it is published."""
    return [
        History(
            seen.history.since if seen.history.since is not None else seen.at,
            tuple(seen.race.bibs), lines_of(seen, site.season), dates_of(seen),
        )
        for seen in site.races
    ]  # fmt: skip
