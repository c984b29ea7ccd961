"""The page of a runner, for one thumb at night: where they are when the next word is due, every split."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar, Final

from msgspec import Struct, structs

from stagerace.core.clock import MINUTE, Elapsed, Instant
from stagerace.core.names import Bib, Metres, StageNo
from stagerace.core.plan import Stage
from stagerace.node.site.common import RaceNamed, Who, place_name, race_named, race_path, stage_path, who
from stagerace.node.site.page import Page, PageKind, SiteSeen
from stagerace.node.site.runner_charting import RunnerCharts, runner_charts
from stagerace.node.site.seen import FamilyLink, RaceSeen
from stagerace.node.site.whereabouts import NextWord, Whereabouts, finish_word, next_word, whereabouts

TOGETHER: Final = Elapsed(3 * MINUTE)
"""Who is so near at a place may be in company."""
COMPANIONS: Final = 4
"""How many companions are told at most."""


class Split(Struct, frozen=True):
    """A place somebody was seen at [ms, m]."""

    name: str
    way: str
    lap: int
    metres: Metres
    at: Instant | None
    elapsed: Elapsed | None
    leg: Elapsed | None
    order: int
    is_doubtful: bool


class StageRun(Struct, frozen=True):
    """A runner's stage [ms]."""

    n: StageNo
    name: str
    path: str
    metres: Metres
    status: str
    time: Elapsed | None
    place: int | None
    overall: int | None
    splits: tuple[Split, ...]


class RunnerView(Struct, frozen=True):
    """What the page of a runner says."""

    race: RaceNamed
    race_path: str
    who: Who
    is_named: bool
    team: str
    where: Whereabouts
    next: NextWord | None
    finish: NextWord | None
    chance: float | None
    """The chance to finish the race, where the runner agreed that it is told."""
    rank: int | None
    elapsed: Elapsed | None
    gap: Elapsed | None
    verified_metres: Metres
    """How far they are known to have come, all stages together."""
    stages: tuple[StageRun, ...]
    companions: tuple[Who, ...]
    """Who was often seen at the same places at about the same time on the latest stage."""
    charts: RunnerCharts
    fundraiser: str
    messages: str
    """Where one writes to them; empty where nobody takes messages."""
    phone: str = ""
    """Whom the family rings; only on the page of a family link."""


class RunnerPages(PageKind):
    """A page for every runner, and one for every family that has a link."""

    name: ClassVar[str] = "runner"

    def pages(self, site: SiteSeen) -> Iterator[Page]:
        """One page a runner, then one a family."""
        for seen in site.races:
            views = {bib: runner_view(seen, bib) for bib in seen.race.bibs}
            for view in views.values():
                yield Page(view.who.path, "runner.html.j2", view)
            for link in seen.families:
                yield Page(family_path(link.token), "runner.html.j2", _for_family(views[link.bib], link, seen), True)


def family_path(token: str) -> str:
    """The page of a family, within a language; nothing may link to it or list it."""
    return f"f/{token}.html"


def _for_family(view: RunnerView, link: FamilyLink, seen: RaceSeen) -> RunnerView:
    """The page of a runner as their family sees it: by name, with the number to ring."""
    return structs.replace(view, who=structs.replace(view.who, name=link.name), phone=seen.settings.phone)


def runner_view(seen: RaceSeen, bib: Bib) -> RunnerView:
    """Everything that the page of a runner says."""
    line, entry = seen.overall.get(bib), seen.race.facts.entries.get(bib)
    stages = tuple(run for stage in seen.plan if stage.n in seen.race.begun for run in _stage(seen, stage, bib))
    is_named, company = bib in seen.named, companions(seen, bib)
    return RunnerView(
        race_named(seen), race_path(seen), who(seen, bib), is_named,
        seen.teams.get(entry.team, "") if entry and entry.team else "",
        whereabouts(seen, bib), next_word(seen, bib), finish_word(seen, bib), seen.chances.get(bib),
        line.rank if line else None, line.elapsed_ms if line else None, line.gap_ms if line else None,
        verified_metres(seen, bib), stages, company, runner_charts(seen, bib, [each.bib for each in company]),
        seen.settings.fundraisers.get(bib, "") if is_named else "",
        f"{seen.settings.messages}/message/{bib}" if seen.settings.messages else "",
    )  # fmt: skip


def verified_metres(seen: RaceSeen, bib: Bib) -> Metres:
    """How far a runner has come by what was seen and ruled, all stages together."""
    return Metres(sum(result.metres for result in seen.race.results.get(bib, ()) if result is not None))


def companions(seen: RaceSeen, bib: Bib) -> tuple[Who, ...]:
    """Who was at the same places within a few minutes of a runner, twice at least on the latest stage."""
    stage = seen.race.latest
    rows, mine = seen.spread_rows[stage], seen.spread_rows[stage].get(bib)
    if mine is None:
        return ()
    near: Counter[Bib] = Counter()
    for index, cell in enumerate(mine.cells):
        if cell.at is None:
            continue
        there = seen.arrivals[stage][index]
        first = bisect_left(there, (Instant(cell.at - TOGETHER), Bib("")))
        end = bisect_right(there, (Instant(cell.at + TOGETHER + 1), Bib("")))
        near.update(other for _, other in there[first:end] if other != bib)
    often = sorted((bib for bib, times in near.items() if times >= 2), key=lambda each: (-near[each], each))
    return tuple(who(seen, other) for other in often[:COMPANIONS] if other in rows)


def _stage(seen: RaceSeen, stage: Stage, bib: Bib) -> Iterator[StageRun]:
    row, columns = seen.spread_rows[stage.n].get(bib), seen.spreads[stage.n].columns
    if row is None:
        return
    splits = tuple(
        Split(
            place_name(stage, column.place), column.way, column.lap, column.metres, cell.at, cell.elapsed_ms,
            cell.leg_ms, order, cell.verdict in ("doubtful", "bad"),
        )
        for column, cell, order in zip(columns, row.cells, row.order, strict=True)
        if cell.at is not None
    )  # fmt: skip
    yield StageRun(
        stage.n, stage.name, stage_path(seen, stage.n), stage.metres, row.status, row.time_ms, row.place, row.overall,
        splits,
    )  # fmt: skip
