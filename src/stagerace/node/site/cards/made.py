"""The cards of a site: one for each race, stage and runner, by nothing but what their pages say."""

from collections.abc import Iterator

from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.core.plan import Stage
from stagerace.core.zone import Zone
from stagerace.desk.said import place_word
from stagerace.node.names import seconds
from stagerace.node.site.cards.card import Card, Line
from stagerace.node.site.common import race_path, runner_path, stage_path
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.race_now import race_now, stage_state
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.whereabouts import Whereabouts, whereabouts
from stagerace.node.site.wording import Words, words
from stagerace.rules.classes import Scope
from stagerace.rules.tables import Row

_FIRST = 3
"""How many of those in front stand on a card."""


def cards(site: SiteSeen, language: str) -> Iterator[tuple[str, Card]]:
    """The pages that have a card, by their path within the language, and the card of each."""
    w = words(language)
    for seen in site.races:
        yield race_path(seen), _race(seen, w)
        for stage in seen.plan:
            yield stage_path(seen, stage.n), _stage(seen, stage, w)
        for bib in seen.race.bibs:
            yield runner_path(seen, bib), _runner(seen, bib, w)


def _race(seen: RaceSeen, w: Words) -> Card:
    now = race_now(seen)
    lines = [w(f"card.{now.now}", n=now.stage, next=now.next_stage)]
    if now.now == "on":
        lines = [f"{w('now.on', n=now.stage)} {w('now.inside', n=now.inside)}, {w('now.awaited', n=now.awaited)}"]
    if now.now == "before" and now.next_start:
        lines = [_day(now.next_start, seen.zone, w)]
    first = _rows(seen, Scope(after=seen.race.latest)) if seen.race.begun else []
    said = (*map(Line, lines), *(_placed(seen, row, w) for row in first))
    return Card(seen.plan.name, seen.id, said, _foot(seen.last_word, seen, w))


def _stage(seen: RaceSeen, stage: Stage, w: Words) -> Card:
    title = f"{w('race.stage', n=stage.n)}{f', {stage.name}' if stage.name else ''}"
    state = f"{stage.metres / 1000:g} km, {w('strip.' + stage_state(seen, stage))}"
    first = _rows(seen, Scope(stage=stage.n)) if stage.n in seen.race.begun else []
    last = seen.spreads[stage.n].last
    lines = (Line(state), *(_placed(seen, row, w) for row in first))
    return Card(title, w("race.stage", n=stage.n), lines, _foot(last.at if last else None, seen, w))


def _runner(seen: RaceSeen, bib: Bib, w: Words) -> Card:
    here, row = whereabouts(seen, bib), seen.overall.get(bib)
    lines = [w("runner.bib", bib=bib), where_said(here, w)]
    if row is not None and row.rank is not None and seen.race.begun:
        lines.append(w("card.place", n=row.rank, time=_amount(seen, row)))
    return Card(
        w.unnamed(seen.names.get(bib, bib)), w("runner.bib", bib=bib), tuple(map(Line, lines)), _foot(here.at, seen, w)
    )


def where_said(here: Whereabouts, w: Words) -> str:
    """Where somebody is, in one sentence."""
    if here.where == "out":
        said = w(f"out.{here.status}", n=here.stage)
        return f"{said} {w('out.at', place=place_word(here.place, w))}" if here.place else said
    last, ahead = place_word(here.place, w), place_word(here.next_place, w)
    return w(f"where.{here.where}", n=here.stage, place=ahead if here.where == "started" else last, ahead=ahead)


def _rows(seen: RaceSeen, scope: Scope) -> list[Row]:
    return [row for row in seen.table(scope).rows[:_FIRST] if row.rank is not None]


def _placed(seen: RaceSeen, row: Row, w: Words) -> Line:
    bib = w("runner.bib", bib=row.bib)
    return Line(
        *(f"{row.rank}. {who}, {_amount(seen, row)}" for who in (w.unnamed(seen.names.get(Bib(row.bib), bib)), bib))
    )


def _amount(seen: RaceSeen, row: Row) -> str:
    return f"{row.distance_m / 1000:.1f} km" if seen.plan.scoring == "distance" else seconds(row.elapsed_ms)


def _foot(last: Instant | None, seen: RaceSeen, w: Words) -> str:
    """The race, and when the card was true."""
    return (
        f"{seen.plan.name}   {w('card.as_of', clock=_day(last, seen.zone, w))}" if last is not None else seen.plan.name
    )


def _day(instant: Instant, zone: Zone, w: Words) -> str:
    then = zone.local(instant)
    return f"{then.day} {w('base.months').split()[then.month - 1]} {then.year}, {then:%H:%M}"
