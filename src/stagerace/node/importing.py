"""Taking a file into a race: everything in it or nothing, and nothing twice."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import Subject, WaveId
from stagerace.core.plan import Plan
from stagerace.core.records import Body, PlanAdopted, Ruled
from stagerace.feeds import consents, entries, passings, rulings, stage_times
from stagerace.feeds.context import Context
from stagerace.feeds.entries import EntryRow
from stagerace.feeds.sheet import Sheet
from stagerace.log import Person
from stagerace.node.consenting import agree
from stagerace.node.drafting import Draft, draft
from stagerace.node.entering import match
from stagerace.node.folder import RaceFolder, View
from stagerace.rules.facts import Facts, fold

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
CONSENTS: Final = "consents"
KINDS: Final = (ENTRIES, *_READERS, CONSENTS)
"""What can be imported."""


def import_file(folder: RaceFolder, order: Order, now: Instant) -> Imported:
    """Take a file into the race's log.

    Raises BadInput naming every bad row, and then nothing of the file is kept; NotARace, LogRefused.
    """
    data = _bytes(order.file)
    view = folder.view() if folder.has_log else None
    facts = view.facts if view else Facts()
    drafted = Draft(facts.plan) if facts.plan else draft(folder)
    plan = drafted.plan
    context = _context(plan, facts, order.day)
    result = Imported(order.kind, adopted=facts.plan is None, notes=list(drafted.notes))
    result.notes += (f"left out: {problem}" for problem in drafted.problems)
    into = _Target(folder, view, plan, now)
    if order.kind == CONSENTS:
        agreed = _taken(consents.read(data, order.file.name, context), order, result)
        result.added = agree(folder, agreed, now)
        result.known = sum(len(row.said) for row in agreed) - result.added
        return result
    if order.kind == ENTRIES:
        rows = _taken(entries.read(data, order.file.name, context), order, result)
        batch = _enter(into, rows)
    else:
        bodies = _taken(_READERS[order.kind](data, order.file.name, context), order, result)
        batch = into.append(lambda facts: _fresh(bodies, facts))
    result.added, result.known = len(batch.bodies), batch.known
    result.notes += batch.notes
    return result


@dataclass
class _Batch:
    """What of a file is new to a log: the bodies to append, how many were known, and what was noticed."""

    bodies: list[Body]
    known: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Target:
    """The log a file goes into, as it was when the file was read."""

    folder: RaceFolder
    view: View | None
    plan: Plan
    now: Instant

    def append(self, choose: Callable[[Facts], _Batch], first: Callable[[], None] = lambda: None) -> _Batch:
        """Append what `choose` finds to be new; it is asked again when another process wrote meanwhile.

        `first` is called just before the append, when it is certain what goes in.
        """
        batch = choose(self.view.facts if self.view else Facts())
        if self.view and self.view.facts.plan and not batch.bodies:
            first()
            return batch
        with self.folder.write(self.now) as log:
            is_same = self.view is not None and log.position == self.view.position
            facts = self.view.facts if self.view and is_same else fold(log.read(), log.meta.root)
            if self.view is None or facts is not self.view.facts:
                batch = choose(facts)
            first()
            log.append(batch.bodies if facts.plan else [PlanAdopted(self.plan), *batch.bodies], self.now)
        return batch


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
    gone = frozenset(bib for bib, entry in facts.entries.items() if entry.subject in facts.forgotten)
    return Context(plan, day, frozenset(facts.entries), gone, waves, frozenset(facts.rulings))


def _enter(into: _Target, rows: Sequence[EntryRow]) -> _Batch:
    """Seal the people in the vault, then append the entries; a failed append takes the new people out again."""
    with into.folder.vault(write=True) as vault:
        known = vault.subjects()
        people: dict[Subject, Person] = {}

        def choose(facts: Facts) -> _Batch:
            roll = match(rows, facts, vault.people())
            people.clear()
            people.update(roll.people)
            return _Batch(list(roll.entries), roll.known, roll.notes)

        try:
            return into.append(choose, lambda: vault.seal_all(people))
        except BaseException:
            vault.forget(*(vault.subjects() - known))
            raise


def _fresh(bodies: Sequence[Body], facts: Facts) -> _Batch:
    """Those that the log does not hold yet, each once."""
    held = _held(facts)
    fresh = list(dict.fromkeys(body for body in bodies if body not in held))
    return _Batch(fresh, len(bodies) - len(fresh), list(_replaced(fresh, facts)))


def _replaced(bodies: Iterable[Body], facts: Facts) -> Iterator[str]:
    """What is said of decisions that take the place of an earlier one of the same id."""
    for body in bodies:
        if isinstance(body, Ruled) and (old := facts.rulings.get(body.id)):
            told = f"{old.text.ruling}, bibs {old.text.bibs or 'all'}, {old.text.reason or 'no reason given'}"
            yield f"ruling {body.id} replaces the one announced before under that id ({told})"


def _held(facts: Facts) -> set[Hashable]:
    passings: set[Hashable] = set(facts.passings.values())
    sheets = {row.time for rows in facts.sheets.values() for stage in rows.values() for row in stage}
    rulings = {version.text for ruling in facts.rulings.values() for version in (ruling, *ruling.earlier)}
    return passings | sheets | rulings
