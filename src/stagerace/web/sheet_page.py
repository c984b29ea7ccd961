"""What stands on a paper log sheet: the head, the rows to fill in, and the field to tick off."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.zone import Zone, say_clock
from stagerace.node.checkpoint.telling import PostTold, RunnerTold

ROWS: Final = 25
"""How many lines a block of a page has; two blocks stand side by side."""
LISTED: Final = 34
"""How many runners a block of the list has."""
MOST_PAGES: Final = 20
NAMED: Final = 3 * 67
"""How many runners a page has in the order of names."""
_SPARE: Final = 1
_OUT: Final = {
    "withdrawn": "withdrew",
    "over_cutoff": "missed cut-off",
    "stopped": "stopped",
    "disqualified": "disqualified",
    "unranked": "unranked",
}


class ListedRunner(Struct, frozen=True):
    """A runner on the list: bib, name where it may be told, wave, and why they may not come."""

    bib: str
    name: str
    wave: str
    note: str


class PaperSheet(Struct, frozen=True):
    """The log sheets of one place."""

    place: str
    stage: int
    stage_name: str
    km: float
    date: str
    clock: str
    """The race's clock as people name it: `UTC+02:00`."""
    starts: str
    closes: str
    ways: tuple[str, ...]
    pages: tuple[tuple[range, range], ...]
    """The numbers of the lines of each page, block by block."""
    lists: tuple[tuple[tuple[ListedRunner, ...], tuple[ListedRunner, ...]], ...]
    """The runners of each page of the list, block by block, in the order of bibs."""
    by_name: tuple[tuple[ListedRunner, ...], ...]
    """Everybody in the order of names, for a radio that says only those; empty where names are not told."""


def sheet_of(pack: PostTold, zone: Zone, pages: int | None = None) -> PaperSheet:
    """The sheets of a checkpoint pack's place: as many pages as the field needs and one more, unless told."""
    here = next(place for place in pack.places if place.place == pack.place)
    day = zone.local(pack.start).date()
    runners = [_listed(runner) for runner in pack.runners]
    count = -(-len(runners) // (2 * ROWS)) + _SPARE if pages is None else pages
    return PaperSheet(
        pack.place,
        pack.stage,
        pack.stage_name,
        here.km,
        f"{day:%A} {day.day} {day:%B %Y}",
        _offset(pack.utc_offset),
        ", ".join(f"{wave.wave} {_minute(wave.start, zone, day)}".strip() for wave in pack.waves),
        _minute(here.closes, zone, day) if here.closes is not None else "",
        tuple(way for way, takes in (("in", here.takes_in), ("out", here.takes_out)) if takes),
        tuple(_numbers(page) for page in range(count)),
        tuple(_blocks(runners[first : first + 2 * LISTED]) for first in range(0, len(runners), 2 * LISTED)),
        _by_name(runners),
    )


def _numbers(page: int) -> tuple[range, range]:
    first = 2 * ROWS * page + 1
    return range(first, first + ROWS), range(first + ROWS, first + 2 * ROWS)


def _blocks(runners: Sequence[ListedRunner]) -> tuple[tuple[ListedRunner, ...], tuple[ListedRunner, ...]]:
    return tuple(runners[:LISTED]), tuple(runners[LISTED:])


def _by_name(runners: Sequence[ListedRunner]) -> tuple[tuple[ListedRunner, ...], ...]:
    named = sorted(
        (runner for runner in runners if runner.name), key=lambda runner: (_surname(runner.name), runner.bib)
    )
    return tuple(tuple(named[first : first + NAMED]) for first in range(0, len(named), NAMED))


def _surname(name: str) -> str:
    return name.casefold().rpartition(" ")[2]


def _listed(runner: RunnerTold) -> ListedRunner:
    why = _OUT.get(runner.out, "")
    note = f"{why} {runner.out_place or ''}".strip() if why else ""
    if runner.end is not None:
        note = f"{note}; ends at {runner.end}".strip("; ")
    return ListedRunner(runner.bib, runner.name, runner.wave, note)


def _offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def _minute(instant: Instant, zone: Zone, day: date) -> str:
    return say_clock(Instant(instant - instant % MINUTE), zone, day)
