"""The plan of a stage, from what was counted of it as planned and otherwise."""

from typing import Final

import numpy as np

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.zone import to_iso
from stagerace.kernels.chain_fields import PLACE
from stagerace.kernels.model import Array
from stagerace.node.planned_days import LongDay, heat, nights
from stagerace.node.readying import Readied
from stagerace.simulation.beside import StageBeside, StageVariants
from stagerace.simulation.histograms import FINE, Bins
from stagerace.simulation.outlook import StageOutlook
from stagerace.simulation.plan_places import Clock, camp, carried, cutoffs, services
from stagerace.simulation.plan_risk import change, own, risk
from stagerace.simulation.race_plan import Change, Passage, PlaceChoices, Risk, Service, StagePlan
from stagerace.simulation.ready import ReadyStage
from stagerace.simulation.route import NEVER
from stagerace.simulation.setting_out import BOTTLES
from stagerace.simulation.tally import StageTally
from stagerace.simulation.telling import whole
from stagerace.simulation.variants import Variant

_SEEN: Final = 0.05
"""A lap is drawn while this share of starters comes round."""


def stage_plan(
    ready: Readied, day: LongDay, of: StageVariants, counts: StageBeside, tally: StageTally, told: StageOutlook,
    replicates: int,
) -> StagePlan:  # fmt: skip
    """The plan of a stage from its counts."""
    stage = next(one for one in ready.race.stages if one.n == told.stage)
    clock = _clock(ready, day)
    closings = stage.route.places.reshape(-1, PLACE)[:, 1]
    choices = cutoffs(stage, counts.choices[0], closings, of.dark, replicates, clock) if counts.choices else []
    wbgt = heat(day, len(stage.places), stage.longest)
    dangers = risk(told, stage, counts.planned, wbgt, of.dark, clock)
    light, km = day.climate.light, whole(_laps(stage, tally)) if stage.boxed else None
    return StagePlan(
        told.stage, told.name, told.km if not stage.boxed else round(float(stage.metres[0]) / 1000, 2), told.start,
        told.boxed, told.starters, _instant(light.sunrise, ready), _instant(light.sunset, ready), light.kind,
        told.finish_rate, told.finish_minutes, told.km_done, km, carried(BOTTLES * told.starters),
        _passages(stage, told, tally), nights(of.dark), choices,
        _services(stage, told, choices, counts, dangers, clock), dangers,
        _changes(stage, day, of, counts, replicates, clock), [str(finding) for finding in day.climate.findings],
    )  # fmt: skip


def _clock(ready: Readied, day: LongDay) -> Clock:
    return lambda minutes: to_iso(Instant(day.stage.start + round(minutes) * MINUTE), ready.plan.zone)


def _instant(at: int | None, ready: Readied) -> str | None:
    return None if at is None else to_iso(Instant(at), ready.plan.zone)


def _laps(stage: ReadyStage, tally: StageTally) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """People by how many whole laps they did."""
    lap = float(stage.metres[0])
    done = np.minimum(((np.arange(len(tally.metres)) + 0.5) * 1000 // lap).astype(np.int64), len(stage.metres))
    return np.bincount(done, weights=tally.metres).astype(np.int64)


def _passages(stage: ReadyStage, told: StageOutlook, tally: StageTally) -> list[Passage]:
    fine = Bins(0.0, FINE, tally.arrivals.shape[1])
    started = max(int(tally.started.sum()), 1)
    starts = [round(float(np.quantile(stage.starts, share)), 1) for share in (0.05, 0.25, 0.5, 0.75, 0.95, 0.0, 1.0)]
    found = [Passage(f"{told.stage}START", 0.0, *starts)]
    for place, counts in zip(told.places, tally.arrivals, strict=True):
        if place.first is None or place.last is None or (told.boxed and counts.sum() < _SEEN * started):
            continue
        p05, p25, p50, p75, p95 = (round(fine.quantile(counts, s) or 0.0, 1) for s in (0.05, 0.25, 0.5, 0.75, 0.95))
        found.append(Passage(place.id, place.km, p05, p25, p50, p75, p95, place.first.p50, place.last.p95))
    return found


def _services(
    stage: ReadyStage, told: StageOutlook, choices: list[PlaceChoices], counts: StageBeside, dangers: Risk,
    clock: Clock,
) -> list[Service]:  # fmt: skip
    if stage.boxed:
        return [camp(told, whole(counts.planned.water), float(stage.longest), clock)]
    closings = stage.route.places.reshape(-1, PLACE)[:, 1]
    proposed = [next((one.minutes for one in place.choices if one.proposed), None) for place in choices]
    ends = [float(close) if close < NEVER else other for close, other in zip(closings, proposed, strict=True)]
    outs = [float(own(np.array(leg.outs)).sum()) for leg in dangers.legs]
    return services(told, ends, outs, clock)


def _changes(
    stage: ReadyStage, day: LongDay, of: StageVariants, counts: StageBeside, replicates: int, clock: Clock
) -> list[Change]:
    def warm(variant: Variant) -> Array:
        minutes = max(variant.stage.longest, stage.longest)
        return heat(day, len(variant.stage.places), minutes, variant.moved, variant.warmer)

    planned = Variant("hotter", "as planned", stage)
    found = [change(planned, counts.planned, warm(planned), replicates, clock, planned=True)]
    for variant, tally in zip(of.variants, counts.otherwise, strict=True):
        found.append(change(variant, tally, warm(variant), replicates, clock, planned=False))
    return found
