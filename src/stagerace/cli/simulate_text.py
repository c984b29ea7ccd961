"""What a simulated race came to, in words and columns."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from stagerace.cli.columns import table
from stagerace.cli.showing import counted
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.zone import Zone, from_datetime
from stagerace.simulation.outlook import Outlook, PlaceOutlook, SeasonOutlook, Spread, StageOutlook

QUARTER: Final = 15
"""Head counts are given for the end of each quarter of an hour [min]."""
RARE: Final = 0.005
"""Places that fewer come to are left out."""
_NONE: Final = "-"


def race_lines(outlook: Outlook, zone: Zone, *, only: int | None = None, runners: bool = False) -> Iterator[str]:
    """Everything worth printing of a race, line by line, by its clocks; of one stage alone with its places."""
    yield _title(outlook)
    yield f"  finish the race: {share(outlook.finish_rate)}{_all_stages(outlook)}"
    yield ""
    yield from table(
        (
            "stage",
            "km",
            "start",
            "do it",
            "hours or km",
            "drop out",
            "most for",
            "core over 39 °C",
            "water missing > 3 %",
        ),
        [_stage_row(stage) for stage in outlook.stages if only in (None, stage.stage)],
    )
    for stage in outlook.stages:
        if only in (None, stage.stage):
            yield ""
            yield from stage_lines(stage, zone)
    if runners:
        yield ""
        yield from _runners(outlook)
    yield ""
    beyond = 100 * outlook.extrapolated
    yield f"  extrapolated: {beyond:.0f} % of minutes on the course, at powers above what heat models were measured for"
    yield from (f"  limits: {limit}" for limit in outlook.limits)
    yield from (f"  noticed: {finding}" for finding in outlook.findings)


def stage_lines(stage: StageOutlook, zone: Zone) -> Iterator[str]:
    """The places of a stage: who comes when, how many are there, what they take."""
    title = f"stage {stage.stage}{f', {stage.name}' if stage.name else ''}: arrivals, head count, water and salt"
    yield title
    rows = [_place_row(stage, place, zone) for place in stage.places if place.reached >= RARE]
    yield from table(
        ("place", "km", "first", "half are through", "last", "most there", "water, L (95 %)", "salt, g", "leave"), rows
    )


def season_lines(season: SeasonOutlook) -> Iterator[str]:
    """A season race by race, and who finishes all of them."""
    for race in season.races:
        yield _title(race)
        yield f"  finish the race: {share(race.finish_rate)}{_all_stages(race)}"
    yield ""
    yield from _slam(season)
    yield from (f"  limits: {limit}" for limit in season.races[0].limits)
    yield from (f"  noticed: {race.name}: {finding}" for race in season.races for finding in race.findings)


def _slam(season: SeasonOutlook) -> Iterator[str]:
    if season.finish_all is None:
        yield "nobody entered every race of the season"
        return
    all_ = season.finish_all
    yield (
        f"all {len(season.races)} races: of {len(season.slam)} who entered them, {all_.p50:.0f} finish all "
        f"({all_.p05:.0f} to {all_.p95:.0f} in nine seasons of ten)"
    )
    ranked = sorted(season.slam, key=lambda one: -one.p_all)
    yield from table(("runner", "finishes all"), [(one.runner, f"{100 * one.p_all:.0f} %") for one in ranked])


def share(of: Spread) -> str:
    """A share with the range that holds nine replicates of ten."""
    return f"{100 * of.mean:.0f} % ({100 * of.p05:.0f} to {100 * of.p95:.0f})"


def hours(of: Spread | None) -> str:
    """Times with the range that holds eight of ten."""
    if of is None:
        return _NONE
    return f"{_hm(of.p50)} ({_hm(of.p10)} to {_hm(of.p90)})"


def clock(start: str, minutes: float, zone: Zone) -> str:
    """The clock at the race so many minutes after a start, with the days gone by.

    >>> cairo = Zone("Africa/Cairo", ((Instant(0), 7200),))
    >>> clock("2031-03-02T08:00:00+02:00", 1000, cairo)
    '00:40 +1'
    """
    begun = datetime.fromisoformat(start)
    then = zone.local(Instant(from_datetime(begun) + round(minutes * MINUTE)))
    days = (then.date() - begun.date()).days
    return f"{then:%H:%M}{f' +{days}' if days else ''}"


def _all_stages(outlook: Outlook) -> str:
    return f"; all stages in {hours(outlook.total_minutes)}" if outlook.total_minutes else ""


def _title(outlook: Outlook) -> str:
    field = counted(outlook.field, "invented runners") if outlook.field_invented else counted(outlook.field, "entries")
    often = "once" if outlook.replicates == 1 else f"{outlook.replicates:,} times"
    return f"{outlook.name}: {field}, {often} (seed {outlook.seed}, free numbers {outlook.numbers})"


def _stage_row(stage: StageOutlook) -> tuple[str, ...]:
    most = max(stage.outs, key=lambda out: out.people.mean)
    out = sum(cause.people.mean for cause in stage.outs)
    done = f"{stage.km_done.p50:.0f} km" if stage.km_done else hours(stage.finish_minutes)
    km = f"{stage.km:.1f}{' a lap' if stage.boxed else ''}"
    return (
        str(stage.stage), km, stage.start[5:16].replace("T", " "), share(stage.finish_rate), done,
        f"{out:.1f}", most.cause if out >= 0.05 else _NONE, f"{100 * stage.body.core_above_39:.0f} %",
        f"{100 * stage.body.dehydrated_3:.0f} %",
    )  # fmt: skip


def _place_row(stage: StageOutlook, place: PlaceOutlook, zone: Zone) -> tuple[str, ...]:
    def at(minutes: float) -> str:
        return clock(stage.start, minutes, zone)

    heads = place.heads_p95
    most = max(heads, default=0)
    when = at((heads.index(most) + 1) * QUARTER) if most else ""
    return (
        place.id, f"{place.km:.1f}", at(place.first.p50) if place.first else _NONE,
        at(place.arrivals.p50) if place.arrivals else _NONE,
        at(place.last.p95) if place.last else _NONE,
        f"{most} at {when}" if most else _NONE, f"{place.water_litres.p50:.0f} ({place.water_litres.p95:.0f})",
        f"{place.salt_grams.p95:.0f}", f"{place.outs:.1f}",
    )  # fmt: skip


def _runners(outlook: Outlook) -> Iterator[str]:
    rows = [(one.bib, f"{100 * one.p_finish:.0f} %", hours(one.total_minutes)) for one in outlook.runners]
    yield "chances of each, by age and gender alone"
    yield from table(("bib", "finishes", "all stages"), rows)


def _hm(minutes: float) -> str:
    return f"{int(minutes // 60)}:{int(minutes % 60):02d}"
