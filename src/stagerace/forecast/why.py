"""Why a forecast is what it is: sentences made of numbers."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np

from stagerace.core.clock import HOUR, SECOND, Elapsed, say_length
from stagerace.core.names import PlaceId
from stagerace.core.zone import Zone, say_clock
from stagerace.forecast.arriving import Arriving
from stagerace.forecast.columns import FADES
from stagerace.forecast.field import Field
from stagerace.forecast.situation import Array
from stagerace.forecast.stopping import OVER, Stopping

_NOTABLE: Final = 0.05
"""So much slower or quicker is worth a sentence."""
_SOME: Final = 5
"""So many must have run a stretch before something is said of everyone."""
_PLACES: Final = 3
_STAYS: Final = 600.0
"""Staying so much longer than others [s], and twice as long, is worth a sentence."""
_MORE: Final = 1.5


def why_field(field: Field, arriving: Arriving, found: Stopping, zone: Zone) -> list[str]:
    """What is so for everyone: stretches run slow or quickly, stations that are silent, how many stop."""
    return [*_stretches(field, zone), *_silences(field, arriving), *_stops(field, found)]


def why_runner(field: Field, arriving: Arriving, found: Stopping, index: int, zone: Zone) -> list[str]:
    """What is so for one runner."""
    return [
        *_basis(field, index), *_drift(field, found, index), *_stay(field, index),
        *_overdue(field, arriving, index, zone), *_holds(field, arriving, index, zone), *_doubts(field, index),
    ]  # fmt: skip


def _stretches(field: Field, zone: Zone) -> Iterator[str]:
    arrivals = [k for k, column in enumerate(field.columns.these) if column.way == "in"]
    for leg, (since, to) in enumerate(pairwise(arrivals), 2):
        left, slower = _slower(field, since, to)
        if len(slower) < _SOME:
            continue
        begun = _begun(left, slower, field, zone)
        middle = float(np.median(slower if begun is None else slower[left >= begun]))
        if abs(middle) < _NOTABLE:
            continue
        share, how = round(100 * abs(np.expm1(middle))), "slow" if middle > 0 else "fast"
        names = f"{field.columns.these[since]} to {field.columns.these[to]}"
        when = f" since {say_clock(field.instant(begun), zone)}" if begun is not None else ""
        yield f"leg {leg} ({names}) is running {share} % {how} for everyone{when}"


def _slower(field: Field, since: int, to: int) -> tuple[Array, Array]:
    """When those who ran a stretch came to its beginning, and how much slower they were than before it."""
    effort = np.maximum(field.columns.effort_km, 0.1) ** FADES
    both = np.isfinite(field.today[:, since]) & np.isfinite(field.today[:, to])
    before, leg = field.today[both, since], field.today[both, to] - field.today[both, since]
    expected = before * (effort[to] - effort[since]) / effort[since]
    return field.real[both, since], np.log(np.maximum(leg, 1.0) / np.maximum(expected, 1.0))


def _begun(left: Array, slower: Array, field: Field, zone: Zone) -> float | None:
    """The full hour from which on it is so, where it was not before; None where it was so all day."""
    shift = zone.offset(field.origin)
    whole = HOUR // SECOND
    first = field.origin // SECOND + shift
    hours = np.unique((left + first) // whole)[1:] * whole - first
    for hour in hours:
        before, after = slower[left < hour], slower[left >= hour]
        if min(len(before), len(after)) >= _PLACES and abs(np.median(before)) < 0.4 * abs(np.median(after)):
            return float(hour)
    return None


def _silences(field: Field, arriving: Arriving) -> Iterator[str]:
    silent = [field.columns.these[k] for k in np.flatnonzero(arriving.silent)]
    arrivals = {column.place for column in silent if column.way == "in" and not column.lap}
    for name in silent:
        if name.way == "out" and name.place in arrivals:
            continue
        yield f"nothing is heard from {name}, though runners must have been there: not seen there says nothing"


def _stops(field: Field, found: Stopping) -> Iterator[str]:
    if found.today >= _MORE or found.today <= 1 / _MORE:
        yield f"{found.today:.1f} times as many stop today as usual"


def _basis(field: Field, index: int) -> Iterator[str]:
    if field.runners[index].state == "on_course" or field.runners[index].state == "to_start":
        if field.furthest[index] >= 0:
            return
        if field.is_known[index]:
            yield f"known only from {_stages(field)}"
        else:
            yield "known only from the plan"


def _stages(field: Field) -> str:
    numbers = [str(n) for n in field.columns.before]
    return f"stage {numbers[0]}" if len(numbers) == 1 else f"stages {', '.join(numbers[:-1])} and {numbers[-1]}"


def _drift(field: Field, found: Stopping, index: int) -> Iterator[str]:
    lost = float(found.fell[index])
    if abs(lost) < _NOTABLE or field.runners[index].state != "on_course":
        return
    arrivals = [k for k, _ in field.runners[index].seen if field.columns.these[k].way == "in"]
    since = field.columns.these[arrivals[max(0, len(arrivals) - 1 - OVER)]]
    share, how = round(100 * abs(np.expm1(lost))), "slower" if lost > 0 else "faster"
    yield f"runs {share} % {how} than the field expected of them since {since}"


def _stay(field: Field, index: int) -> Iterator[str]:
    furthest = int(field.furthest[index])
    if furthest < 0 or field.runners[index].state != "on_course" or not _is_inside(field, furthest):
        return
    others = field.unheld[:, furthest + 1] - field.unheld[:, furthest]
    if not np.isfinite(others).any():
        return
    usual, stays = float(np.nanmedian(others)), field.now - float(field.real[index, furthest])
    if stays > max(2.0 * usual, usual + _STAYS):
        place = field.columns.these[furthest].place
        yield f"has been in {place} for {_minutes(stays)}; others stay {_minutes(usual)}"


def _is_inside(field: Field, column: int) -> bool:
    """Whether somebody seen furthest at a column has not been seen leaving its place."""
    these = field.columns.these
    return column + 1 < len(these) and these[column + 1].place == these[column].place and not these[column].lap


def _overdue(field: Field, arriving: Arriving, index: int, zone: Zone) -> Iterator[str]:
    if field.runners[index].state != "on_course":
        return
    if not arriving.overdue[index]:
        return
    ahead = np.flatnonzero(np.isfinite(arriving.before[index, :, 0]) & ~arriving.silent)
    by = field.instant(float(arriving.before[index, ahead[0], -1]))
    yield f"19 of 20 like them would have been at {field.columns.these[ahead[0]]} by {say_clock(by, zone)}"


def _holds(field: Field, arriving: Arriving, index: int, zone: Zone) -> Iterator[str]:
    runner = field.runners[index]
    if runner.state not in ("on_course", "to_start"):
        return
    for held in runner.holds:
        if _passed(field, index, held.place):
            continue
        if held.release is None:
            yield f"{held.place} is held and has no release yet: nothing can be said of what lies beyond"
        else:
            yield f"{held.place} is held until {say_clock(held.release, zone)}"


def _passed(field: Field, index: int, place: PlaceId) -> bool:
    """Whether somebody was seen beyond a place."""
    along = [k for k, column in enumerate(field.columns.these) if column.place == place]
    return bool(along) and int(field.furthest[index]) > along[0] and not _is_inside(field, int(field.furthest[index]))


def _doubts(field: Field, index: int) -> Iterator[str]:
    if doubted := field.runners[index].doubted:
        yield f"{doubted} doubtful {'time is' if doubted == 1 else 'times are'} not used"


def _minutes(seconds: float) -> str:
    return say_length(Elapsed(round(seconds / 60) * 60 * SECOND))
