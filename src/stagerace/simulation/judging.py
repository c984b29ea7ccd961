"""What a director decides in the evening: penalties told late, one taken back, a credit, a disqualification."""

from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant, later
from stagerace.core.names import Bib, Metres, StageNo
from stagerace.core.plan import Stage
from stagerace.simulation.fates import PENALISED
from stagerace.simulation.invented import Invented
from stagerace.simulation.luck import Luck
from stagerace.simulation.rulings import Decision

_REASONS = (
    ("15", "no whistle at the kit check", "7"),
    ("30", "lost the bib", "12"),
    ("60", "left a bottle on the course", "9"),
)
_REVERSED = 2
"""The stage of the penalty that is taken back."""


def judge_stage(race: Invented, stage: Stage, luck: Luck) -> None:
    """Take the decisions about a stage, some of them told only days later."""
    if race.plan.scoring == "distance":
        _judge_laps(race, stage, luck)
        return
    if stage.n in (1, 2, 4):
        minutes, reason, rule = _REASONS[stage.n % 3]
        _penalise(race, stage.n, _someone(race, stage.n, luck), minutes, reason, rule)
    if (race.desert.folder, stage.n) == PENALISED[:2]:
        _penalise(race, stage.n, PENALISED[2], "30", "took water outside a checkpoint", "9")
    if stage.n == 3:
        _credit(race, stage.n, _someone(race, stage.n, luck))
        _lets_go_on(race, stage)
    if stage.n == 4:
        _disqualify(race, stage.n, _someone(race, stage.n, luck))


def _someone(race: Invented, stage: StageNo, luck: Luck) -> Bib:
    """Someone who finished the stage, wears no candidate's bib and runs in no team that stays together."""
    plain = {entrant.bib for entrant in race.field if not entrant.person.slam and not entrant.together}
    touched = {bib for decision in race.decisions for bib in decision.bibs.split()}
    return luck.choice([bib for bib, _ in race.on(stage) if bib in plain - touched])


def _evening(race: Invented, stage: int, minutes: int = 0) -> Instant:
    start = race.plan.by_number[StageNo(stage)].start
    return later(start, Elapsed(13 * HOUR + minutes * MINUTE))


def _penalise(race: Invented, stage: StageNo, bib: Bib, minutes: str, reason: str, rule: str) -> None:
    """A penalty told a stage late; those of one stage, and the one that fate brings, are taken back later."""
    name, told = f"P{stage}-{bib}", stage + 1
    race.decide(Decision(told, name, _evening(race, told), "penalty", stage, bib, minutes, "", reason, rule))
    if stage == _REVERSED or bib == PENALISED[2]:
        race.decide(Decision(told + 1, f"R{stage}-{bib}", _evening(race, told + 1, 20), revokes=name,
                             reason="two runners saw it otherwise"))  # fmt: skip
    else:
        race.truth.runners[bib].stages[stage].penalty = Elapsed(int(minutes) * MINUTE)


def _credit(race: Invented, stage: StageNo, bib: Bib) -> None:
    truth = race.truth.runners[bib].stages[stage]
    truth.credit = Elapsed(25 * MINUTE)
    truth.ruled = Elapsed((truth.ruled or 0) - truth.credit)
    race.decide(Decision(stage, f"C{stage}-{bib}", _evening(race, stage), "credit", stage, bib, "25", "",
                         "stayed with an injured runner"))  # fmt: skip


def _lets_go_on(race: Invented, stage: Stage) -> None:
    """Someone who missed a cut-off on the third stage may go on, timed but without a place."""
    late = [
        bib
        for bib, runner in race.truth.runners.items()
        if (truth := runner.stages.get(stage.n)) and truth.out == "over_cutoff" and not race.entrant(bib).together
    ]
    for bib in late[:1]:
        race.truth.runners[bib].stages[stage.n].out = "unranked"
        race.decide(Decision(stage.n, f"U{stage.n}-{bib}", _evening(race, stage.n, 30), "unranked", stage.n, bib,
                             reason="may go on without a place"))  # fmt: skip


def _disqualify(race: Invented, stage: StageNo, bib: Bib) -> None:
    truth = race.truth.runners[bib].stages[stage]
    truth.status = truth.out = "disqualified"
    truth.ruled = None
    race.decide(Decision(stage, f"D{stage}-{bib}", _evening(race, stage, 40), "disqualify", stage, bib, "", "",
                         "rode 3 km in a car", "15"))  # fmt: skip


def _judge_laps(race: Invented, stage: Stage, luck: Luck) -> None:
    """Where distance ranks a penalty takes metres off."""
    if stage.n != 2:
        return
    order = sorted((truth.metres, bib) for bib, truth in race.on(stage.n) if truth.metres > 20_000)
    bib = luck.choice([bib for _, bib in order[: len(order) // 2] if not race.entrant(bib).person.slam])
    truth = race.truth.runners[bib].stages[stage.n]
    truth.metres = Metres(truth.metres - 2_000)
    race.decide(Decision(3, f"P2-{bib}", _evening(race, 3), "penalty", stage.n, bib, "0", "", "no goggles at the check",
                         "7", km="2"))  # fmt: skip
