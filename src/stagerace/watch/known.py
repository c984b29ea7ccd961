"""What the watch goes by at an instant, each part worked out once."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from operator import itemgetter
from typing import Final, TypeVar

from msgspec import structs

from stagerace.core.clock import HOUR, Elapsed, Instant
from stagerace.core.course import STEP
from stagerace.core.names import Bib, PlaceId, RecordId
from stagerace.core.plan import Point, Stage
from stagerace.core.records import AlertAnswered, Report, Swept
from stagerace.core.zone import say_clock
from stagerace.forecast.outlook import Awaited, RunnerForecast, StageForecast
from stagerace.rules.field import Field, field_of
from stagerace.rules.limits import DesertLimits
from stagerace.rules.race import Race
from stagerace.watch.clocks import Clocks, WrongClock, clocks_of
from stagerace.watch.holds import Holds, held_out, holds_of
from stagerace.watch.numbers import WatchNumbers
from stagerace.watch.sights import Sight, Sights
from stagerace.watch.untold import untold_outs
from stagerace.watch.whereabouts import Ledger

T = TypeVar("T")
SILENT: Final = "silent_station"
"""What the alert that a station is silent is called."""


@dataclass(frozen=True, eq=False)
class Known:
    """A stage at an instant: its ledger, its sights, its holds, and when whom was to be expected where."""

    race: Race
    stage: Stage
    now: Instant
    ledger: Ledger
    forecast: StageForecast | None
    """Of this stage, made at this instant or before; None where there is none."""
    numbers: WatchNumbers

    @cached_property
    def clocks(self) -> Clocks:
        """The places whose clock is off, and where everybody was seen when their times are left out."""
        return clocks_of(self.race, self.stage, self.field, self.now, self.numbers.silent_from)

    @property
    def wrong_clocks(self) -> dict[PlaceId, WrongClock]:
        """The places whose clock is off: who was read there, was there, nobody knows when."""
        return self.clocks.wrong

    @cached_property
    def sights(self) -> dict[Bib, Sights]:
        """Where everybody was surely seen when, and who is in a checkpoint because it said that it has them."""
        found = dict(self.clocks.sights)
        if self.holds:
            found = {bib: held_out(sights, self.holds, self.numbers.stay) for bib, sights in found.items()}
        for row in self.ledger.of("in_checkpoint"):
            sights, since, index = found.get(row.bib), row.since, self.stage.entrances.get(row.a, -1)
            is_wrong = row.a in self.wrong_clocks and row.bib in self.wrong_clocks[row.a].read
            if sights and since is not None and index > sights.last.index and not is_wrong:
                found[row.bib] = structs.replace(sights, sure=(*sights.sure, Sight(index, since)))
        return found

    def known_to(self, sights: Sights) -> int:
        """The position of the furthest point that somebody surely passed, though nobody may know when."""
        if not self.wrong_clocks:
            return sights.last.index
        unsure = (each.points[-1] for each in self.wrong_clocks.values() if sights.bib in each.read)
        return max(sights.last.index, max(unsure, default=0))

    @cached_property
    def nexts(self) -> dict[tuple[int, int, tuple[PlaceId, ...]], int]:
        """What `next_told` found, by where somebody was last, where the stage ends for them, and what is silent."""
        return {}

    @cached_property
    def holds(self) -> Holds:
        """When each place held its runners."""
        return holds_of(self.race, self.stage, self.now)

    @cached_property
    def untold(self) -> frozenset[int]:
        """The departures that their checkpoints do not take, by position along the stage."""
        return untold_outs(self.stage, self.sights, self.numbers.silent_from)

    @cached_property
    def field(self) -> Field:
        """The field as those see it who look for what does not fit."""
        return field_of(self.race, self.stage)

    @cached_property
    def forecasts(self) -> dict[Bib, RunnerForecast]:
        """The forecast of each runner."""
        return self.forecast.by_bib if self.forecast else {}

    @cached_property
    def awaited(self) -> dict[Bib, dict[Point, Awaited]]:
        """When everybody was to be expected where, as forecast."""
        return self.forecast.awaited_at if self.forecast else {}

    def expected(self, sights: Sights, index: int) -> Awaited | None:
        """When a runner was to be expected at a point, as forecast; None where nothing is.

        A forecast that still awaits them where they were seen last is older than that: what it says of the way between
        counts from when they were seen.
        """
        awaited, points = self.awaited.get(sights.bib, {}), self.stage.points
        found, before = awaited.get(points[index]), awaited.get(points[sights.last.index])
        if found is None or before is None or before is found:
            return found
        more = sights.last.at + max(found.p50 - before.p50, 1) - found.p50
        p05, p50, p95 = (Instant(each + more) for each in (found.p05, found.p50, found.p95))
        return structs.replace(found, p05=p05, p50=p50, p95=p95)

    def reports(self, kind: type[T]) -> Iterator[tuple[RecordId, T]]:
        """What was said of one kind by now and nobody took back, in the order of records."""
        by_kind = self._reports
        return iter(by_kind.get(kind, ()))  # type: ignore[arg-type]

    @cached_property
    def _reports(self) -> dict[type, list[tuple[RecordId, Report]]]:
        found: dict[type, list[tuple[RecordId, Report]]] = {}
        for record, body in self.race.facts.reports.items():
            found.setdefault(type(body), []).append((record, body))
        for those in found.values():
            those.sort(key=itemgetter(0))
        return found

    @cached_property
    def said_to_work(self) -> dict[PlaceId, Instant]:
        """When somebody last said of a place that its station works, by dismissing that it is silent."""
        found: dict[PlaceId, Instant] = {}
        for _, body in self.reports(AlertAnswered):
            what, stage, place, *_ = (*body.alert.split(), "", "", "")
            is_said = what == SILENT and body.answer == "dismissed" and body.reason.strip()
            if is_said and stage == str(self.stage.n) and body.answered_at <= self.now:
                found[PlaceId(place)] = max(body.answered_at, found.get(PlaceId(place), body.answered_at))
        return found

    @cached_property
    def swept(self) -> tuple[tuple[Instant, int], ...]:
        """When the sweeper came to which places of the stage, by the position where each begins."""
        return tuple(
            (body.swept_at, self.entrance(body.place))
            for _, body in self.reports(Swept)
            if body.place in self.stage.by_place and body.swept_at <= self.now
        )

    @cached_property
    def is_overnight(self) -> bool:
        """Whether the stage goes through the night."""
        return DesertLimits(self.stage, self.race.plan.zone).overnight

    @cached_property
    def _climbed(self) -> tuple[int, ...]:
        """Climb by every point of the course [dm]."""
        course = self.stage.course
        if course is None or not course.altitudes:
            return ()
        return (0, *accumulate(max(0, b - a) for a, b in pairwise(course.altitudes)))

    def climb(self, since: int, to: int) -> int:
        """How much is climbed between two distances [m]; 0 where no altitudes are known."""
        return (self._climb_by(to) - self._climb_by(since)) // 10

    def _climb_by(self, metres: int) -> int:
        if not self._climbed or not self.stage.course:
            return 0
        whole = self.stage.loop.metres if self.stage.loop else self.stage.metres
        laps, part = divmod(metres, whole) if self.stage.loop else (0, metres)
        along = part * self.stage.course.metres // max(whole, 1)
        return laps * self._climbed[-1] + self._climbed[min(-(-along // STEP), len(self._climbed) - 1)]

    def slowly(self, since: int, to: int) -> Elapsed:
        """How long somebody slow takes between two distances."""
        effort = max(0, to - since) + self.numbers.climb * self.climb(since, to)
        return Elapsed(effort * HOUR // self.numbers.slow)

    def metres(self, index: int) -> int:
        """How far along the stage a point is."""
        return self.stage.point_metres[index]

    def entrance(self, place: PlaceId) -> int:
        """The position of the first point of a place; of one where nothing is taken, the next point beyond it."""
        if place in self.stage.entrances:
            return self.stage.entrances[place]
        return bisect_right(self.stage.point_metres, self.stage.by_place[place].metres - 1)

    def clock(self, at: Instant) -> str:
        """An instant to the minute as one says it at the race; with the date unless it is today's."""
        zone = self.race.plan.zone
        return say_clock(Instant(at - at % 60_000), zone, zone.local(self.now).date())

    def say_place(self, place: PlaceId) -> str:
        """A place with how far along it is: `2CP3 (31.0 km)`."""
        known = self.stage.by_place.get(place)
        if known is None:
            return str(place) or "the course"
        metres = min(known.metres, self.stage.loop.metres) if self.stage.loop else known.metres
        return f"{place} ({metres / 1000:.1f} km)"

    def say_point(self, index: int) -> str:
        """A point as the end of "seen ...": `at 2CP3 (31.0 km)`, `leaving 2CP3 (31.0 km)`."""
        place, way = self.stage.points[index]
        return f"{'leaving' if way == 'out' else 'at'} {self.say_place(place)}"
