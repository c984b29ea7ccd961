"""A whole race as it was seen, and how well each stage can be known from that."""

from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib, PlaceId, StageNo, finish_of
from stagerace.core.plan import Stage
from stagerace.simulation.invented import Invented
from stagerace.simulation.luck import Luck
from stagerace.simulation.missed_laps import lose_laps
from stagerace.simulation.spoiling import GIVEN_WITHIN, Lost, give, lose_finishes, spoiled
from stagerace.simulation.truth import StageTruth
from stagerace.simulation.watching import ERROR, MAT, TYPED_AGAIN, Faults, Sighting, invent_watch, sightings

_ORDER = tuple(ERROR)


def see(race: Invented, luck: Luck, faults: Faults) -> list[Sighting]:
    """Everything seen in a race, stage by stage; gives times to those nothing saw, and notes what can be known."""
    found: list[Sighting] = []
    for stage in race.plan.stages:
        watch = invent_watch(stage, luck, faults, finish_mat=race.desert.trouble.no_mat != stage.n)
        seen = [
            sighting
            for bib, runner in race.truth.runners.items()
            if stage.n in runner.stages
            for nth, passed in enumerate(runner.stages[stage.n].passed)
            for sighting in sightings(watch, bib, nth, passed, luck)
        ]
        if faults.finishes and stage.loop:
            seen = lose_laps(race, stage.n, seen, luck)
        lost = lose_finishes(race, stage.n, luck) if faults.finishes and not stage.loop else Lost()
        kept = spoiled(race, seen, stage.n, lost, faults, luck)
        give(race, stage.n, lost, luck)
        _note_known(race, stage, kept, lost)
        found += kept
    return found


def _note_known(race: Invented, stage: Stage, kept: list[Sighting], lost: Lost) -> None:
    by_place: dict[tuple[Bib, PlaceId, str], set[str]] = {}
    for sighting in kept:
        if sighting.bib == sighting.of:
            by_place.setdefault((sighting.of, sighting.place, sighting.way), set()).add(sighting.sheet)
    mine: dict[Bib, list[Sighting]] = {}
    for sighting in kept:
        if sighting.bib == sighting.of:
            mine.setdefault(sighting.of, []).append(sighting)
    for bib, runner in race.truth.runners.items():
        truth = runner.stages.get(stage.n)
        if truth is None or truth.status != "finished":
            continue
        if bib in lost.given:
            truth.within, truth.why = GIVEN_WITHIN, "given by a ruling, from a photograph"
            continue
        if stage.loop is not None:
            nth = _last_counted(truth)
            _note_laps(truth, {s.sheet for s in mine.get(bib, ()) if s.nth == nth})
            continue
        _note_end(race, stage, bib, truth, by_place)
        _note_hold(race, stage.n, bib, truth, by_place)


def _note_end(
    race: Invented, stage: Stage, bib: Bib, truth: StageTruth, seen: dict[tuple[Bib, PlaceId, str], set[str]]
) -> None:
    end = finish_of(stage.n)
    if race.desert.trouble.shortened[0] == stage.n and bib not in race.full_distance:
        end = PlaceId(f"{stage.n}CP{race.desert.trouble.shortened[1]}")
    sheets = seen.get((bib, end, "in"), set())
    best = next((sheet for sheet in _ORDER if sheet in sheets), None)
    if best is None:
        truth.within, truth.why = None, f"nobody saw them at {end}"
    elif best != MAT:
        truth.within, truth.why = ERROR[best], f"only the {best} saw them at {end}"


def _last_counted(truth: StageTruth) -> int:
    """Which passing did the last metre that counts."""
    last = truth.start + (truth.ruled or 0)
    return next((nth for nth, passed in enumerate(truth.passed) if passed.at == last), 0)


def _note_laps(truth: StageTruth, sheets: set[str]) -> None:
    """How well the end of the last lap is known; the laps themselves were noted when one went missing."""
    best = next((sheet for sheet in _ORDER if sheet in sheets), None)
    if truth.within is not None and best not in (MAT, None):
        truth.within, truth.why = ERROR[best], f"only the {best} saw their last lap"


def _note_hold(
    race: Invented, stage: StageNo, bib: Bib, truth: StageTruth, seen: dict[tuple[Bib, PlaceId, str], set[str]]
) -> None:
    storm = race.storms.get(stage)
    if storm is None or truth.within is None:
        return
    arrived, left = truth.at(storm.place, "in"), truth.at(storm.place, "out")
    error = Elapsed(2 * (ERROR["keypad"] + TYPED_AGAIN))
    if arrived is None or left is None or arrived > storm.until + error or left < storm.since - error:
        return
    if not seen.get((bib, storm.place, "in")) or not seen.get((bib, storm.place, "out")):
        truth.within, truth.why = None, f"held at {storm.place}, where nobody saw them come or go"
    else:
        truth.within = Elapsed(truth.within + error)
        truth.why = f"held at {storm.place}, by a tablet's clock"
