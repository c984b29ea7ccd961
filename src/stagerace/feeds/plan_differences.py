"""What is different between two plans, in words."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec import Struct, structs

from stagerace.core.clock import Elapsed, Instant, format_elapsed
from stagerace.core.course import Course
from stagerace.core.plan import Loop, Plan, Stage
from stagerace.core.zone import Zone, say_clock

_INSTANTS: Final = frozenset({"start", "close", "leave_by"})
_LENGTHS: Final = frozenset({"limit", "rest", "together", "box"})
_METRES: Final = frozenset({"metres", "cap"})
_SAID: Final = {"metres": "distance", "cap": "cap", "team_kind": "teams", "min_speed": "slowest speed"}


def plan_differences(old: Plan, new: Plan) -> list[str]:
    """Everything that differs, a line each: `stage 3: start 08:00 on 4 Mar -> 09:00 on 4 Mar`."""
    return list(_race(old, new))


def _race(old: Plan, new: Plan) -> Iterator[str]:
    for name in structs.fields(Plan):
        if name.name not in ("stages", "teams", "zone"):
            yield from _value("", name.name, getattr(old, name.name), getattr(new, name.name), new.zone)
    if old.zone.name != new.zone.name:
        yield f"time zone {old.zone.name} -> {new.zone.name}"
    elif old.zone.changes != new.zone.changes:
        yield f"the clock changes of {new.zone.name} around the race are not the same"
    yield from _lists("team ", "", [t.name for t in old.teams], old.teams, [t.name for t in new.teams], new.teams, new)
    yield from _lists("stage ", "", [s.n for s in old.stages], old.stages, [s.n for s in new.stages], new.stages, new)


def _lists(
    kind: str, where: str, old_ids: Sequence[Any], old: Sequence[Struct], new_ids: Sequence[Any], new: Sequence[Struct],
    plan: Plan,
) -> Iterator[str]:  # fmt: skip
    before, after = dict(zip(old_ids, old, strict=True)), dict(zip(new_ids, new, strict=True))
    for name in before:
        if name not in after:
            yield f"{where}{kind}{name} is gone"
    for name, thing in after.items():
        if name not in before:
            yield f"{where}{kind}{name} is new"
        else:
            yield from _thing(f"{where}{kind}{name}: ", before[name], thing, plan)


def _thing(where: str, old: Struct, new: Struct, plan: Plan) -> Iterator[str]:
    for field in structs.fields(type(new)):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if isinstance(new, Stage) and field.name in ("waves", "checkpoints"):
            kind = "wave " if field.name == "waves" else "checkpoint "
            yield from _lists(kind, where, [t.id for t in before], before, [t.id for t in after], after, plan)
        else:
            yield from _value(where, field.name, before, after, plan.zone)
    if isinstance(new, Stage) and isinstance(old, Stage):
        yield from _order(where, old, new)


def _order(where: str, old: Stage, new: Stage) -> Iterator[str]:
    before, after = [place.id for place in old.checkpoints], [place.id for place in new.checkpoints]
    if before != after and sorted(before) == sorted(after):
        yield f"{where}checkpoints are in another order: {', '.join(after)}"


def _value(where: str, name: str, before: Any, after: Any, zone: Zone) -> Iterator[str]:
    if before == after:
        return
    said = _SAID.get(name, name.replace("_", " "))
    told = _say(name, before, zone), _say(name, after, zone)
    if told[0] == told[1]:
        yield f"{where}{said} {told[0]}: details differ"
    else:
        yield f"{where}{said} {told[0]} -> {told[1]}"


def _say(name: str, value: Any, zone: Zone) -> str:
    if value is None or value in ("", ()):
        return "none"
    if isinstance(value, Loop):
        return f"{value.metres / 1_000:g} km in {format_elapsed(value.box)}, counting {value.count}"
    if isinstance(value, Course):
        return f"{value.metres / 1_000:.1f} km with {value.climb.likely:,} m of climb from {value.source or 'a file'}"
    if name in _INSTANTS:
        return say_clock(Instant(value), zone)
    if name in _LENGTHS:
        return format_elapsed(Elapsed(value))
    if name in _METRES:
        return f"{value / 1_000:g} km"
    if name == "min_speed":
        return f"{value / 1_000:g} km/h"
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return str(value)
