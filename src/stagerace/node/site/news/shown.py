"""News as a page shows it: the newest lines with what fills their gaps, in no language yet."""

from collections.abc import ItemsView, Iterator, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId, StageNo
from stagerace.node.site.common import Who, place_name, who
from stagerace.node.site.history import Values, marks
from stagerace.node.site.news.all import KINDS
from stagerace.node.site.news.item import Sort
from stagerace.node.site.news.telling import Line, latest
from stagerace.node.site.season_seen import SeasonSeen
from stagerace.node.site.seen import RaceSeen

SHOWN: Final = 12
"""How many lines a page shows, beside those that always stand."""


class Gap(Struct, frozen=True):
    """What fills a gap of a line."""

    name: str
    sort: Sort
    number: int = 0
    text: str = ""
    whom: tuple[Who, ...] = ()


class NewsLine(Struct, frozen=True):
    """A line of news for a template: its key in the catalogues and what fills it."""

    at: Instant
    form: str
    gaps: tuple[Gap, ...]
    is_always: bool
    was: tuple[Gap, ...] = ()
    """What it said before it was corrected."""
    was_form: str = ""
    is_gone: bool = False


def news_lines(seen: RaceSeen, season: SeasonSeen | None = None) -> tuple[NewsLine, ...]:
    """The newest lines of a race; that everyone is in, and who came last, is among them for the latest stage."""
    race = [line for line in latest(seen, season) if line.whose is None]
    always = [line for line in race if line.kind.is_always]
    of_latest = [line for line in always if line.told.values[0] == always[0].told.values[0]]
    return _lines(seen, season, race[:SHOWN] + [line for line in of_latest if line not in race[:SHOWN]])


def stage_lines(seen: RaceSeen, season: SeasonSeen | None, stage: StageNo) -> tuple[NewsLine, ...]:
    """Whether everyone is in from a stage, who came last, or of how many there is no word; nothing while it is on."""
    race = (line for line in latest(seen, season) if line.kind.is_always and not line.told.gone)
    return _lines(seen, season, [line for line in race if line.told.values[0] == stage])


def _lines(seen: RaceSeen, season: SeasonSeen | None, lines: Sequence[Line]) -> tuple[NewsLine, ...]:
    return tuple(_line(seen, season, key, told.values, told.was, is_gone=told.gone, at=told.published)
                 for key, told in lines)  # fmt: skip


def _line(
    seen: RaceSeen, season: SeasonSeen | None, key: str, values: Values, was: Values | None, *, is_gone: bool,
    at: Instant,
) -> NewsLine:  # fmt: skip
    kind = KINDS[key.split("/", 1)[0]]
    before = tuple(_gaps(seen, season, kind.gaps.items(), was)) if was is not None else ()
    return NewsLine(
        at, kind.form(key, values), tuple(_gaps(seen, season, kind.gaps.items(), values)), kind.is_always,
        before, kind.form(key, was) if was is not None else "", is_gone,
    )  # fmt: skip


def _gaps(seen: RaceSeen, season: SeasonSeen | None, gaps: ItemsView[str, Sort], values: Values) -> Iterator[Gap]:
    for (name, sort), value in zip(gaps, values, strict=False):
        if isinstance(value, int):
            yield Gap(name, sort, value)
        elif sort == "place":
            stage = seen.plan.by_number.get(StageNo(int(values[0])))
            yield Gap(name, sort, text=place_name(stage, PlaceId(value)) if stage else value)
        elif sort == "title":
            titles = {title.id: title.name for title in season.table.titles} if season else {}
            yield Gap(name, sort, text=titles.get(value, value))
        else:
            yield Gap(name, sort, whom=tuple(who(seen, bib) for bib in marks(value)))
