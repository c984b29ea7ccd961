"""The timekeepers' desk: the conflicts as they stand, each settled once, and decisions taken back."""

import threading
from collections.abc import Sequence
from functools import partial
from typing import Final

from msgspec import Struct, structs

from stagerace.core.clock import MINUTE, SECOND, Instant
from stagerace.core.errors import StageraceError
from stagerace.core.names import Bib, RecordId, read_record, say_record
from stagerace.core.names import bib as read_bib
from stagerace.core.records import BibRead, Body, Confirmed, Record, SetAside, Voided
from stagerace.core.zone import say_clock
from stagerace.log import Log
from stagerace.node.camp import Camp
from stagerace.node.conflicts_told import ConflictTold, Count, counts, told
from stagerace.node.decisions import DecisionTold, decider, decisions
from stagerace.node.known_people import KnownPeople
from stagerace.rules.conflicts import ANY_BIB, Answer, Conflict, conflicts, records_in, signed
from stagerace.rules.race import Race

PATIENCE: Final = 5
"""How often a decision is tried again because another came in between."""
_REMEMBERED: Final = 1_000
_LOOKED_AT: Final = 5_000
"""How many of the latest records are looked through for who decided what."""


class Overtaken(StageraceError):
    """A conflict that is not there any more, or not as it was looked at."""


class CannotSettle(StageraceError):
    """An answer that the conflict does not have, or a bib that nobody wears."""


class Settle(Struct, frozen=True):
    """An answer to a conflict as a person gives it; or, without a conflict, the records of a decision to take back."""

    conflict: str = ""
    answer: str = ""
    reason: str = ""
    bib: str = ""
    undo: tuple[str, ...] = ()


class Settled(Struct, frozen=True):
    """The records that were written; `again` where this very answer had written them before."""

    records: tuple[str, ...]
    again: bool = False


class ConflictsTold(Struct, frozen=True):
    """The desk as it stands at a log position: every conflict, how many of each kind, the latest decisions."""

    position: int
    conflicts: tuple[ConflictTold, ...]
    counts: tuple[Count, ...]
    empty_since: str
    """Since when there is none, by the clock of the race; empty while there is one."""
    decisions: tuple[DecisionTold, ...]


class TimesDesk:
    """The desk of one camp node; safe to ask from several threads."""

    def __init__(self, camp: Camp) -> None:
        self._camp = camp
        self._people = KnownPeople(camp.folder)
        self._lock = threading.Lock()
        self._found: tuple[Race | None, int, list[Conflict]] = (None, 0, [])
        self._empty: Instant | None = None
        self._done: dict[tuple[str, Settle], Settled] = {}

    def told(self, *, named: bool) -> ConflictsTold:
        """The desk as it stands; with names where they may be told.

        Raises NotARace when no plan was adopted, LogRefused.
        """
        with self._lock:
            now, view = self._camp.clock(), self._camp.present.view()
            race, position = self._camp.present.race()
            found = self._conflicts(race, now)
            names = self._people.names(race.facts) if named else {}
            last = Instant(view.records[-1].stamp.wall) if view.records else now
            self._empty = None if found else self._empty or min(now, last)
            return ConflictsTold(
                position,
                told(race, found, now, names),
                counts(found),
                _say(race, self._empty, now) if self._empty is not None else "",
                decisions(race, view.records, self._camp.node, now),
            )

    def settle(self, said: Settle, by: str) -> Settled:
        """Write the records of an answer, once however often it is sent; or take back those of a decision.

        Raises Overtaken where the conflict changed meanwhile, CannotSettle for what cannot be answered so, NotARace,
        LogRefused.
        """
        with self._lock:
            if said.undo:
                return self._undone(said, by)
            if (done := self._done.get((by, said))) is not None and self._stands(done):
                return structs.replace(done, again=True)
            self._done[by, said] = settled = self._settled(said, by)
            while len(self._done) > _REMEMBERED:
                self._done.pop(next(iter(self._done)))
            return settled

    def _conflicts(self, race: Race, now: Instant) -> list[Conflict]:
        """The conflicts of a race; found anew when it changed, and every minute, for silence grows by itself."""
        if self._found[:2] != (race, now // MINUTE):
            self._found = (race, now // MINUTE, conflicts(race, now))
        return self._found[2]

    def _settled(self, said: Settle, by: str) -> Settled:
        for _ in range(PATIENCE):
            now = self._camp.clock()
            race, position = self._camp.present.race()
            conflict = next((each for each in self._conflicts(race, now) if each.name == said.conflict), None)
            if conflict is None:
                raise Overtaken(self._why_gone(race, said.conflict, now))
            answer = _answer(conflict, said)
            bodies = signed(answer, by, said.reason.strip(), _bib(race, answer, said.bib), now)
            written = self._camp.writer.do(partial(_write, conflict=conflict, position=position, bodies=bodies))
            if (records := written.result()) is not None:
                return Settled(tuple(say_record(record.id) for record in records))
        raise Overtaken("others decide on the same at this moment; look at the list again")

    def _stands(self, done: Settled) -> bool:
        """Whether nobody took back what an answer wrote."""
        facts = self._camp.present.view().facts
        return not any(facts.is_voided(read_record(name)) for name in done.records)

    def _undone(self, said: Settle, by: str) -> Settled:
        """Take a decision back: each of its records that was not taken back yet."""
        view = self._camp.present.view()
        known = {say_record(record.id): record for record in view.records[-_LOOKED_AT:]}
        found = [known.get(name) for name in said.undo]
        if any(record is None or decider(record) is None for record in found):
            raise CannotSettle("this is no decision of the desk, or an old one; `stagerace void` takes any record back")
        targets = [record.id for record in found if record and not view.facts.is_voided(record.id)]
        why = said.reason.strip() or "undone"
        bodies = [Voided(target, by, why) for target in targets]
        records = self._camp.writer.append(bodies).result() if bodies else []
        return Settled(tuple(say_record(record.id) for record in records), again=not bodies)

    def _why_gone(self, race: Race, name: str, now: Instant) -> str:
        """Who settled a conflict that is not there any more, as far as that can be seen."""
        records = self._camp.present.view().records[-_LOOKED_AT:]
        about = set(records_in(name))
        last = next((record for record in reversed(records) if _settles(record.body, name, about)), None)
        if last is None:
            return "this conflict has changed or gone; look at the list again"
        who, why = decider(last) or "somebody", getattr(last.body, "reason", "")
        when = _say(race, Instant(last.stamp.wall), now)
        return f"{who} settled this at {when}{f' ({why})' if why else ''}; look at the list again"


def _write(log: Log, now: Instant, conflict: Conflict, position: int, bodies: Sequence[Body]) -> list[Record] | None:
    """Write an answer down, unless since a log position somebody answered the same."""
    about = set(conflict.records)
    if any(_settles(record.body, conflict.name, about) for record in log.read(position)):
        return None
    return log.append(bodies, now)


def _settles(body: Body, name: str, about: set[RecordId]) -> bool:
    """Whether a record answers a conflict, or one of the records that it is about."""
    match body:
        case SetAside(conflict=conflict):
            return conflict == name
        case Confirmed(target=target) | Voided(target=target) | BibRead(target=target):
            return target in about
        case _:
            return False


def _answer(conflict: Conflict, said: Settle) -> Answer:
    found = next((answer for answer in conflict.answers if answer.key == said.answer), None)
    if found is None:
        keys = ", ".join(answer.key for answer in conflict.answers)
        raise CannotSettle(f"{said.answer[:10]!r} is no answer to this; press one of {keys}")
    return found


def _bib(race: Race, answer: Answer, text: str) -> Bib:
    """The bib that was typed, where the answer asks for one."""
    if not answer.asks_bib:
        return ANY_BIB
    try:
        bib = read_bib(text)
    except ValueError as error:
        raise CannotSettle(str(error).replace(": ", "; ", 1)) from None
    if bib not in race.index:
        raise CannotSettle(f"nobody wears {bib}; type the bib of a runner who is entered")
    return bib


def _say(race: Race, at: Instant, now: Instant) -> str:
    zone = race.plan.zone
    return say_clock(Instant(at // SECOND * SECOND), zone, zone.local(now).date())
