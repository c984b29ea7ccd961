"""What does not fit together in a plan, although each part of it can be read."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, islice, pairwise
from typing import Final

from stagerace.core.bibset import BibSet, parse_bibs
from stagerace.core.names import FINISH, START, Bib, StageNo, finish_of, start_of
from stagerace.core.plan import Checkpoint, Plan, Stage, Wave
from stagerace.core.zone import Zone, say_clock
from stagerace.feeds.toml_lines import Path
from stagerace.feeds.toml_table import Document, Table

LONGEST: Final = timedelta(days=90)
"""The longest a race may last from its start date to its last stage."""

_MOST: Final = 20_000
"""How many bibs of a range are compared with other waves."""


def check_stages(plan: Plan, root: Table, start_date: date | None) -> None:
    """Name everything that does not fit together; what could not be read was named before and is passed over."""
    document = root.document
    _check_starts(plan, document, start_date)
    _check_places_once(plan, document)
    for index, stage in enumerate(plan.stages):
        at: Path = ("stage", index)
        _check_checkpoints(stage, document, at, plan.zone)
        _check_waves(stage, document, at)
        _check_loop(plan, stage, document, at)


def _check_starts(plan: Plan, document: Document, start_date: date | None) -> None:
    told = [(index, stage) for index, stage in enumerate(plan.stages) if stage.start]
    for (_, before), (index, stage) in pairwise(told):
        if stage.start <= before.start:
            what = f"stage {stage.n} starts at {say_clock(stage.start, plan.zone)}, not after stage {before.n}"
            document.problem(("stage", index, "start"), what, "Stages start one after another; correct a start")
    for index, stage in told:
        if start_date is None:
            return
        day = plan.zone.local(stage.start).date()
        if not start_date <= day <= start_date + LONGEST:
            what = f"stage {stage.n} starts on {day}, while start_date is {start_date}"
            document.problem(("stage", index, "start"), what, "Correct one of the two")


def _check_places_once(plan: Plan, document: Document) -> None:
    used: dict[str, StageNo] = {}
    for index, stage in enumerate(plan.stages):
        for number, place in enumerate(stage.checkpoints):
            at = ("stage", index, "checkpoint", number, "id")
            if (key := place.id.casefold()) in used:
                other = used[key]
                where = "twice on this stage" if other == stage.n else f"on stage {other} already"
                document.problem(
                    at, f"the place {place.id!r} is {where}", f"Give it another id, like {stage.n}{place.id}"
                )
            elif key and key.endswith((START.casefold(), FINISH.casefold())) and key in _implicit(plan):
                document.problem(at, f"the place {place.id!r} is there without being written", "Give it another id")
            elif key:
                used[key] = stage.n


def _implicit(plan: Plan) -> set[str]:
    return {name(stage.n).casefold() for stage in plan.stages for name in (start_of, finish_of)}


def _check_checkpoints(stage: Stage, document: Document, at: Path, zone: Zone) -> None:
    last = 0
    for number, place in enumerate(stage.checkpoints):
        here: Path = (*at, "checkpoint", number)
        if place.metres and place.metres <= last:
            what = f"{place.id} is at {_km(place.metres)}, not after the checkpoint before it at {_km(last)}"
            document.problem((*here, "km"), what, "List the checkpoints in order, each with its km from the start")
        if place.metres >= stage.metres > 1:
            what = f"{place.id} is at {_km(place.metres)}, but the stage has {_km(stage.metres)}"
            document.problem((*here, "km"), what, "Checkpoints lie before the finish, which needs no entry")
        last = max(last, place.metres)
        _check_cutoffs(stage, place, document, here, zone)


def _check_cutoffs(stage: Stage, place: Checkpoint, document: Document, here: Path, zone: Zone) -> None:
    first = min([stage.start, *(wave.start for wave in stage.waves)])
    for key, instant in (("close", place.close), ("leave_by", place.leave_by)):
        if instant is not None and first and instant <= first:
            what = f"{place.id}: {key} is {say_clock(instant, zone)}, before the start at {say_clock(first, zone)}"
            document.problem((*here, key), what, "Correct the day or the time")
    if place.close is not None and place.leave_by is not None and place.leave_by < place.close:
        what = f"{place.id}: leave_by is before close"
        document.problem((*here, "leave_by"), what, "Arrive by close, leave by leave_by: swap them or correct one")
    if place.leave_by is not None and "out" not in place.record:
        what = f"{place.id}: leave_by needs departures to be recorded"
        document.problem((*here, "leave_by"), what, 'Write record = ["in", "out"]')


def _check_waves(stage: Stage, document: Document, at: Path) -> None:
    seen: dict[str, int] = {}
    for number, wave in enumerate(stage.waves):
        if wave.id and seen.setdefault(wave.id.casefold(), number) != number:
            what = f"the wave {wave.id!r} is there twice on stage {stage.n}"
            document.problem((*at, "wave", number, "id"), what, "Give each wave its own id")
    for number, (wave, other) in _overlaps(stage.waves):
        what = f"waves {other.id} and {wave.id} of stage {stage.n} share bibs"
        document.problem((*at, "wave", number, "bibs"), what, "Each bib starts in one wave; correct one of the two")


def _overlaps(waves: Sequence[Wave]) -> Iterator[tuple[int, tuple[Wave, Wave]]]:
    groups = [parse_bibs(wave.bibs) for wave in waves]
    for number, group in enumerate(groups):
        for earlier in range(number):
            if _share(groups[earlier], group):
                yield number, (waves[number], waves[earlier])
                break


def _share(one: BibSet, other: BibSet) -> bool:
    if one.everyone and other.everyone:
        return True
    return any(name in one and name in other for name in chain(_members(one), _members(other)))


def _members(group: BibSet) -> Iterator[Bib]:
    yield from group.bibs
    for head, low, high in group.ranges:
        yield from islice((Bib(f"{head}{number}") for number in range(low, high + 1)), _MOST)


def _check_loop(plan: Plan, stage: Stage, document: Document, at: Path) -> None:
    if stage.loop is None:
        return
    if plan.scoring != "distance":
        what = f"stage {stage.n} is a time-boxed loop, but the race is not scored by distance"
        document.problem((*at, "loop"), what, 'Add scoring = "distance" under [race]')
    for number, place in enumerate(stage.checkpoints):
        if place.metres >= stage.loop.metres > 1:
            what = f"{place.id} is at {_km(place.metres)}, but a lap has {_km(stage.loop.metres)}"
            document.problem((*at, "checkpoint", number, "km"), what, "Give its km from the start of the lap")


def _km(metres: int) -> str:
    return f"{metres / 1_000:g} km"
