"""A runner's pocket card in words and columns."""

from collections.abc import Iterator

from stagerace.cli.columns import table
from stagerace.node.carding import Card, Changed, PlaceOnCard, StageOnCard
from stagerace.node.pages.card import clock, hm, percent, three


def card_lines(card: Card) -> Iterator[str]:
    """The card, line by line."""
    about = f", {card.age:.0f} years" if card.age else ""
    yield f"{card.race}: bib {card.bib}{f', {card.runner}' if card.runner else ''}{about}"
    total = (
        f"; all stages in {hm(card.minutes[1])} ({hm(card.minutes[0])} to {hm(card.minutes[2])})"
        if card.minutes
        else ""
    )
    yield f"  finishes: {percent(card.p_finish)}{total}"
    for change in card.changes:
        yield from _change(change)
    for stage in card.stages:
        yield ""
        yield from _stage(stage)
    yield ""
    yield from (f"  {line}" for line in card.unknown)
    yield from (f"  noticed: {finding}" for finding in card.findings)


def _change(change: Changed) -> Iterator[str]:
    told = ""
    if change.minutes_less:
        low, middle, high = change.minutes_less
        faster = middle >= 0
        low, middle, high = (low, middle, high) if faster else (-high, -middle, -low)
        told = f"; {hm(middle)} {'faster' if faster else 'slower'} ({hm(low)} to {hm(high)})"
    if change.km_more:
        low, middle, high = change.km_more
        told = f"; {middle:+.1f} km ({low:+.1f} to {high:+.1f})"
    yield f"  {change.what}: finishes {percent(change.p_finish)}{told}"
    if change.unknown:
        yield f"    {change.unknown}"


def _stage(stage: StageOnCard) -> Iterator[str]:
    named = f", {stage.name}" if stage.name else ""
    lap = " a lap" if stage.boxed else ""
    yield f"stage {stage.stage}{named}: {stage.km} km{lap}, {stage.start[:16].replace('T', ' ')}"
    sun = f"sun {_at(stage, stage.sunrise)} to {_at(stage, stage.sunset)}" if stage.sunrise else stage.light
    hot = f", hottest {_at(stage, stage.hottest)} (WBGT {stage.hottest_wbgt} °C)" if stage.hottest else ""
    yield f"  {sun}{hot}; pack {stage.pack_kg} kg (food {stage.food_kg}) and water"
    yield f"  {_hours(stage)}sweat {three(stage.litres, 1)} L, {three(stage.kcal)} kcal"
    rows = [_row(stage, place) for place in stage.places]
    yield from table(("place", "km", "expect", "eight of ten", "closes", "leave by", "L on"), rows)


def _hours(stage: StageOnCard) -> str:
    if stage.km_done:
        return f"{three(stage.km_done)} km, "
    return f"{hm(stage.minutes[1])} h ({hm(stage.minutes[0])} to {hm(stage.minutes[2])}), " if stage.minutes else ""


def _row(stage: StageOnCard, place: PlaceOnCard) -> tuple[str, ...]:
    when = place.expected
    return (
        place.id, f"{place.km:.1f}", _at(stage, when[1]) if when else "-",
        f"{_at(stage, when[0])} to {_at(stage, when[2])}" if when else "-",
        _at(stage, place.closes) or "-", _at(stage, place.leave_by) or "-",
        f"{place.litres_on[1]:.1f} to {place.litres_on[2]:.1f}" if place.litres_on else "-",
    )  # fmt: skip


def _at(stage: StageOnCard, moment: str | None) -> str:
    return clock(moment, stage.start)
