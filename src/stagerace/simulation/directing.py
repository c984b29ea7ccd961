"""What a director does on the day: moved starts, waves, a storm, a stage cut short, people who leave."""

from typing import Final

from stagerace.core.clock import HOUR, MINUTE, ZERO, Elapsed, Instant, later
from stagerace.core.names import Bib, Metres, PlaceId
from stagerace.core.plan import Stage
from stagerace.simulation.fates import fates_of
from stagerace.simulation.field import Starter
from stagerace.simulation.invented import Invented
from stagerace.simulation.luck import Luck
from stagerace.simulation.rulings import Decision
from stagerace.simulation.truth import RunnerTruth, StageTruth
from stagerace.simulation.walking import Storm

_REASONS: Final = {
    "heat": ("dizzy with heat", "heat exhaustion"),
    "stomach": ("keeps nothing down", "sick since noon"),
    "feet": ("blisters", "cannot put the shoes on again"),
    "legs": ("a knee", "legs gone"),
    "own decision": ("stopped by choice", "had enough", "did not want to go on"),
}
"""What people say when they leave, by the cause that the engine has; nobody leaves by a cut-off without being told."""


def moved_start(race: Invented, stage: Stage) -> Elapsed:
    """How far everyone's start is moved."""
    moved, minutes = race.desert.trouble.moved
    if moved != stage.n:
        return ZERO
    told = later(stage.start, Elapsed(-75 * MINUTE))
    race.decide(Decision(stage.n - 1, "M1", told, "move_start", stage.n, "all", str(minutes), reason="fog at the pass"))
    return Elapsed(minutes * MINUTE)


def promoted_to(race: Invented, stage: Stage) -> dict[Bib, Elapsed]:
    """Up to three who ran better than they were said to, sent to the leaders' wave of the long stage."""
    if not stage.waves or stage.n != len(race.plan.stages) - 1:
        return {}
    leaders = stage.waves[-1]
    order = sorted(
        (sum(s.total or 0 for s in race.truth.runners[e.bib].stages.values()), e.bib, e)
        for e in race.field
        if not e.together and not race.truth.runners[e.bib].out and _whole(race.truth.runners[e.bib], stage.n - 1)
    )
    chosen = [entrant for _, _, entrant in order[:40] if entrant.wave != leaders.id][:3]
    found: dict[Bib, Elapsed] = {}
    for number, entrant in enumerate(chosen, 1):
        own = stage.wave_of(entrant.bib, entrant.wave)
        by = Elapsed(leaders.start - (own.start if own else stage.start))
        found[entrant.bib] = by
        told = later(stage.start, Elapsed(-11 * HOUR))
        race.decide(
            Decision(stage.n - 1, f"L{number}", told, "move_start", stage.n, entrant.bib, str(by // MINUTE),
                     reason="starts with the leaders, by the standings")
        )  # fmt: skip
    return found


def _whole(runner: RunnerTruth, stages: int) -> bool:
    return len(runner.stages) == stages and all(stage.status == "finished" for stage in runner.stages.values())


def storm_on(race: Invented, stage: Stage, moved: Elapsed) -> Storm | None:
    """The storm of the stage, if one is to come, and the hold it brings."""
    trouble = race.desert.trouble
    if trouble.held[0] != stage.n:
        return None
    place = PlaceId(f"{stage.n}CP{trouble.held[1]}")
    since = _comes(race, stage, place, moved)
    storm = Storm(place, since, later(since, Elapsed(trouble.held_min * MINUTE)))
    race.storms[stage.n] = storm
    held = Decision(stage.n, "H1", since, "hold", stage.n, "", "", storm.place, "sandstorm, nobody leaves")
    race.decide(held)
    # The same id again, told later, is its next version: now with the release.
    race.decide(Decision(stage.n + 1, "H1", since, "hold", stage.n, "", str(trouble.held_min), storm.place,
                         "sandstorm, released when the ridge was seen"))  # fmt: skip
    return storm


def own_start(stage: Stage, starter: Starter) -> Instant:
    """When a runner starts by the plan: with their wave."""
    wave = stage.wave_of(starter.bib, starter.wave)
    return wave.start if wave else stage.start


def _comes(race: Invented, stage: Stage, place: PlaceId, moved: Elapsed) -> Instant:
    """A little before the one comes to a place whom a hold there is to save, to the minute."""
    saved = next(fate.bib for fates in fates_of(race.desert.folder, stage.n).values() for fate in fates
                 if fate.kind == "held")  # fmt: skip
    trek = race.treks[stage.n][saved]
    legs = [other.id for other in stage.places[1:]].index(place)
    start = later(own_start(stage, race.entrant(saved)), moved)
    comes = start + sum(trek.moving[: legs + 1]) + sum(trek.rests[:legs])
    latest = later(stage.by_place[place].close or stage.start, Elapsed(moved - 15 * MINUTE))
    return Instant((min(comes, latest) - 3 * MINUTE) // MINUTE * MINUTE)


def shorten(race: Invented, stage: Stage) -> None:
    """End the stage early for those who had not left the place yet; the leaders run on."""
    trouble = race.desert.trouble
    if trouble.shortened[0] != stage.n:
        return
    place = stage.by_place[PlaceId(f"{stage.n}CP{trouble.shortened[1]}")]
    left = sorted(out for runner in race.truth.runners.values() if stage.n in runner.stages
                  and (out := runner.stages[stage.n].at(place.id, "out")) is not None)  # fmt: skip
    told = Instant(-(-left[: trouble.shortened_first][-1] // MINUTE) * MINUTE)
    added = trouble.shortened_min * MINUTE
    for runner in race.truth.runners.values():
        truth = runner.stages.get(stage.n)
        if truth is None or truth.status == "not_started":
            continue
        out, arrived = truth.at(place.id, "out"), truth.at(place.id, "in")
        if out is not None and out <= told:
            race.full_distance.append(runner.bib)
        elif arrived is not None:
            _end_there(truth, place.id, place.metres, arrived, added)
    bibs = f"all except {' '.join(race.full_distance)}"
    race.decide(
        Decision(stage.n, "S1", told, "shorten", stage.n, bibs, str(trouble.shortened_min), place.id,
                 "49 degrees at noon; those already past run on")
    )  # fmt: skip


def _end_there(truth: StageTruth, place: PlaceId, metres: Metres, arrived: Instant, added: int) -> None:
    if truth.status == "over_cutoff" and truth.place == place:
        return
    index = next(i for i, passed in enumerate(truth.passed) if passed.place == place)
    del truth.passed[index + 1 :]
    if truth.place != place:
        truth.out = truth.cause = ""
    truth.status, truth.place, truth.metres = "finished", None, metres
    truth.ruled = Elapsed(arrived - truth.start - truth.held + added)


def tell_of_leaving(race: Invented, stage: Stage, luck: Luck) -> None:
    """A ruling for everyone who left the race on the stage, with the place and who has them in care."""
    fates = {fate.bib: fate for fates in fates_of(race.desert.folder, stage.n).values() for fate in fates}
    for runner in race.truth.runners.values():
        truth = runner.stages.get(stage.n)
        if truth is None or truth.out != "withdrawn":
            continue
        told = later(truth.passed[-1].at, Elapsed(luck.randrange(9, 70) * MINUTE))
        fate = fates.get(runner.bib)
        truth.cause = fate.cause if fate and fate.kind == "leaves" else truth.cause
        reason = fate.reason if fate else luck.choice(_REASONS[truth.cause])
        custody = fate.custody if fate else luck.choice(("vehicle 2", "vehicle 4", "camp doctor", "camel team"))
        name = f"W{stage.n}-{runner.bib}"
        place = truth.place or ""
        race.decide(Decision(stage.n, name, told, "withdraw", stage.n, runner.bib, "", place, reason, custody=custody))
