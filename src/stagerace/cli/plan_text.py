"""A race plan in short: a table of the race, one of each stage, and what it rests on."""

from collections.abc import Iterator, Sequence

from stagerace.node import plan_words as say
from stagerace.simulation.race_plan import RacePlan, StagePlan


def lines(plan: RacePlan) -> Iterator[str]:
    """Everything worth printing, line by line."""
    yield f"{plan.name}: {say.field(plan)}"
    yield f"  {say.founded(plan)}"
    yield from (f"  noticed: {finding}" for finding in plan.findings)
    yield ""
    yield from _table(
        ("the whole week", "finish the race", "leave it, for", "core over 39 °C"),
        [
            (one.label, say.between(one.finish_rate), say.causes(one.outs, plan.causes), say.percent(one.core_above_39))
            for one in plan.week
        ],
    )
    for stage in plan.stages:
        yield ""
        yield from _stage(stage, plan)
    yield ""
    yield from (f"  limits: {limit}" for limit in plan.limits)


def _stage(stage: StagePlan, plan: RacePlan) -> Iterator[str]:
    laps = "laps of " if stage.boxed else ""
    yield (
        f"{say.title(stage)}, {laps}{stage.km:.1f} km from {stage.start[11:16]}: {say.whole(stage.starters)} start, "
        f"{say.between(stage.finish_rate)} do it in {say.done(stage)}"
    )
    proposed = {one.place: one.proposed for one in stage.cutoffs}
    rows = [
        (
            place.place, f"{place.km:.1f}", say.clock(place.opens, stage.start), say.clock(place.half, stage.start),
            say.clock(place.last, stage.start), say.clock(place.closes, stage.start),
            say.clock(proposed.get(place.place), stage.start), str(place.most or say.NONE), str(place.staff),
            str(place.medics), f"{place.water_carried} L" if place.water_carried else say.NONE,
        )
        for place in stage.services
    ]  # fmt: skip
    head = ("place", "km", "opens", "half", "last", "closes", "proposed", "most", "staff", "medics", "water")
    yield from _table(head, rows)
    yield from _table(
        ("planned so", "do it", "people more or fewer", "core over 39 °C", "last, or how far"),
        [
            (
                one.label,
                say.between(one.finish_rate),
                say.more(one.finish_more),
                say.percent(one.core_above_39),
                say.ends(one, stage),
            )
            for one in stage.changes
        ],
    )
    if stage.risk.worst_from:
        when = f"{say.clock(stage.risk.worst_from, stage.start)} to {say.clock(stage.risk.worst_until, stage.start)}"
        where = f"km {stage.risk.worst_from_km:.0f} to {stage.risk.worst_to_km:.0f}"
        yield f"  half of all who leave by themselves: {when}, {where}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns under their heads, the first to the left and the others to the right."""
    widths = [max(len(row[k]) for row in (head, *rows)) for k in range(len(head))]
    for row in (head, *rows):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield f"  {'  '.join(cells)}"
