"""A race of the season as it really went, stage by stage, with what its director decided."""

from collections.abc import Sequence
from typing import Final

from stagerace.core.clock import MINUTE, ZERO, Elapsed, Instant, later
from stagerace.core.names import Bib, Metres, StageNo, bib_order
from stagerace.core.plan import Stage
from stagerace.simulation.course import plan_of
from stagerace.simulation.deserts import Desert
from stagerace.simulation.directing import moved_start, promoted_to, shorten, storm_on, tell_of_leaving
from stagerace.simulation.fates import FATES, Fate, fates_of
from stagerace.simulation.field import Entrant, invent_field, team_kinds
from stagerace.simulation.invented import Invented
from stagerace.simulation.judging import judge_stage
from stagerace.simulation.luck import Luck
from stagerace.simulation.people import Outing
from stagerace.simulation.truth import Passed, RaceTruth, RunnerTruth, StageTruth
from stagerace.simulation.walking import Day, Walker, waited, walk

SLOW: Final = 3_500.0
"""The pace of someone who will not make the closings [m/h]."""


def invent_race(desert: Desert, outings: Sequence[Outing], luck: Luck) -> Invented:
    """A race without its late decisions: everyone's stages as they went."""
    plan = plan_of(desert, team_kinds(outings))
    waves = max(1 + len(leg.waves_h) for leg in desert.legs)
    entrants = invent_field(outings, waves, luck)
    truth = RaceTruth(plan.race, plan.scoring)
    truth.runners = {entrant.bib: RunnerTruth(entrant.bib, entrant.person.runner) for entrant in entrants}
    race = Invented(desert, plan, entrants, truth)
    absent = _absent(race, luck)
    for stage in plan.stages:
        _run_stage(race, stage, absent, luck)
    return race


def _absent(race: Invented, luck: Luck) -> dict[Bib, StageNo]:
    """Two who never start, and one who does not start a later stage."""
    plain = [entrant.bib for entrant in race.field if not entrant.person.slam and not entrant.together]
    first, second, third = luck.sample(plain, 3)
    told = [fate for fate in FATES if fate.race == race.desert.folder and fate.kind == "absent"]
    fated = {fate.bib: StageNo(fate.stage) for fate in told}
    return {first: StageNo(1), second: StageNo(1), third: StageNo(3), **fated}


def _run_stage(race: Invented, stage: Stage, absent: dict[Bib, StageNo], luck: Luck) -> None:
    moved = moved_start(race, stage)
    promoted = promoted_to(race, stage)
    day = Day(stage, race.plan.zone, race.desert.legs[stage.n - 1].hard, storm_on(race, stage, moved), race.plan.cap)
    fates = fates_of(race.desert.folder, stage.n)
    teams: dict[str, StageTruth] = {}
    for entrant in race.field:
        runner = race.truth.runners[entrant.bib]
        if runner.out not in ("", "unranked"):
            continue
        shift = Elapsed(moved + promoted.get(entrant.bib, ZERO))
        wave = stage.wave_of(entrant.bib, entrant.wave)
        start = later(wave.start if wave else stage.start, shift)
        if absent.get(entrant.bib, StageNo(99)) <= stage.n or runner.capped is not None:
            runner.stages[stage.n] = StageTruth(stage.n, start, "not_started")
            continue
        walker = _walker(race, entrant, stage, start, shift, fates.get(entrant.bib, []), day, luck)
        truth = _follow(day, walker, teams.get(entrant.team), luck) if entrant.together else walk(day, walker, luck)
        if entrant.together:
            teams.setdefault(entrant.team, truth)
        _enter(race, runner, entrant, truth, fates.get(entrant.bib, []), luck)
    shorten(race, stage)
    tell_of_leaving(race, stage, luck)
    judge_stage(race, stage, luck)


def _walker(
    race: Invented,
    entrant: Entrant,
    stage: Stage,
    start: Instant,
    shift: Elapsed,
    fates: list[Fate],
    day: Day,
    luck: Luck,
) -> Walker:
    bad_day = luck.uniform(1.12, 1.35) if luck.random() < 0.03 and not entrant.together else 1.0
    form = entrant.form * bad_day * (1 + 0.012 * stage.n) * max(0.9, luck.gauss(1.0, 0.03))
    leaves = next((fate.place for fate in fates if fate.kind == "leaves"), None)
    hardship = 1.7 if stage.metres > 60_000 else 0.5 if stage.metres < 20_000 and not stage.loop else 1.0
    risk = entrant.person.frailty * hardship * (6_600 / entrant.person.pace) ** 1.5
    breaks = race.desert.trouble.team_breaks and stage.n == 3 and _breaks_team(race, entrant)
    drawn = luck.random() < risk
    if (drawn and not entrant.together and leaves is None) or breaks:
        leaves = luck.choice([place.id for place in stage.places[1:]])
        leaves = stage.checkpoints[1].id if breaks else leaves
    done = Metres(sum(s.metres for s in race.truth.runners[entrant.bib].stages.values()))
    just = {fate.place: _fated(fate, stage, day) for fate in fates if fate.kind in ("held", "late")}
    slow = any(fate.kind == "slow" for fate in fates)
    pace = SLOW if slow else entrant.person.pace / form
    makes_it = entrant.person.frailty == 0 and not slow
    return Walker(start, pace, shift, leaves, entrant.rests, done, makes_it, just)


def _breaks_team(race: Invented, entrant: Entrant) -> bool:
    """Whether this is the last member of the slowest team that stays together: the one who leaves it."""
    members = [e for e in race.field if e.together]
    slowest = min(members, key=lambda e: (e.person.pace, int(e.bib)))
    return entrant.bib == max((e.bib for e in members if e.team == slowest.team), key=bib_order)


def _fated(fate: Fate, stage: Stage, day: Day) -> Instant:
    if fate.kind == "held" and day.storm is not None:
        return later(day.storm.since, Elapsed(3 * MINUTE))
    place = stage.by_place[fate.place]
    return later(place.close or stage.start, Elapsed(fate.minutes * MINUTE))


def _follow(day: Day, walker: Walker, first: StageTruth | None, luck: Luck) -> StageTruth:
    """The stage of a member of a team that stays together: that of the first member, some steps behind."""
    if first is None:
        return walk(day, walker, luck)
    behind = Elapsed(luck.randrange(400, 18_000))
    truth = StageTruth(first.stage, first.start, first.status, first.out, first.place, metres=first.metres)
    for passed in first.passed:
        truth.passed.append(Passed(passed.place, passed.way, later(passed.at, behind)))
        if passed.place == walker.leaves_at and passed.way == "in":
            truth.status = truth.out = "withdrawn"
            truth.place, truth.metres = passed.place, day.stage.by_place[passed.place].metres
            return truth
    if first.status == "finished":
        if day.storm and (arrival := truth.at(day.storm.place, "in")) and (out := truth.at(day.storm.place, "out")):
            truth.held = waited(day.storm, arrival, out)
        truth.ruled = Elapsed(truth.passed[-1].at - truth.start - truth.held)
    return truth


def _enter(
    race: Invented, runner: RunnerTruth, entrant: Entrant, truth: StageTruth, fates: list[Fate], luck: Luck
) -> None:
    runner.stages[truth.stage] = truth
    stage = race.plan.by_number[truth.stage]
    if truth.status == "withdrawn" and truth.place == stage.places[-1].id:
        # Whoever leaves after arriving keeps the stage.
        truth.status, truth.place = "finished", None
        truth.ruled = Elapsed(truth.passed[-1].at - truth.start - truth.held)
    cap = race.plan.cap
    if cap is not None and truth.laps:
        before = sum(s.metres for n, s in runner.stages.items() if n < truth.stage)
        if before + truth.metres >= cap and runner.capped is None and stage.loop:
            lap = -(-(cap - before) // stage.loop.metres)
            # Where parts of laps count, the cap may be reached between two passings of the line.
            runner.capped = truth.laps[lap - 1] if lap <= len(truth.laps) else later(truth.start, truth.ruled or ZERO)
