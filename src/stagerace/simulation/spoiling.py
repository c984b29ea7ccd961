"""What goes wrong with sightings: passings nobody saw, wrong and unread bibs, finishes that no mat took."""

from collections.abc import Sequence

from msgspec import Struct, field, structs

from stagerace.core.clock import HOUR, SECOND, ZERO, Elapsed, Instant, format_elapsed, later
from stagerace.core.names import FINISH, START, Bib, Direction, PlaceId, StageNo
from stagerace.simulation.fates import MISSED
from stagerace.simulation.invented import Invented
from stagerace.simulation.luck import Luck
from stagerace.simulation.misread import misreadings
from stagerace.simulation.rulings import Decision
from stagerace.simulation.watching import MAT, PAPER, Faults, Sighting

GIVEN_WITHIN = Elapsed(10 * SECOND)
"""How far a time given from a photograph may be from the truth [ms]."""


class Lost(Struct):
    """The finishes of a stage that did not come through as they should."""

    no_mat: set[Bib] = field(default_factory=set)
    """Seen on paper only."""
    given: set[Bib] = field(default_factory=set)
    """Seen by nothing, given by a ruling later."""
    never: set[Bib] = field(default_factory=set)
    """Seen by nothing, and nobody ruled."""
    wrong: set[Bib] = field(default_factory=set)
    """Written down on paper under a wrong bib, and not seen by the mat."""


def lose_finishes(race: Invented, stage: StageNo, luck: Luck) -> Lost:
    """Choose whose finishes go wrong on a stage; none of it happens to a candidate who could not be helped."""
    finish = PlaceId(f"{stage}{FINISH}")
    lost = Lost()
    plain = [
        bib for bib, truth in race.on(stage)
        if truth.at(finish, "in") and not race.entrant(bib).together and not race.entrant(bib).person.slam
    ]  # fmt: skip
    chosen = luck.sample(plain, 8 if len(plain) > 30 else 0)
    lost.no_mat, lost.given = set(chosen[:4]), set(chosen[4:6])
    if stage == race.plan.stages[-1].n:
        # Before the prizes everybody has been asked.
        lost.given |= set(chosen[6:])
    else:
        lost.never, lost.wrong = set(chosen[6:7]), set(chosen[7:])
    if (race.desert.folder, stage) == MISSED[:2] and race.truth.runners[MISSED[2]].stages[stage].ruled is not None:
        lost.given.add(MISSED[2])
    return lost


def spoiled(race: Invented, seen: Sequence[Sighting], stage: StageNo, lost: Lost, faults: Faults, luck: Luck
            ) -> list[Sighting]:  # fmt: skip
    """The sightings of a stage with everything that went wrong."""
    worn = {sighting.of for sighting in seen}
    there = {(sighting.of, sighting.place, sighting.way) for sighting in seen}
    kept: list[Sighting] = []
    missed: dict[tuple[Bib, int, str], bool] = {}
    for sighting in seen:
        if sighting.place.endswith(FINISH):
            kept += _finish(sighting, lost, worn, luck)
            continue
        # What misses a passing misses every read of it: a mat never has only the second.
        read = (sighting.of, sighting.nth, sighting.sheet)
        if read not in missed:
            missed[read] = luck.random() < faults.missed and not _must_be_seen(race, sighting)
        if not missed[read]:
            kept.append(_written(race, sighting, there, faults, luck))
    return kept


def _must_be_seen(race: Invented, sighting: Sighting) -> bool:
    """Whether nobody would miss the passing: the last of a stage, or a candidate's where a storm holds them."""
    storm = race.storms.get(sighting.stage)
    held = storm is not None and storm.place == sighting.place and race.entrant(sighting.of).person.slam > 0
    return held or _is_last(race, sighting)


def _is_last(race: Invented, sighting: Sighting) -> bool:
    """Whether the runner's stage ended there: the crew took the bib, or the time box closed, so that was seen."""
    truth = race.truth.runners[sighting.of].stages[sighting.stage]
    laps = race.plan.by_number[sighting.stage].loop is not None
    return truth.place == sighting.place or (laps and sighting.nth == len(truth.passed) - 1)


def _finish(sighting: Sighting, lost: Lost, worn: set[Bib], luck: Luck) -> list[Sighting]:
    bib = sighting.of
    if bib in lost.given or bib in lost.never or (bib in lost.no_mat and sighting.sheet != PAPER):
        return []
    if bib not in lost.wrong:
        return [sighting]
    if sighting.sheet != PAPER:
        return []
    others = sorted(worn - lost.never - lost.given - lost.wrong - lost.no_mat)
    wrong = [name for name in misreadings(bib) if name in others and int(name) > 100] or [Bib(f"9{bib[1:]}")]
    return [structs.replace(sighting, bib=luck.choice(wrong))]


def _written(
    race: Invented, sighting: Sighting, there: set[tuple[Bib, PlaceId, Direction]], faults: Faults, luck: Luck
) -> Sighting:
    """The sighting as it was typed: a digit misread or unread now and then, never by a mat."""
    if sighting.sheet == MAT or sighting.place.endswith(START) or _must_be_seen(race, sighting):
        return sighting
    draw = luck.random()
    if draw < faults.unread:
        at = luck.randrange(0, len(sighting.bib))
        return structs.replace(sighting, bib=f"{sighting.bib[:at]}*{sighting.bib[at + 1 :]}")
    if draw < faults.unread + faults.misread:
        return structs.replace(sighting, bib=_misread(race, sighting, there, luck))
    return sighting


def _misread(race: Invented, sighting: Sighting, there: set[tuple[Bib, PlaceId, Direction]], luck: Luck) -> str:
    """A bib one digit off."""
    fit = [name for name in misreadings(sighting.of) if _may_be_written(race, sighting, name, there)]
    return luck.choice(fit) if fit else sighting.bib


def _may_be_written(race: Invented, sighting: Sighting, name: Bib, there: set[tuple[Bib, PlaceId, Direction]]) -> bool:
    """Whether it is nobody's bib, that of someone who left the race days ago, or of someone who was there too."""
    runner = race.truth.runners.get(name)
    if runner is None or sighting.stage not in runner.stages:
        return True
    return (name, sighting.place, sighting.way) in there and not runner.stages[sighting.stage].out


def give(race: Invented, stage: StageNo, lost: Lost, luck: Luck) -> None:
    """The rulings that give a time to those whose finish nothing saw."""
    for bib in sorted(lost.given, key=int):
        truth = race.truth.runners[bib].stages[stage]
        about = (truth.ruled or 0) + truth.credit + luck.randrange(-9_000, 9_000)
        planned = race.plan.by_number[stage]
        told: Instant = later(planned.start, Elapsed(max(30 * HOUR, (planned.limit or ZERO) + 3 * HOUR)))
        minutes = format_elapsed(Elapsed(about // SECOND * SECOND))
        race.decide(Decision(stage + 1, f"G{stage}-{bib}", told, "give", stage, bib, minutes, "",
                             "no mat read; time from the finish photograph"))  # fmt: skip
