"""The times of a decision as a person types them: clocks at the race, each given its day."""

from typing import Final

from stagerace.core.clock import HOUR, Elapsed, Instant, elapsed, later
from stagerace.core.names import StageNo, WaveId
from stagerace.core.plan import Stage
from stagerace.feeds.times import parse_length
from stagerace.node.form_reading import Reading
from stagerace.rules.ruled_starts import ruled_start

_DAY: Final = Elapsed(24 * HOUR)
"""How long a stage without a limit is taken to last [ms]."""


def times_of(reading: Reading, number: StageNo | None, old: str) -> tuple[Instant, Elapsed | None]:
    """When the decision counts as announced, and the length of time that belongs to it."""
    now = reading.filled.now
    stage = reading.race.plan.by_number.get(number) if number is not None else None
    expected = _within(stage, now)
    match reading.form.kind:
        case "hold":
            since = reading.clock("from", stage, expected)
            until = reading.clock("until", stage, since, since) if since is not None else None
            return _hold(reading, since, until)
        case "close":
            at = reading.clock("at", stage, expected)
            announced = min(now, at) if at is not None else now
            return announced, elapsed(announced, at) if at is not None else None
        case "move_start":
            return now, _moved(reading, stage, old)
        case "withdraw" | "stop":
            at = reading.clock("at", stage, min(expected, now))
            return (at if at is not None else now), None
        case _:
            return now, reading.read("minutes", parse_length)


def _within(stage: Stage | None, now: Instant) -> Instant:
    """When something about a stage is most likely: now, or the end of the stage nearer to it."""
    if stage is None:
        return now
    end = later(stage.start, stage.limit or _DAY)
    return min(max(now, stage.start), end)


def _hold(reading: Reading, since: Instant | None, until: Instant | None) -> tuple[Instant, Elapsed | None]:
    if since is None:
        return reading.filled.now, None
    if until is not None and until < since:
        reading.problem("until", "the release is before the hold began", "Correct one of them")
    return since, elapsed(since, until) if until is not None else None


def _moved(reading: Reading, stage: Stage | None, old: str) -> Elapsed | None:
    """How far a start is moved from where it is now."""
    if stage is None:
        return None
    present = ruled_start(reading.race, stage, WaveId(reading.text("wave")), reading.text("bibs"), old)
    start = reading.clock("start", stage, present)
    return elapsed(present, start) if start is not None else None
