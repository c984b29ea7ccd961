"""What crews said of their checkpoints and the race director has yet to look at."""

from collections.abc import Iterable, Iterator
from typing import Final

from stagerace.core.clock import MINUTE, Elapsed, Instant, later
from stagerace.core.errors import Problem
from stagerace.core.names import PlaceId, RecordId, WaveId, say_record, start_of
from stagerace.core.plan import Stage
from stagerace.core.records import GunFired, HoldCalled, WithdrawalReported
from stagerace.core.zone import say_clock
from stagerace.rules.as_of import moves_of, own_start
from stagerace.rules.facts import Ruling
from stagerace.rules.race import Race
from stagerace.rules.reports import withdrawal_id

LATE: Final = Elapsed(MINUTE)
"""A gun further than this from every planned start is told."""


def reports(race: Race) -> Iterator[Problem]:
    """What crews said of their checkpoints that has no effect, or needs a decision."""
    for record, said in race.facts.reports.items():
        match said:
            case WithdrawalReported():
                yield from _withdrawal(race, record, said)
            case GunFired():
                yield from _gun(race, record, said)
    yield from _holds(race)


def _withdrawal(race: Race, record: RecordId, said: WithdrawalReported) -> Iterator[Problem]:
    if withdrawal_id(record) in race.facts.rulings:
        return
    why = "there is no such place" if said.place not in race.plan.stage_at else f"{said.bib!r} is not one runner's bib"
    what = f"the withdrawal of {said.bib!r} reported at {said.place} takes nobody out: {why}"
    yield Problem(f"{what} (record {say_record(record)})", "Ask the checkpoint who it is and rule `withdraw`")


def _gun(race: Race, record: RecordId, said: GunFired) -> Iterator[Problem]:
    stage = race.plan.stage_at.get(said.place)
    if stage is None or said.place != start_of(stage.n):
        return
    starts = _starts(race, stage, said.wave)
    if min(abs(said.fired_at - start) for start in starts) <= LATE:
        return
    planned = ", ".join(say_clock(start, race.plan.zone) for start in sorted(starts))
    what = f"the gun at {said.place} was at {say_clock(said.fired_at, race.plan.zone)}, the start stands at {planned}"
    yield Problem(f"{what} (record {say_record(record)})", "Rule `move_start`, or void the gun")


def _starts(race: Race, stage: Stage, wave: WaveId) -> set[Instant]:
    """When the runners of a wave start as it stands, moved as ruled; those of any wave where none is named."""
    moves, entries = moves_of(race.facts), race.facts.entries
    worn = {bib: stage.wave_of(bib, entry.wave) for bib, entry in entries.items()}
    bibs = [bib for bib, mine in worn.items() if not wave or (mine and mine.id == wave)]
    return {own_start(stage, bib, race.facts, moves) for bib in bibs} or {stage.start}


def _holds(race: Race) -> Iterator[Problem]:
    latest: dict[tuple[PlaceId, str], tuple[RecordId, HoldCalled]] = {}
    for record, said in race.facts.reports.items():
        if isinstance(said, HoldCalled):
            latest[said.place, said.hold] = (record, said)
    for record, called in latest.values():
        if not any(covers(ruling, called) for ruling in race.facts.rulings.values()):
            since = say_clock(called.held_from, race.plan.zone)
            what = f"{called.place} holds its runners since {since}, and no hold is signed: nobody is credited anything"
            yield Problem(f"{what} (record {say_record(record)})", "Sign a ruling `hold`, or have it voided there")


def covers(ruling: Ruling, called: HoldCalled) -> bool:
    """Whether a signed hold, in force or taken back since, is about some of the time that a called one was."""
    text = ruling.text
    if text.ruling != "hold" or text.place != called.place:
        return False
    ends: Iterable[tuple[Instant, Instant | None]] = (
        (text.announced, called.released_at),
        (called.held_from, later(text.announced, text.time) if text.time is not None else None),
    )
    return all(end is None or start <= end for start, end in ends)
