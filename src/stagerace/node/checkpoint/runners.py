"""The runners of a stage as a checkpoint needs them: their start, by when they must come, whether they are out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from stagerace.core.clock import HOUR, Elapsed, Instant
from stagerace.core.names import Bib, PlaceId, StageNo, WaveId
from stagerace.core.plan import Checkpoint, Stage
from stagerace.node.checkpoint.telling import LoopTold, PlaceTold, RunnerTold, WaveTold
from stagerace.rules.cutoffs import CutOff, cut_offs
from stagerace.rules.limits import FASTEST
from stagerace.rules.race import Race
from stagerace.rules.stage_result import Evidence

Field = Mapping[Bib, tuple[Evidence, tuple[CutOff, ...]]]
"""What is known of every runner of a stage, and by when they must be where."""


def field_of(race: Race, stage: Stage) -> Field:
    """Everyone who may be on a stage: all in the race but those who were out before it."""
    return race.remember(stage.n, "field of the checkpoint pack", lambda: dict(_field(race, stage)))


def runners_of(race: Race, stage: Stage, place: PlaceId, names: Mapping[Bib, str]) -> tuple[RunnerTold, ...]:
    """Everyone who may be on a stage, in the order of bibs, as a place of it needs them."""
    return tuple(
        _runner(race, stage, bib, names.get(bib, ""), evidence, [cut for cut in cuts if cut.place == place])
        for bib, (evidence, cuts) in field_of(race, stage).items()
    )


def waves_of(stage: Stage, runners: Sequence[RunnerTold]) -> tuple[WaveTold, ...]:
    """The waves of a stage in the order of their starts; a moved start counts where all of a wave were moved."""
    planned = {wave.id: wave.start for wave in stage.waves} or {WaveId(""): stage.start}
    if any(runner.wave not in planned for runner in runners):
        planned[WaveId("")] = stage.start
    told = (_wave(wave, start, [each for each in runners if each.wave == wave]) for wave, start in planned.items())
    return tuple(sorted(told, key=lambda wave: (wave.start, wave.wave)))


def places_of(race: Race, stage: Stage) -> tuple[PlaceTold, ...]:
    """The places of a stage in order; each closes when the last who may come must have come."""
    cuts = [cut for _, those in field_of(race, stage).values() for cut in those]
    return tuple(_place(place, [cut for cut in cuts if cut.place == place.id]) for place in stage.places)


def loop_of(stage: Stage) -> LoopTold | None:
    """The laps of a stage, where it is one of laps."""
    if stage.loop is None:
        return None
    metres = stage.loop.metres
    return LoopTold(metres / 1000, stage.loop.box, Elapsed(-(-metres * HOUR // FASTEST)))


def _field(race: Race, stage: Stage) -> Iterator[tuple[Bib, tuple[Evidence, tuple[CutOff, ...]]]]:
    for bib in race.bibs:
        out, at, _ = _out(race, bib, stage)
        if not out or out == "unranked" or at == stage.n:
            evidence = race.evidence(bib, stage)
            yield bib, (evidence, tuple(cut_offs(evidence.draft, evidence.wave)))


def _out(race: Race, bib: Bib, stage: Stage) -> tuple[str, StageNo | None, PlaceId | None]:
    """Why a runner is out by the end of a stage, since which stage, and where."""
    for result in race.results[bib][: race.position(stage.n) + 1]:
        if result is not None and result.out:
            return result.out, result.stage, result.out_place
    return "", None, None


def _runner(race: Race, stage: Stage, bib: Bib, name: str, evidence: Evidence, here: Iterable[CutOff]) -> RunnerTold:
    draft = evidence.draft
    by = _strictest(here)
    wave = evidence.wave.id if evidence.wave else WaveId("")
    out, at, where = _out(race, bib, stage)
    return RunnerTold(
        bib, name, wave, draft.start, by.get("in"), by.get("out"), draft.end, out, where, at
    )  # fmt: skip


def _strictest(cuts: Iterable[CutOff]) -> dict[str, Instant]:
    """The strictest cut-off of each way."""
    return {cut.way: cut.by for cut in sorted(cuts, key=lambda cut: -cut.by)}


def _wave(wave: WaveId, planned: Instant, runners: Sequence[RunnerTold]) -> WaveTold:
    starts = {runner.start for runner in runners}
    return WaveTold(wave, planned, starts.pop() if len(starts) == 1 else planned, len(runners))


def _place(place: Checkpoint, cuts: Sequence[CutOff]) -> PlaceTold:
    closes = max((cut.by for cut in cuts if cut.way == "in"), default=place.close)
    leave_by = max((cut.by for cut in cuts if cut.way == "out"), default=place.leave_by)
    ways = place.record
    return PlaceTold(place.id, place.metres / 1000, "in" in ways, "out" in ways, closes, leave_by, place.rest)
