"""Where a runner is, as those outside may know it, and when the next word is to be expected."""

from typing import Final, Literal

from msgspec import Struct

from stagerace.core.clock import MINUTE, Elapsed, Instant
from stagerace.core.names import Bib, Metres, StageNo, finish_of
from stagerace.core.plan import Stage
from stagerace.forecast.outlook import Arrival
from stagerace.node.site.common import place_name
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.spread import SpreadRow

STEP: Final = 5 * MINUTE
"""What is expected is told to this."""

Where = Literal["before", "started", "on_course", "at_place", "in_camp", "done", "out"]
"""Before the race; started and not yet seen; between places; at one; back in camp; through the race; out of it."""


class Whereabouts(Struct, frozen=True):
    """Where a runner is, by their last word [m]."""

    where: Where
    stage: StageNo
    place: str = ""
    """The place of the last word, or the one they left the race at."""
    metres: Metres = Metres(0)
    at: Instant | None = None
    """When the last word was."""
    next_place: str = ""
    next_metres: Metres = Metres(0)
    """How far into the stage the next place is."""
    next_start: Instant | None = None
    """When they start next, where they are in camp or before the race."""
    status: str = ""
    """Why they are out."""


class NextWord(Struct, frozen=True):
    """When somebody is expected at the next place: nine times in ten between two instants."""

    place: str
    metres: Metres
    earliest: Instant
    """To five minutes, rounded outwards like the latest: nothing is known better, and pages stay as they are."""
    latest: Instant
    closes: Instant | None
    """The cut-off there."""
    spare: Elapsed | None
    """How long before the cut-off they are expected, to five minutes; negative where after it."""


def whereabouts(seen: RaceSeen, bib: Bib) -> Whereabouts:
    """Where a runner is by what passed the gate."""
    race = seen.race
    stage = race.plan.by_number[race.latest]
    row = seen.spread_rows[stage.n].get(bib)
    if not race.begun or row is None:
        first = race.plan.stages[0]
        return Whereabouts("before", first.n, next_start=_own_start(first, bib, seen))
    line = seen.overall.get(bib)
    if line is not None and line.status in ("withdrawn", "over_cutoff", "stopped", "disqualified"):
        return _out(seen, bib, line.status)
    if row.status in ("ranked", "unranked"):
        return _through(seen, bib, stage, row)
    if row.status == "not_started":
        return Whereabouts("out" if line and line.status == "not_started" else "before", stage.n, status="not_started")
    return _on_course(seen, stage, row)


def next_word(seen: RaceSeen, bib: Bib) -> NextWord | None:
    """The next arrival that is expected of a runner; None where nothing is."""
    coming = [each for each in ahead(seen, bib) if each.way == "in"]
    return _word(seen, coming[0]) if coming else None


def finish_word(seen: RaceSeen, bib: Bib) -> NextWord | None:
    """The end of the stage as it is expected of a runner; None where nothing is, or it comes next anyway."""
    coming = [each for each in ahead(seen, bib) if each.way == "in"]
    is_told = len(coming) > 1 and coming[-1].place == finish_of(seen.race.latest)
    return _word(seen, coming[-1]) if is_told else None


def ahead(seen: RaceSeen, bib: Bib) -> list[Arrival]:
    """The arrivals that are forecast of a runner beyond where they were seen since the forecast was made."""
    runner, row = seen.expected.get(bib), seen.spread_rows[seen.race.latest].get(bib)
    if runner is None or seen.forecast is None or row is None or seen.forecast.stage != seen.race.latest:
        return []
    columns = seen.spreads[seen.race.latest].columns
    metres = columns[row.furthest].metres if row.furthest >= 0 else -1
    return [each for each in runner.arrivals if round(each.km * 1000) > metres]


def _word(seen: RaceSeen, arrival: Arrival) -> NextWord:
    stage = seen.plan.by_number[seen.race.latest]
    spare = None if arrival.by is None else Elapsed((arrival.by - arrival.p50) // STEP * STEP)
    return NextWord(
        f"lap {arrival.lap}" if arrival.lap else place_name(stage, arrival.place), Metres(round(arrival.km * 1000)),
        Instant(arrival.p05 // STEP * STEP), Instant(-(-arrival.p95 // STEP) * STEP), arrival.by, spare,
    )  # fmt: skip


def _through(seen: RaceSeen, bib: Bib, stage: Stage, row: SpreadRow) -> Whereabouts:
    position = seen.race.position(stage.n)
    if position + 1 == len(seen.plan.stages):
        return Whereabouts("done", stage.n, "FINISH", stage.metres, row.last)
    after = seen.plan.stages[position + 1]
    return Whereabouts("in_camp", stage.n, "FINISH", stage.metres, row.last, next_start=_own_start(after, bib, seen))


def _on_course(seen: RaceSeen, stage: Stage, row: SpreadRow) -> Whereabouts:
    columns = seen.spreads[stage.n].columns
    if row.furthest < 0:
        first = stage.places[1]
        return Whereabouts("started", stage.n, "START", Metres(0), None, place_name(stage, first.id), first.metres)
    column = columns[row.furthest]
    if stage.loop is not None:
        ahead_metres = Metres(stage.loop.metres * (column.lap + 1))
        return Whereabouts(
            "on_course", stage.n, f"lap {column.lap}", column.metres, row.last, f"lap {column.lap + 1}", ahead_metres
        )
    place = stage.by_place[column.place]
    later = stage.places[stage.place_order[place.id] + 1 :]
    is_there = column.way == "in" and "out" in place.record
    return Whereabouts(
        "at_place" if is_there else "on_course", stage.n, place_name(stage, place.id), place.metres, row.last,
        place_name(stage, later[0].id) if later else "", later[0].metres if later else place.metres,
    )  # fmt: skip


def _out(seen: RaceSeen, bib: Bib, status: str) -> Whereabouts:
    results = [result for result in seen.race.results.get(bib, ()) if result is not None and result.out]
    last = results[0] if results else None
    if last is None:
        return Whereabouts("out", seen.race.latest, status=status)
    stage = seen.plan.by_number[last.stage]
    row = seen.spread_rows[stage.n].get(bib)
    at = row.last if row else None
    place = place_name(stage, last.out_place) if last.out_place in stage.by_place and last.out_place else ""
    return Whereabouts("out", stage.n, place, last.metres, at, status=status)


def _own_start(stage: Stage, bib: Bib, seen: RaceSeen) -> Instant:
    entry = seen.race.facts.entries.get(bib)
    wave = stage.wave_of(bib, entry.wave if entry else "") if stage.waves else None
    return wave.start if wave else stage.start
