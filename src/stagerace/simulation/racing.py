"""A race of the season as it really went, stage by stage, with what its director decided."""

from collections.abc import Mapping

from msgspec import structs

from stagerace.core.clock import MINUTE, ZERO, Elapsed, Instant, later
from stagerace.core.names import Bib, Metres, PlaceId, StageNo, bib_order
from stagerace.core.plan import Plan, Stage
from stagerace.simulation.deserts import Desert
from stagerace.simulation.directing import moved_start, own_start, promoted_to, shorten, storm_on, tell_of_leaving
from stagerace.simulation.fates import FATES, Fate, fates_of
from stagerace.simulation.field import Starter
from stagerace.simulation.invented import Invented
from stagerace.simulation.judging import judge_stage
from stagerace.simulation.luck import Luck
from stagerace.simulation.people import UNBROKEN
from stagerace.simulation.treks import Treks
from stagerace.simulation.truth import Passed, RaceTruth, RunnerTruth, StageTruth
from stagerace.simulation.walking import OWN, Day, Walker, waited, walk


def invent_race(desert: Desert, plan: Plan, field: tuple[Starter, ...], treks: Treks, luck: Luck) -> Invented:
    """A race without its late decisions: everyone's stages as they went."""
    truth = RaceTruth(plan.race, plan.scoring)
    truth.runners = {starter.bib: RunnerTruth(starter.bib, starter.person.runner) for starter in field}
    race = Invented(desert, plan, field, truth, treks)
    absent = _absent(race, luck)
    for stage in plan.stages:
        _run_stage(race, stage, absent, luck)
    return race


def _absent(race: Invented, luck: Luck) -> dict[Bib, StageNo]:
    """Two who never start, and one who does not start a later stage."""
    plain = [starter.bib for starter in race.field if not starter.person.slam and not starter.together]
    first, second, third = luck.sample(plain, 3)
    told = [fate for fate in FATES if fate.race == race.desert.folder and fate.kind == "absent"]
    fated = {fate.bib: StageNo(fate.stage) for fate in told}
    return {first: StageNo(1), second: StageNo(1), third: StageNo(3), **fated}


def _run_stage(race: Invented, stage: Stage, absent: dict[Bib, StageNo], luck: Luck) -> None:
    moved = moved_start(race, stage)
    _slow_down(race, stage)
    day = Day(stage, storm_on(race, stage, moved), race.plan.cap)
    walkers = _set_out(race, stage, day, moved, absent)
    firsts = _firsts(race, walkers)
    for bib in sorted(walkers, key=lambda bib: (bib not in firsts.values(), bib_order(bib))):
        first = firsts.get(race.entrant(bib).team, bib) if race.entrant(bib).together else bib
        ahead = race.truth.runners[first].stages.get(stage.n)
        truth = walk(day, walkers[bib], luck) if ahead is None else _follow(day, walkers[bib], ahead, luck)
        _enter(race, race.truth.runners[bib], truth)
    shorten(race, stage)
    tell_of_leaving(race, stage, luck)
    judge_stage(race, stage, luck)


def _set_out(
    race: Invented, stage: Stage, day: Day, moved: Elapsed, absent: Mapping[Bib, StageNo]
) -> dict[Bib, Walker]:
    """Everyone who starts the stage; whoever is still in the race and does not is taken down."""
    promoted = promoted_to(race, stage)
    walkers = {}
    for starter in race.field:
        runner = race.truth.runners[starter.bib]
        if runner.out not in ("", "unranked"):
            continue
        shift = Elapsed(moved + promoted.get(starter.bib, ZERO))
        start = later(own_start(stage, starter), shift)
        trek = race.treks[stage.n].get(starter.bib)
        if absent.get(starter.bib, StageNo(99)) <= stage.n or runner.capped is not None or trek is None:
            runner.stages[stage.n] = StageTruth(stage.n, start, "not_started")
            continue
        walkers[starter.bib] = _walker(race, starter, stage, Walker(start, trek, shift), day)
    return walkers


def _walker(race: Invented, starter: Starter, stage: Stage, walker: Walker, day: Day) -> Walker:
    """The walker with what fate has in store for them."""
    fates = fates_of(race.desert.folder, stage.n).get(starter.bib, [])
    leaves = next((fate.place for fate in fates if fate.kind == "leaves"), None)
    if race.desert.trouble.team_breaks and stage.n == 3 and _breaks_team(race, starter):
        leaves = stage.checkpoints[1].id
    return structs.replace(
        walker,
        leaves_at=leaves,
        done=Metres(sum(s.metres for s in race.truth.runners[starter.bib].stages.values())),
        just={fate.place: _fated(fate, stage, day) for fate in fates if fate.kind in ("held", "late")},
        makes_it=starter.person.frailty <= UNBROKEN and not any(fate.kind == "slow" for fate in fates),
    )


def _slow_down(race: Invented, stage: Stage) -> None:
    """Make those slower all day whom fate lets come late to a place, whatever holds them on the way."""
    for bib, fates in fates_of(race.desert.folder, stage.n).items():
        trek = race.treks[stage.n].get(bib)
        fate = next((fate for fate in fates if fate.kind in ("late", "slow")), None)
        if fate is None or trek is None:
            continue
        leg = [place.id for place in stage.places[1:]].index(fate.place)
        closes = (stage.by_place[fate.place].close or stage.start) - own_start(stage, race.entrant(bib))
        waits = sum(trek.rests[:leg]) + (race.desert.trouble.held_min * MINUTE if fate.kind == "late" else 0)
        slower = (closes + fate.minutes * MINUTE - waits) / max(sum(trek.moving[: leg + 1]), 1)
        moving = tuple(Elapsed(round(time * max(1.0, slower))) for time in trek.moving)
        race.treks[stage.n][bib] = structs.replace(trek, moving=moving)


def _firsts(race: Invented, walkers: Mapping[Bib, Walker]) -> dict[str, Bib]:
    """Of every team that stays together who sets its pace: the one who comes farthest and takes longest."""
    firsts: dict[str, Bib] = {}
    for bib, walker in walkers.items():
        starter = race.entrant(bib)
        if not starter.together:
            continue
        other = firsts.get(starter.team)
        if other is None or _goes_on(walker) > _goes_on(walkers[other]):
            firsts[starter.team] = bib
    return firsts


def _goes_on(walker: Walker) -> tuple[bool, int, int]:
    trek = walker.trek
    return (not trek.cause and not walker.leaves_at, len(trek.moving), sum(trek.moving))


def _breaks_team(race: Invented, starter: Starter) -> bool:
    """Whether this is the last member of the slowest team that stays together: the one who leaves it."""
    members = [one for one in race.field if one.together]
    slowest = min(members, key=lambda one: (one.person.used, int(one.bib)))
    return starter.bib == max((one.bib for one in members if one.team == slowest.team), key=bib_order)


def _fated(fate: Fate, stage: Stage, day: Day) -> Instant:
    if fate.kind == "held" and day.storm is not None:
        return later(day.storm.since, Elapsed(3 * MINUTE))
    place = stage.by_place[fate.place]
    return later(place.close or stage.start, Elapsed(fate.minutes * MINUTE))


def _follow(day: Day, walker: Walker, first: StageTruth, luck: Luck) -> StageTruth:
    """The stage of a member of a team that stays together: that of the one who sets the pace, some steps behind."""
    behind = Elapsed(luck.randrange(400, 18_000))
    truth = StageTruth(first.stage, first.start, first.status, first.out, first.place, first.cause, metres=first.metres)
    gives_up = _where(day, walker)
    for passed in first.passed:
        truth.passed.append(Passed(passed.place, passed.way, later(passed.at, behind)))
        if passed.place == gives_up and passed.way == "in" and first.out != "over_cutoff":
            truth.status = truth.out = "withdrawn"
            truth.cause = walker.trek.cause or OWN
            truth.place, truth.metres = passed.place, day.stage.by_place[passed.place].metres
            return truth
    if first.status == "finished":
        if day.storm and (arrival := truth.at(day.storm.place, "in")) and (out := truth.at(day.storm.place, "out")):
            truth.held = waited(day.storm, arrival, out)
        truth.ruled = Elapsed(truth.passed[-1].at - truth.start - truth.held)
    return truth


def _where(day: Day, walker: Walker) -> PlaceId | None:
    """Where a walker leaves the race, if so."""
    if walker.leaves_at:
        return walker.leaves_at
    return day.stage.places[len(walker.trek.moving)].id if walker.trek.cause else None


def _enter(race: Invented, runner: RunnerTruth, truth: StageTruth) -> None:
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
