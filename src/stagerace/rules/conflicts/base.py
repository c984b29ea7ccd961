"""What a conflict is: something that does not fit together, with the answers that solve it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from typing import ClassVar, Final, TypeVar

from msgspec import Struct, structs

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId, RecordId, StageNo, read_record, say_record, start_of
from stagerace.core.records import BibRead, Body, Confirmed, Passing, SetAside, Voided
from stagerace.core.zone import say_clock
from stagerace.rules.oddities import Oddity, oddities
from stagerace.rules.race import Race
from stagerace.rules.undecided import Undecided, What, asked_by_crews

T = TypeVar("T")

ANY_BIB: Final = Bib("")
"""Stands in an answer for the bib that the person types."""
_FEW: Final = 6


class Answer(Struct, frozen=True):
    """One way to solve a conflict: the key, what it says, and the records it writes, still without who and when."""

    key: str
    label: str
    reason: str
    """Why, where the person does not say it otherwise."""
    writes: tuple[Body, ...]

    @property
    def asks_bib(self) -> bool:
        """Whether the person must type a bib with it."""
        return any(isinstance(body, BibRead) and body.bib == ANY_BIB for body in self.writes)


class Conflict(Struct, frozen=True):
    """Something that does not fit together: what, of whom, where, since when, and what one can say to it."""

    name: str
    """What it is and the records it rests on; when those change it is another conflict."""
    kind: str
    what: str
    since: Instant
    records: tuple[RecordId, ...]
    """The records that the answers are about."""
    answers: tuple[Answer, ...]
    bib: Bib = Bib("")
    place: PlaceId = PlaceId("")
    stage: StageNo | None = None
    decide: RecordId | None = None
    """What the race director is asked to decide on."""


class Scene:
    """A race while its conflicts are looked for, at an instant: what several kinds need is worked out once."""

    def __init__(self, race: Race, now: Instant) -> None:
        self.race = race
        self.now = now

    @cached_property
    def oddities(self) -> list[Oddity]:
        """The readings that do not fit and that nobody vouched for."""
        return oddities(self.race)

    def reports(self, kind: type[T]) -> list[tuple[RecordId, T]]:
        """What crews said of one kind, as far as nobody took it back."""
        return [(record, body) for record, body in self.race.facts.reports.items() if isinstance(body, kind)]

    @cached_property
    def asked(self) -> dict[What, list[Undecided]]:
        """What crews said that asks for a decision of the race director, by what it is."""
        found: dict[What, list[Undecided]] = {}
        for each in asked_by_crews(self.race):
            found.setdefault(each.what, []).append(each)
        return found

    def clock(self, at: Instant) -> str:
        """An instant as one says it at the race; with the date unless it is today's."""
        return say_clock(at, self.race.plan.zone, self.race.plan.zone.local(self.now).date())

    def source(self, record: RecordId) -> str:
        """What saw a passing, in words."""
        passing = self.race.facts.passings[record]
        return passing.source or f"record {say_record(record)}"


class ConflictKind(ABC):
    """A kind of conflict: how it is called, and how it is found."""

    name: ClassVar[str]
    heading: ClassVar[str]
    """What people call it, in the list."""

    @abstractmethod
    def find(self, scene: Scene) -> Iterator[Conflict]:
        """Every conflict of this kind, whether or not somebody set it aside."""


class AskedOfDirector(ConflictKind):
    """A kind of conflict that only the race director can decide; here it is seen, and let be with a reason."""

    what: ClassVar[What]
    let: ClassVar[str]
    """What the answer says that lets it be."""
    because: ClassVar[str]
    """Why, where the person does not say."""

    def find(self, scene: Scene) -> Iterator[Conflict]:
        """One conflict for each thing that was said; set aside at either desk, it is so at both."""
        for each in scene.asked.get(self.what, ()):
            yield self.conflict(each, records_in(each.name)[0])

    def conflict(self, asked: Undecided, record: RecordId) -> Conflict:
        """What was said as a conflict."""
        answer = aside(asked.name, self.let, self.because)
        what = f"{asked.told}{f': {asked.reason}' if asked.reason else ''}."
        return Conflict(
            asked.name, self.name, what, asked.since, (record,), (answer,),
            place=asked.place or (start_of(asked.stage) if asked.stage is not None else PlaceId("")),
            stage=asked.stage, decide=record,
        )  # fmt: skip


def name_of(kind: str, records: Iterable[RecordId], more: str = "") -> str:
    """The name of a conflict: its kind, the records it rests on, and what else it rests on.

    >>> name_of("sources", [("b", 2), ("a", 9)])
    'sources a:9 b:2'
    """
    said = [say_record(record) for record in sorted(set(records))]
    if len(said) > _FEW:
        digest = blake2b(" ".join(said).encode(), digest_size=8).hexdigest()
        said = [*said[: _FEW - 1], f"and {len(said) - _FEW + 1} more {digest}"]
    return " ".join(filter(None, (kind, *said, more)))


def records_in(name: str) -> list[RecordId]:
    """The records that a conflict's name says it rests on, as far as it lists them.

    >>> records_in("sources a:9 b:2")
    [('a', 9), ('b', 2)]
    """
    found: list[RecordId] = []
    for word in name.split():
        with suppress(ValueError):
            found.append(read_record(word))
    return found


def aside(name: str, label: str = "Leave it as it is", reason: str = "looked at, left as it is") -> Answer:
    """The answer that lets a conflict be until what it rests on changes."""
    return Answer("s", label, reason, (SetAside(name, Instant(0)),))


def another(records: Iterable[RecordId], label: str = "It is somebody else: type the bib", key: str = "b") -> Answer:
    """The answer that passings are of a runner whose bib the person types."""
    return Answer(key, label, "the bib was misread", tuple(BibRead(record, ANY_BIB) for record in records))


def void(records: Iterable[RecordId], label: str, reason: str, key: str = "v") -> Answer:
    """The answer that passings do not count."""
    return Answer(key, label, reason, tuple(Voided(record, "") for record in records))


def signed(answer: Answer, by: str, reason: str, bib: Bib, now: Instant) -> list[Body]:
    """The records of an answer as a person gives it: with who, why, whose, and when."""
    why = reason or answer.reason
    return [_signed(body, by, why, bib, now) for body in answer.writes]


def _signed(body: Body, by: str, why: str, bib: Bib, now: Instant) -> Body:
    match body:
        case BibRead():
            return structs.replace(body, by=by, reason=why, bib=body.bib or bib)
        case Confirmed() | Voided():
            return structs.replace(body, by=by, reason=why)
        case SetAside():
            return structs.replace(body, by=by, reason=why, set_at=now)
        case Passing():
            return structs.replace(body, confirmed_by=by)
        case _:
            raise TypeError(f"no answer writes {body!r}")
