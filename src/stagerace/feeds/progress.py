"""How far each runner of a sheet has come, and so on which day the next bare clock time lies."""

from datetime import date, datetime, time
from typing import Final

from stagerace.core.clock import HOUR, Elapsed, Instant, later
from stagerace.core.names import Bib, Metres, PlaceId, StageNo
from stagerace.core.plan import Stage
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.context import Context
from stagerace.feeds.day import BEFORE_PRIOR, BEFORE_START, Dated, date_clock
from stagerace.feeds.times import settle

PACE: Final = Metres(6_000)
"""The pace at which a runner is expected at the next place [m/h]: that of the middle of a desert field."""
AROUND_FIRST: Final = Elapsed(12 * HOUR)
"""How long before its first row a sheet's other rows of that stage may lie [ms]."""

DAYS_BEFORE: Final = 2
"""How many days before the stage's own the day given may lie."""
DAYS_AFTER: Final = 4
"""How many days after the stage's own the day given may lie."""


class Progress:
    """The rows of a sheet so far, which say where the next one is expected."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._seen: dict[tuple[Bib, StageNo], list[tuple[Metres, Instant]]] = {}
        self._first: tuple[StageNo, Instant] | None = None

    def add(self, bib: Bib, place: PlaceId, at: Instant) -> None:
        """Take in a row whose instant is known."""
        stage = self._context.plan.stage_at[place]
        self._seen.setdefault((bib, stage.n), []).append((_metres(stage, place), at))

    def date(self, bib: Bib, place: PlaceId, clock: time, day: date) -> Dated:
        """The day of a row's clock time; the sheet's first one lies on `day`.

        Raises Unreadable when the clocks skipped that reading.
        """
        zone, stage = self._context.plan.zone, self._context.plan.stage_at[place]
        if self._first is None:
            dated = self._on_day(datetime.combine(day, clock), bib, place)
            self._first = (stage.n, dated.instant)
            return dated
        expected, earliest = self._expected(stage, bib, place)
        if self._first[0] == stage.n:
            earliest = max(earliest, later(self._first[1], Elapsed(-AROUND_FIRST)))
        return date_clock(clock, zone, expected, earliest, Elapsed(0))

    def _on_day(self, wall: datetime, bib: Bib, place: PlaceId) -> Dated:
        zone, stage = self._context.plan.zone, self._context.plan.stage_at[place]
        planned = zone.local(stage.start).date()
        if not -DAYS_BEFORE <= (wall.date() - planned).days <= DAYS_AFTER:
            what = f"the day given with --date is {wall.date()}, but stage {stage.n} starts on {planned}"
            raise Unreadable(what, "Give the day of the first line")
        settle(wall, zone)
        found, expected = zone.instants(wall), self._expected(stage, bib, place)[0]
        return Dated(min(found, key=lambda at: abs(at - expected)), wall, len(found) > 1)

    def _expected(self, stage: Stage, bib: Bib, place: PlaceId) -> tuple[Instant, Instant]:
        metres = _metres(stage, place)
        before = [(far, at) for far, at in self._seen.get((bib, stage.n), ()) if far <= metres or stage.loop]
        if before:
            far, at = before[-1]
            leg = ((metres - far) % stage.loop.metres or stage.loop.metres) if stage.loop else metres - far
            return later(at, _walk(leg)), later(at, Elapsed(-BEFORE_PRIOR))
        wave = stage.wave_of(bib, self._context.waves.get(bib, ""))
        start = wave.start if wave else stage.start
        slack = BEFORE_PRIOR if metres else BEFORE_START
        return later(start, _walk(metres)), later(start, Elapsed(-slack))


def _metres(stage: Stage, place: PlaceId) -> Metres:
    """How far a place is from the start; on a loop, of the first lap."""
    metres = stage.by_place[place].metres
    return min(metres, stage.loop.metres) if stage.loop else metres


def _walk(metres: int) -> Elapsed:
    return Elapsed(metres * HOUR // PACE)
