"""The spread table of a stage: every runner at every point, and what each point has told so far."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.names import Bib, Direction, PlaceId, StageNo
from stagerace.core.plan import Stage
from stagerace.rules.classes import Scope, classify
from stagerace.rules.race import Race
from stagerace.rules.spread_cells import NOTHING, Spot, SpreadCell, Track, track_of
from stagerace.rules.spread_columns import Field, Order, SpreadColumn, columns_of, order_at
from stagerace.rules.stage_result import StageResult
from stagerace.rules.standing import State


class SpreadRow(Struct, frozen=True):
    """A runner on the stage [ms]."""

    bib: Bib
    country: str
    status: State
    place: int | None
    """Place on the stage; of those on course, as they run now."""
    overall: int | None
    """Place after the stage."""
    time_ms: Elapsed | None
    """The time of the stage with its penalties; of those on course, their time at the furthest point."""
    furthest: int
    """The column of the furthest point where they were seen; -1 where there is none."""
    last: Instant | None
    """The latest instant they were seen."""
    cells: tuple[SpreadCell, ...]
    order: tuple[int, ...]
    """In each cell, as how-manieth they came there; 0 where they were not seen."""


class LastWord(Struct, frozen=True):
    """The newest passing of a stage."""

    place: PlaceId
    way: Direction
    bib: Bib
    at: Instant


class SpreadTable(Struct, frozen=True):
    """The spread table of a stage, its rows in the order of places, then of bibs."""

    race: str
    stage: StageNo
    start: Instant
    columns: tuple[SpreadColumn, ...]
    rows: tuple[SpreadRow, ...]
    last: LastWord | None
    silent: tuple[PlaceId, ...]
    """The places of which every point is silent, or whose arrivals are."""


class Spread:
    """Makes the spread tables of a race as it grows: a runner's cells anew only where their results changed."""

    def __init__(self) -> None:
        self._tracks: dict[StageNo, dict[Bib, tuple[Sequence[StageResult | None], Track]]] = {}

    def table(self, race: Race, number: StageNo) -> SpreadTable:
        """The spread table of a stage.

        Raises KeyError where the race has no such stage.
        """
        stage = race.plan.by_number[number]
        tracks = self._all_tracks(race, stage)
        spots = _spots(stage, tracks)
        orders = {spot: order_at(tracks, spot) for spot in spots}
        rows = _rows(race, number, tracks, spots, orders)
        columns = columns_of(stage, orders, _field(race, number, tracks, rows))
        return SpreadTable(
            race.plan.race, number, stage.start, columns, rows, _last(orders, tracks), _silent_places(columns)
        )

    def _all_tracks(self, race: Race, stage: Stage) -> dict[Bib, Track]:
        kept = self._tracks.get(stage.n, {})
        fresh: dict[Bib, tuple[Sequence[StageResult | None], Track]] = {}
        for bib, results in race.results.items():
            known = kept.get(bib)
            # A race that grew keeps the very same results of everybody the new record is not about.
            if known is None or known[0] is not results:
                known = (results, track_of(race.evidence(bib, stage).draft))
            fresh[bib] = known
        self._tracks[stage.n] = fresh
        return {bib: track for bib, (_, track) in fresh.items()}


def spread_table(race: Race, number: StageNo) -> SpreadTable:
    """The spread table of a stage.

    Raises KeyError where the race has no such stage.
    """
    return Spread().table(race, number)


def _spots(stage: Stage, tracks: Mapping[Bib, Track]) -> list[Spot]:
    """The columns in order; the start only where somebody was seen there."""
    if stage.loop is not None:
        return sorted({spot for track in tracks.values() for spot in track.cells}, key=lambda spot: spot[2])
    spots: list[Spot] = [(place, way, 0) for place, way in stage.points]
    has_start = any(spots[0] in track.cells and track.cells[spots[0]].verdict for track in tracks.values())
    return spots if has_start else spots[1:]


def _rows(
    race: Race, number: StageNo, tracks: Mapping[Bib, Track], spots: Sequence[Spot], orders: Mapping[Spot, Order]
) -> tuple[SpreadRow, ...]:
    overall = {line.who: line.rank for line in classify(race, "overall", Scope(after=number))}
    entries = race.facts.entries
    rows = []
    for line in classify(race, "overall", Scope(stage=number)):
        bib = Bib(line.who)
        track, entry = tracks[bib], entries.get(bib)
        cells = tuple(track.cells.get(spot, NOTHING) for spot in spots)
        seen = [(cell.at, index) for index, cell in enumerate(cells) if cell.at is not None]
        rows.append(
            SpreadRow(
                bib,
                entry.country if entry else "",
                line.status,
                line.rank,
                overall[line.who],
                line.elapsed,
                seen[-1][1] if seen else -1,
                max(seen)[0] if seen else None,
                cells,
                tuple(orders[spot].get(bib, 0) for spot in spots),
            )
        )
    return tuple(rows)


def _field(race: Race, number: StageNo, tracks: Mapping[Bib, Track], rows: Sequence[SpreadRow]) -> Field:
    """Everyone on the stage; before it begins, everyone who is still in the race is yet to come."""
    yet = "active" if number in race.begun else "not_started"
    on_course = [tracks[row.bib] for row in rows if row.status == "active"]
    return Field(tracks, on_course, [tracks[row.bib] for row in rows if row.status == yet])


def _last(orders: Mapping[Spot, Order], tracks: Mapping[Bib, Track]) -> LastWord | None:
    """The newest passing; of several at the same instant, the furthest."""
    words = [
        LastWord(spot[0], spot[1], bib, at)
        for spot, order in orders.items()
        if order and (at := tracks[bib := next(reversed(order))].cells[spot].at) is not None
    ]
    return max(reversed(words), key=lambda word: word.at, default=None)


def _silent_places(columns: Sequence[SpreadColumn]) -> tuple[PlaceId, ...]:
    """A place is silent when its arrivals are, or where it takes none its departures."""
    first = {column.place: column for column in reversed(columns)}
    return tuple(column.place for column in reversed(first.values()) if column.silent)
