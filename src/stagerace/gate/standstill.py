"""Since when nothing new about some runners leaves, and what is not new to those outside."""

from bisect import bisect_left
from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, RecordId, StageNo
from stagerace.core.records import (
    BibRead,
    ClockAnchor,
    Confirmed,
    Entered,
    Passing,
    Record,
    Ruled,
    StageTime,
    Voided,
    WithdrawalReported,
)
from stagerace.gate.case import Case
from stagerace.gate.items import Item, Place
from stagerace.rules.facts import Facts


class Standstill(Struct, frozen=True):
    """Nothing newer than an instant leaves about these runners, nor what was written about them after this record."""

    since: Instant
    id: RecordId
    """The record that says so."""
    order: Place
    bibs: frozenset[Bib]
    stage: StageNo | None = None
    """Only what belongs to that stage, or to none."""
    of_race: bool = False
    """Whether it is also about what is decided and declared for everybody."""

    def concerns(self, bib: Bib | None) -> bool:
        """Whether it is about a runner, or for None about the race."""
        return self.of_race if bib is None else bib in self.bibs

    def holds(self, item: Item) -> bool:
        """Whether it keeps an item back that did not leave before."""
        return self.concerns(item.bib) and item.happened > self.since and _same(self.stage, item.stage)


class Published(Struct, frozen=True):
    """What a publisher remembers: where each record stands in its log, and up to where it has published."""

    positions: Mapping[RecordId, int] = {}
    published: tuple[int, ...] = ()
    """The log position of each publication, in order."""

    at: tuple[Instant, ...] = ()
    """When each was; empty where nobody knows."""

    def last_before(self, standstill: RecordId) -> int | None:
        """The last publication before a standstill was heard of, counted from 0; None where there is none."""
        if standstill not in self.positions:
            return None
        return bisect_left(self.published, self.positions[standstill]) - 1 if self._began(standstill) else None

    def knew(self, publication: int, record: RecordId | None) -> bool:
        """Whether a record was known at a publication."""
        return (
            record is not None
            and self.positions.get(record, self.published[publication] + 1) <= self.published[publication]
        )

    def instant(self, publication: int, unknown: Instant) -> Instant:
        """When a publication was; `unknown` where nobody knows."""
        return self.at[publication] if len(self.at) == len(self.published) else unknown

    def _began(self, standstill: RecordId) -> bool:
        return bool(self.published) and self.published[0] < self.positions[standstill]


NEVER_PUBLISHED: Final = Published()

_EDITS: Final = (Entered, StageTime, Ruled, Confirmed, Voided, ClockAnchor, BibRead, WithdrawalReported)
"""What replaces something earlier, answers it or moves it; these are put in order by when they were written."""


def is_edit_after(record: Record, still: Standstill, case: Case) -> bool:
    """Whether a record is an edit that was written, or a decision that was announced, after a standstill."""
    return (
        isinstance(record.body, _EDITS)
        and (case.order(record) > still.order or _is_announced_after(record, still.since))
        and _same(still.stage, _stage_of(record, case.facts))
    )


def _is_announced_after(record: Record, since: Instant) -> bool:
    match record.body:
        case Ruled(announced=moment) | WithdrawalReported(reported_at=moment):
            return moment > since
        case _:
            return False


def _same(mine: StageNo | None, theirs: StageNo | None) -> bool:
    return mine is None or theirs is None or mine == theirs


def _stage_of(record: Record, facts: Facts) -> StageNo | None:
    match record.body:
        case StageTime(stage=stage) | Ruled(stage=stage):
            return stage
        case Confirmed(target=target) | Voided(target=target) | BibRead(target=target):
            passing = facts.passings.get(target)
            return _stage_at(passing, facts) if passing else None
        case _:
            return None


def _stage_at(passing: Passing, facts: Facts) -> StageNo | None:
    stage = facts.plan.stage_at.get(passing.place) if facts.plan else None
    return stage.n if stage else None
