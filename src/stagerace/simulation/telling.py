"""From counts to an outlook."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from stagerace.simulation.ensemble import SeasonTally
from stagerace.simulation.hazards import CAUSES
from stagerace.simulation.histograms import CORE, DRY, FINE, SODIUM, Bins, Counts
from stagerace.simulation.outlook import (
    BodyOutlook,
    CauseOutlook,
    HourlyWbgt,
    PlaceOutlook,
    RunnerOutlook,
    SlamOutlook,
    Spread,
    StageOutlook,
)
from stagerace.simulation.ready import ReadyRace, ReadyStage
from stagerace.simulation.tally import RATES, SALT_OF, SWEAT, TOTAL, RaceTally, StageTally

_GRAMS_A_MOL: Final = 58.44
LIMITS: Final = (
    "Planning figures of a model, not medical advice: nobody's own health, training or luck is known to it.",
    "A runner's core temperature is uncertain by 0.4 °C or more; above 250 W/m² of metabolic power no heat model was "
    "measured, and nobody has validated any at 48 °C.",
    "Why and when people leave is calibrated to few races; a cause that no race has met is not in it.",
)


def spread(bins: Bins, counts: Counts) -> Spread | None:
    """The spread of what was counted; None of nothing."""
    if not counts.sum():
        return None
    quantiles = [bins.quantile(counts, share) or 0.0 for share in (0.05, 0.1, 0.5, 0.9, 0.95)]
    return Spread(*(round(value, 4) for value in (bins.mean(counts) or 0.0, *quantiles)))


def rates(counts: Counts) -> Spread:
    """The spread of shares, which lie between none and all; none of nothing."""
    found = spread(RATES, counts) or Spread(*[0.0] * 6)
    return Spread(*(min(max(getattr(found, name), 0.0), 1.0) for name in Spread.__struct_fields__))


def total_of(race: ReadyRace, counts: Counts) -> Spread | None:
    """The time of all stages; None where some are run for a time."""
    return None if any(stage.boxed for stage in race.stages) else spread(TOTAL, counts)


def whole(counts: Counts) -> Spread:
    """The spread of whole numbers, each its own bin."""
    total, sums = int(counts.sum()), np.cumsum(counts)
    found = [int(np.searchsorted(sums, share * total)) for share in (0.05, 0.1, 0.5, 0.9, 0.95)]
    mean = float((counts * np.arange(len(counts))).sum() / max(total, 1))
    return Spread(round(mean, 4), *(float(value) for value in found))


def scaled(of: Spread, factor: float) -> Spread:
    """A spread in another unit."""
    return Spread(*(round(getattr(of, name) * factor, 4) for name in Spread.__struct_fields__))


def stage_outlook(
    stage: ReadyStage, tally: StageTally, replicates: int, start: str, wbgt: list[HourlyWbgt]
) -> StageOutlook:
    """What a stage came to."""
    starters = float(tally.started.sum() / replicates)
    fine = Bins(0.0, FINE, tally.finish.shape[1])
    km = Bins(0.0, 1.0, len(tally.metres))
    return StageOutlook(
        stage=stage.n, name=stage.name, km=round(float(stage.metres[0 if stage.boxed else -1]) / 1000, 2),
        start=start, boxed=stage.boxed,
        starters=round(starters, 2),
        finish_rate=rates(tally.rates),
        finish_minutes=None if stage.boxed else spread(fine, tally.finish.sum(axis=0)),
        km_done=spread(km, tally.metres) if stage.boxed else None,
        outs=_causes(tally, replicates),
        outs_by_hour=_each(tally.outs.sum(axis=2), replicates), outs_by_km=_each(tally.outs.sum(axis=1), replicates),
        places=_places(stage, tally, replicates),
        on_course_p50=_heads(tally.on_course, 0.5), on_course_p95=_heads(tally.on_course, 0.95),
        body=_body(tally), wbgt=wbgt, extrapolated=round(_beyond(tally.minutes), 5),
    )  # fmt: skip


def _causes(tally: StageTally, replicates: int) -> list[CauseOutlook]:
    all_ = max(int(tally.outs.sum()), 1)
    return [
        CauseOutlook(cause, whole(tally.outs_by_cause[k]), round(float(tally.outs[k].sum() / all_), 4))
        for k, cause in enumerate(CAUSES)
    ]


def _each(counts: Counts, replicates: int) -> list[list[float]]:
    return [[round(float(value), 4) for value in row] for row in counts / replicates]


def _places(stage: ReadyStage, tally: StageTally, replicates: int) -> list[PlaceOutlook]:
    fine = Bins(0.0, FINE, tally.arrivals.shape[1])
    left = tally.legs / replicates
    salt = SALT_OF.mean(tally.salt) or 0.0
    found = []
    for k, name in enumerate(stage.places):
        metres = float(stage.metres[k])
        litres = whole(tally.water[k])
        found.append(
            PlaceOutlook(
                name,
                round(metres / 1000, 2),
                spread(fine, tally.arrivals[k]),
                spread(fine, tally.first[k]),
                spread(fine, tally.last[k]),
                _heads(tally.heads[k], 0.5),
                _heads(tally.heads[k], 0.95),
                litres,
                scaled(litres, salt * _GRAMS_A_MOL / 1000),
                round(float(left[:, k].sum()), 3),
                [round(float(one), 4) for one in left[:, k]],
                round(float(tally.arrivals[k].sum() / max(int(tally.started.sum()), 1)), 4),
            )
        )
    return found


def _heads(counts: Counts, share: float) -> list[int]:
    sums = np.cumsum(counts, axis=1)
    found = [int(np.searchsorted(row, share * row[-1])) if row[-1] else 0 for row in sums]
    while len(found) > 1 and found[-1] == 0:
        found.pop()
    return found


def _body(tally: StageTally) -> BodyOutlook:
    nothing = Spread(*[0.0] * 6)
    return BodyOutlook(
        spread(CORE, tally.core) or nothing, _share(CORE, tally.core, 39.0), _share(CORE, tally.core, 40.0),
        scaled(spread(DRY, tally.dry) or nothing, 100.0), _share(DRY, tally.dry, 0.03), _share(DRY, tally.dry, 0.05),
        round(1.0 - _share(SODIUM, tally.low_sodium, 135.0), 5), _share(SODIUM, tally.high_sodium, 145.0),
        spread(SWEAT, tally.sweat) or nothing, spread(SWEAT, tally.drunk_nothing) or nothing,
    )  # fmt: skip


def _share(bins: Bins, counts: Counts, above: float) -> float:
    return round(bins.share_above(counts, above) or 0.0, 5)


def _beyond(minutes: Counts) -> float:
    return float(minutes[2] / max(int(minutes[0]), 1))


def extrapolated(tally: RaceTally) -> float:
    """The share of all minutes on the course that were extrapolated."""
    found: Counts = np.sum([stage.minutes for stage in tally.stages], axis=0)
    return round(_beyond(found), 5)


def runner_outlooks(race: ReadyRace, tally: RaceTally) -> list[RunnerOutlook]:
    """What the race holds for everyone in it."""
    replicates = int(tally.replicates[0])
    return [
        RunnerOutlook(
            entrant.bib,
            entrant.runner,
            round(float(tally.finished[k] / replicates), 5),
            total_of(race, tally.total[k]),
            [spread(Bins(0.0, FINE, stage.finish.shape[1]), stage.finish[k]) for stage in tally.stages],
            [round(float(stage.done[k] / replicates), 5) for stage in tally.stages],
        )
        for k, entrant in enumerate(race.field.entrants)
    ]


def slam_outlooks(tally: SeasonTally, runners: Sequence[str]) -> list[SlamOutlook]:
    """The chance of each of those who entered all races."""
    replicates = int(tally.races[0].replicates[0])
    return [
        SlamOutlook(who, round(float(n / replicates), 5)) for who, n in zip(runners, tally.all_finished, strict=True)
    ]
