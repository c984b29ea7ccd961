"""Whose a passing may be: the runners it fits, best first by who was expected there."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from stagerace.core.clock import HOUR, Elapsed, Instant
from stagerace.core.names import Bib, RecordId
from stagerace.core.zone import say_clock
from stagerace.rules.field import Field
from stagerace.rules.limits import FASTEST
from stagerace.rules.race import Race

MOST: Final = 4


class Proposal(Struct, frozen=True):
    """A runner whose passing it may be, and why."""

    bib: Bib
    why: str
    is_free: bool
    """Whether nothing of theirs is known at that point yet."""
    apart: Elapsed
    """How far from when they were expected."""


def proposals(
    race: Race, field: Field, index: int, at: Instant, among: Iterable[Bib], without: frozenset[RecordId] = frozenset()
) -> list[Proposal]:
    """The runners that a passing at a point may be of, best first; those who cannot have been there are left out."""
    found = [made for bib in among if (made := _proposal(race, field, bib, index, at, without))]
    return sorted(found, key=lambda made: (not made.is_free, made.apart))[:MOST]


def _proposal(
    race: Race, field: Field, bib: Bib, index: int, at: Instant, without: frozenset[RecordId]
) -> Proposal | None:
    if bib in _gone(race, field) or not _can(field, bib, index, at, without):
        return None
    seen = field.was_at(bib, index, without)
    expected = field.expected(bib, index, without)
    day = race.plan.zone.local(at).date()
    if seen is not None:
        why = f"but seen here at {say_clock(seen, race.plan.zone, day)}"
    else:
        minute = Instant(expected // 60_000 * 60_000)
        why = f"expected here about {say_clock(minute, race.plan.zone, day)}, not seen here"
    return Proposal(bib, why, seen is None, Elapsed(abs(at - expected)))


def _can(field: Field, bib: Bib, index: int, at: Instant, without: frozenset[RecordId]) -> bool:
    """Whether a runner can have been at a point at an instant, with what else is known of them."""
    before, after = field.beside(bib, index, without)
    since, done = (before.at, field.metres(before.index)) if before else (field.start(bib), 0)
    if (at - since) * FASTEST < (field.metres(index) - done) * HOUR:
        return False
    return after is None or (after.at - at) * FASTEST >= (field.metres(after.index) - field.metres(index)) * HOUR


def _gone(race: Race, field: Field) -> frozenset[Bib]:
    """Those who were out before the stage began."""

    def work_out() -> frozenset[Bib]:
        end = race.position(field.stage.n)
        return frozenset(
            bib
            for bib, results in race.results.items()
            if any(result and result.out and result.out != "unranked" for result in results[:end])
        )

    return race.remember(field.stage.n, "gone before", work_out)
