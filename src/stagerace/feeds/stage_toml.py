"""A stage of race.toml: its own keys, its waves, its checkpoints, its loop."""

from typing import Any, Final, get_args

from stagerace.core.bibset import parse_bibs
from stagerace.core.clock import Elapsed, Instant
from stagerace.core.names import Direction, Metres, PlaceId, StageNo, WaveId
from stagerace.core.plan import Checkpoint, Loop, Stage, Wave
from stagerace.core.zone import Zone
from stagerace.feeds.bibs import group_of_bibs
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.toml_table import Table, say
from stagerace.feeds.toml_values import parse_distance, parse_instant, parse_limit, parse_place, parse_speed

_STAGE_KEYS: Final = ("n", "km", "start", "name", "limit", "timed", "min_speed_kmh", "loop", "wave", "checkpoint")
_CHECKPOINT_KEYS: Final = ("id", "km", "record", "close", "leave_by", "limit", "rest")
_WAYS: Final = get_args(Direction)
_LOOP_EXAMPLE: Final = 'km = 10.0 and box = "12:00:00"'


def read_stage(table: Table, zone: Zone, expected: int) -> Stage:
    """A stage from its table; `expected` is its number when stages are numbered from 1 in order."""
    table.only(*_STAGE_KEYS)
    table.missing("n", f"n = {expected}")
    table.missing("km", "km = 38.0")
    table.missing("start", "start = 2031-03-02T08:00:00; every stage needs its own")
    start = read_instant(table, "start", zone) or Instant(0)
    return Stage(
        n=_read_number(table, expected),
        metres=table.read("km", parse_distance) or Metres(1),
        start=start,
        name=table.text("name"),
        limit=table.read("limit", parse_limit),
        min_speed=table.read("min_speed_kmh", parse_speed),
        timed=table.flag("timed", default=True),
        waves=tuple(_read_wave(wave, zone, start) for wave in table.tables("wave")),
        checkpoints=tuple(_read_checkpoint(place, zone) for place in table.tables("checkpoint")),
        loop=_read_loop(table),
    )


def read_instant(table: Table, key: str, zone: Zone) -> Instant | None:
    """The instant a key holds; None where it is not there or cannot be read."""
    document = table.document
    return table.read(key, lambda v: parse_instant(v, zone, document.notes, document.line((*table.path, key))))


def _read_number(table: Table, expected: int) -> StageNo:
    def parse(value: Any) -> StageNo:
        if isinstance(value, bool) or not isinstance(value, int) or value != expected:
            what = f"{say(value)}, where stage {expected} comes"
            raise Unreadable(what, f"Number the stages 1, 2, 3 … in order; write n = {expected}")
        return StageNo(value)

    return table.read("n", parse) or StageNo(expected)


def _read_wave(table: Table, zone: Zone, stage_start: Instant) -> Wave:
    table.only("id", "start", "bibs", "limit")
    table.missing("id", 'id = "A"')
    table.missing("start", "start = 2031-03-02T08:00:00")
    name = table.read("id", parse_place)
    start = read_instant(table, "start", zone)
    return Wave(
        id=WaveId(name or ""),
        start=stage_start if start is None else start,
        bibs=table.read("bibs", _parse_wave_bibs) or "",
        limit=table.read("limit", parse_limit),
    )


def _parse_wave_bibs(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"{say(value)} is not a group of bibs", 'Write it like "1-50 77"')
    text = group_of_bibs(value.strip())
    parse_bibs(text)
    return text


def _read_checkpoint(table: Table, zone: Zone) -> Checkpoint:
    table.only(*_CHECKPOINT_KEYS)
    table.missing("id", 'id = "1CP1"')
    table.missing("km", "km = 10.2, from the start of the stage")
    return Checkpoint(
        id=table.read("id", parse_place) or PlaceId(""),
        metres=table.read("km", parse_distance) or Metres(0),
        record=table.read("record", _parse_record) or ("in",),
        close=read_instant(table, "close", zone),
        leave_by=read_instant(table, "leave_by", zone),
        limit=table.read("limit", parse_limit),
        rest=table.read("rest", parse_limit),
    )


def _parse_record(value: Any) -> tuple[Direction, ...]:
    if not isinstance(value, list) or not value or any(way not in _WAYS for way in value):
        raise Unreadable(f"{say(value)} is not what can be recorded", 'Write ["in"], ["out"] or ["in", "out"]')
    return tuple(way for way in _WAYS if way in value)


def _read_loop(stage: Table) -> Loop | None:
    if (table := stage.table("loop")) is None:
        return None
    table.only("km", "box", "count")
    table.missing("km", _LOOP_EXAMPLE)
    table.missing("box", _LOOP_EXAMPLE)
    count = table.one_of("count", ("laps", "metres"), "laps")
    return Loop(
        metres=table.read("km", parse_distance) or Metres(1),
        box=table.read("box", parse_limit) or Elapsed(1),
        count="metres" if count == "metres" else "laps",
    )
