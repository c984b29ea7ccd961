"""A season as people and programs read it: every title with everyone's state, firsts, and proposed matches."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct

from stagerace.core.clock import Elapsed
from stagerace.rules.season.firsts import First, firsts, total_time
from stagerace.rules.season.matching import Proposal
from stagerace.rules.season.outing import Came, Outing, Phase, RunnerId, Slot, SlotId
from stagerace.rules.season.season import Career, Season, Title, careers
from stagerace.rules.season.titles import KINDS, STATES, State, Verdict


class Ran(Struct, frozen=True):
    """One race that counts for a runner's title [ms]."""

    race: str
    slot: SlotId | None
    rank: int | None
    status: Came
    elapsed_ms: Elapsed | None


class Row(Struct, frozen=True):
    """How a title stands for one runner."""

    runner: RunnerId
    gender: str
    country: str
    state: State
    needs: tuple[SlotId, ...]
    needs_of_these: int
    needs_roving: int
    races: tuple[Ran, ...]
    sum: int | None
    """The sum of ranks so far, where ranks are summed."""
    elapsed_ms: Elapsed | None
    """The sum of the races that rank by time."""
    place: int | None
    champion: bool
    decided: date | None
    """The start of the race that completed it, or put it out of reach."""
    decided_at: str
    """That race, by id."""
    why: str
    name: str | msgspec.UnsetType = msgspec.UNSET
    """Only where a file of results names the runner."""


class TitleTable(Struct, frozen=True):
    """A title with everyone's state: completed first, then still in, then out."""

    id: str
    name: str
    kind: str
    within: str
    slots: tuple[SlotId, ...]
    needed: int
    extra: int
    note: str
    """Why it is not given, or what a sum of times leaves out."""
    rows: tuple[Row, ...]


class TitleFirst(Struct, frozen=True):
    """A first or record of a title."""

    title: str
    first: First


class RaceLine(Struct, frozen=True):
    """A race of the season, and how many finished it of how many."""

    id: str
    name: str
    slot: SlotId | None
    start: date
    phase: Phase
    scoring: Literal["time", "distance"]
    entered: int
    finished: int


class SeasonTable(Struct, frozen=True):
    """Everything a season amounts to."""

    season: str
    name: str
    year: int
    slots: tuple[Slot, ...]
    races: tuple[RaceLine, ...]
    titles: tuple[TitleTable, ...]
    firsts: tuple[TitleFirst, ...]
    proposals: tuple[Proposal, ...]


def season_table(
    season: Season,
    outings: Sequence[Outing],
    proposed: Sequence[Proposal] = (),
    published: Mapping[RunnerId, str] | None = None,
) -> SeasonTable:
    """What a season amounts to; `published` are the names that may be told, those of published results."""
    theirs = careers(outings)
    judged = {title.id: KINDS[title.kind].verdicts(title, season, theirs) for title in season.titles}
    return SeasonTable(
        season=season.id,
        name=season.name,
        year=season.year,
        slots=season.slots,
        races=_races(season, outings),
        titles=tuple(_title(title, season, judged[title.id], theirs, published or {}) for title in season.titles),
        firsts=_firsts(season, judged, theirs),
        proposals=tuple(proposed),
    )


def _firsts(
    season: Season, judged: Mapping[str, Mapping[RunnerId, Verdict]], theirs: Mapping[RunnerId, Career]
) -> tuple[TitleFirst, ...]:
    with_firsts = [title for title in season.titles if KINDS[title.kind].has_firsts]
    return tuple(TitleFirst(t.id, found) for t in with_firsts for found in firsts(t, season, judged[t.id], theirs))


def _races(season: Season, outings: Sequence[Outing]) -> tuple[RaceLine, ...]:
    def line(race_id: str) -> tuple[int, int]:
        there = [outing for outing in outings if outing.race.id == race_id]
        return len(there), sum(outing.finished for outing in there)

    ordered = sorted(season.races, key=lambda race: (race.start, race.id))
    return tuple(RaceLine(r.id, r.name, r.slot, r.start, r.phase, r.scoring, *line(r.id)) for r in ordered)


def _title(
    title: Title,
    season: Season,
    verdicts: Mapping[RunnerId, Verdict],
    theirs: Mapping[RunnerId, Career],
    published: Mapping[RunnerId, str],
) -> TitleTable:
    unseen = {runner: Career(runner, ()) for runner in verdicts if runner not in theirs}
    rows = [_row(verdict, {**theirs, **unseen}[runner], published) for runner, verdict in verdicts.items()]
    kind = KINDS[title.kind]
    note = kind.withheld(title, season) or (_left_out(verdicts) if kind.has_firsts else "")
    slots = tuple(title.slots)
    ordered = tuple(sorted(rows, key=_order))
    return TitleTable(title.id, title.name, title.kind, title.within, slots, title.needed, title.extra, note, ordered)


def _left_out(verdicts: Mapping[RunnerId, Verdict]) -> str:
    """Which races no sum of times holds, because they rank by distance."""
    counted = [outing for verdict in verdicts.values() if verdict.state == "completed" for outing in verdict.counted]
    by_distance = sorted({outing.race.name for outing in counted if outing.race.scoring == "distance"})
    return f"times leave out {', '.join(by_distance)}: ranked by distance" if by_distance else ""


def _row(verdict: Verdict, career: Career, published: Mapping[RunnerId, str]) -> Row:
    return Row(
        runner=career.runner,
        gender=career.latest("gender"),
        country=career.latest("country"),
        state=verdict.state,
        needs=verdict.needs,
        needs_of_these=verdict.needs_of_these,
        needs_roving=verdict.needs_roving,
        races=tuple(Ran(o.race.id, o.race.slot, o.rank, o.came, o.elapsed) for o in verdict.counted),
        sum=verdict.total,
        elapsed_ms=total_time(verdict.counted),
        place=verdict.place,
        champion=verdict.winner,
        decided=verdict.day,
        decided_at=verdict.race,
        why=verdict.why,
        name=published.get(career.runner, msgspec.UNSET),
    )


def _order(row: Row) -> tuple[object, ...]:
    """Completed by sum, day and time; the others by how much they have, then by sum; then by runner."""
    many, best = -len(row.races), row.sum if row.sum is not None else 0
    day = row.decided.toordinal() if row.decided else 0
    within = (best, day, row.elapsed_ms or 2**62) if row.state == "completed" else (many, best, -day)
    return (STATES.index(row.state), *within, row.runner)
