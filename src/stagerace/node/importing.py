"""Taking a file into a race: everything in it or nothing, and nothing twice."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import WaveId, is_read
from stagerace.core.plan import Plan
from stagerace.core.records import Body, Passing, PlanAdopted, StageTime
from stagerace.feeds import entries, passings, rulings, stage_times
from stagerace.feeds.context import Context
from stagerace.feeds.entries import EntryRow
from stagerace.feeds.sheet import Sheet
from stagerace.node.entering import Roll, match
from stagerace.node.folder import RaceFolder
from stagerace.rules.facts import Facts

T = TypeVar("T")


@dataclass
class Imported:
    """What came of an import: how many records were added, were known, were left out, and what was assumed."""

    kind: str
    added: int = 0
    known: int = 0
    skipped: tuple[Problem, ...] = ()
    notes: list[str] = field(default_factory=list)
    adopted: bool = False
    """Whether the plan was taken into the log first."""


@dataclass(frozen=True)
class Order:
    """What is asked of an import: the file, its kind, the day of bare clock times, whether bad rows may be left out."""

    file: Path
    kind: str
    day: date | None = None
    skip_bad: bool = False


ENTRIES: Final = "entries"
_READERS: Final[dict[str, Callable[[bytes, str, Context], Sheet[Any]]]] = {
    "passings": passings.read,
    "stage-times": stage_times.read,
    "rulings": rulings.read,
}
KINDS: Final = (ENTRIES, *_READERS)
"""What can be imported."""


def import_file(folder: RaceFolder, order: Order, now: Instant) -> Imported:
    """Take a file into the race's log.

    Raises BadInput naming every bad row, and then nothing of the file is kept; NotARace, LogRefused.
    """
    data = _bytes(order.file)
    facts = folder.view().facts if folder.has_log else Facts()
    plan = facts.plan or folder.draft()
    context = _context(plan, facts, order.day)
    result = Imported(order.kind, adopted=facts.plan is None)
    first: list[Body] = [] if facts.plan else [PlanAdopted(plan)]
    if order.kind == ENTRIES:
        people = _taken(entries.read(data, order.file.name, context), order, result)
        _enter(folder, people, facts, first, result, now)
    else:
        bodies = _taken(_READERS[order.kind](data, order.file.name, context), order, result)
        _append(folder, [*first, *_fresh(bodies, facts, result)], result, now)
    return result


def _taken(sheet: Sheet[T], order: Order, result: Imported) -> tuple[T, ...]:
    """The good rows of a sheet; raises BadInput where there are bad ones that may not be left out."""
    if sheet.problems and not order.skip_bad:
        raise BadInput(*sheet.problems)
    result.skipped = sheet.problems
    result.notes += sheet.notes
    return sheet.bodies


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise BadInput(Problem("there is no such file", "Check the name", str(file))) from None
    except IsADirectoryError:
        raise BadInput(Problem("this is a folder", "Name the file in it", str(file))) from None
    except PermissionError:
        raise BadInput(Problem("this file may not be read", "Change its permissions", str(file))) from None


def _context(plan: Plan, facts: Facts, day: date | None) -> Context:
    waves = {bib: WaveId(entry.wave) for bib, entry in facts.entries.items() if entry.wave}
    return Context(plan, day, frozenset(facts.entries), waves, frozenset(facts.rulings))


def _enter(
    folder: RaceFolder, rows: Sequence[EntryRow], facts: Facts, first: list[Body], result: Imported, now: Instant
) -> None:
    """Seal the people in the vault, then append the entries; a failed append takes the new people out again."""
    with folder.vault(write=True) as vault:
        roll: Roll = match(rows, facts, vault.people())
        result.known = roll.known
        result.notes += roll.notes
        fresh = [subject for subject in roll.people if subject not in vault.subjects()]
        vault.seal_all(roll.people)
        try:
            _append(folder, [*first, *roll.entries], result, now)
        except BaseException:
            vault.forget(*fresh)
            raise


def _append(folder: RaceFolder, bodies: list[Body], result: Imported, now: Instant) -> None:
    if bodies:
        with folder.write(now) as log:
            log.append(bodies, now)
    result.added = sum(not isinstance(body, PlanAdopted) for body in bodies)


def _fresh(bodies: Sequence[Body], facts: Facts, result: Imported) -> list[Body]:
    """Those that the log does not hold yet, each once."""
    held = _held(facts)
    fresh: dict[Hashable, Body] = {}
    for body in bodies:
        if body in held or body in fresh:
            result.known += 1
        else:
            fresh[body] = body
    _note_strangers(bodies, facts, result)
    return list(fresh.values())


def _held(facts: Facts) -> set[Hashable]:
    passings: set[Hashable] = set(facts.passings.values())
    sheets = {row.time for rows in facts.sheets.values() for stage in rows.values() for row in stage}
    rulings = {version.text for ruling in facts.rulings.values() for version in (ruling, *ruling.earlier)}
    return passings | sheets | rulings


def _note_strangers(bodies: Sequence[Body], facts: Facts, result: Imported) -> None:
    """Say once which bibs nobody wears; they are facts seen and stay."""
    if not facts.entries:
        return
    bibs = {body.bib for body in bodies if isinstance(body, Passing | StageTime)}
    unknown = sorted(bib for bib in bibs if bib not in facts.entries)
    if unknown:
        shown = ", ".join(unknown[:8]) + (" and more" if len(unknown) > 8 else "")
        unread = sum(not is_read(bib) for bib in unknown)
        result.notes.append(f"not entered: {shown}" + (f" ({unread} not fully read)" if unread else ""))
