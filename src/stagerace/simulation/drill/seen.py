"""What is written of a stage, and when headquarters has it: passings as crews saw them, and what crews say besides."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from stagerace.core.clock import MINUTE, SECOND, Elapsed, Instant, later
from stagerace.core.names import Bib, PlaceId, start_of
from stagerace.core.records import CheckpointClosed, GunFired, NotAtStart, Passing, Swept
from stagerace.simulation.drill.handing import drive, withdraw
from stagerace.simulation.drill.scene import Outage, Scene, Told

LINK: Final = (5.0, 100.0)
"""How long a passing is on its way from a checkpoint [s]."""
SWEPT_AFTER: Final = Elapsed(10 * MINUTE)
"""How long after the last runner, or the closing, the sweeper comes by [ms]."""
_CAMP_LINK: Final = 3.0


def everything_told(scene: Scene) -> list[Told]:
    """Everything written of a scene, in the order in which headquarters has it."""
    _start(scene)
    _ordinary_withdrawals(scene)
    _sweep(scene)
    told = [*_passings(scene), *scene.said]
    return sorted((_as_it_arrives(scene, each) for each in told), key=lambda each: each.order)


def _start(scene: Scene) -> None:
    """The gun, and who was not there."""
    going = scene.going
    place = start_of(going.stage.n)
    scene.say(going.start, place, GunFired(place, going.start, by="starter"), _CAMP_LINK)
    there = np.isfinite(going.at[:, 0]) | np.array([k in scene.trouble for k in range(len(going.bibs))])
    absent = (*(going.bibs[k] for k in np.flatnonzero(~there)), *scene.away)
    if absent:
        noted = later(going.start, Elapsed(5 * MINUTE))
        scene.say(noted, place, NotAtStart(place, noted, absent, "starter"), _CAMP_LINK)


def _ordinary_withdrawals(scene: Scene) -> None:
    """Whoever ends at a checkpoint without anything planted on them gives up there and is driven to camp."""
    going = scene.going
    for runner, bib in enumerate(going.bibs):
        last = going.last(runner)
        if runner in scene.used or last < 0 or last == going.at.shape[1] - 1 or last % 2:
            continue
        place = going.place(last).id
        told = later(going.instant(float(going.at[runner, last])), scene.minutes(3, 15))
        vehicle = f"car {1 + last // 2 % 4}"
        withdraw(scene, bib, place, told, vehicle)
        drive(scene, bib, place, later(told, scene.minutes(5, 40)), vehicle)


def _sweep(scene: Scene) -> None:
    """The sweeper comes by every checkpoint behind the last, and the crews close."""
    going = scene.going
    behind = 0.0
    for k, place in enumerate(going.stage.checkpoints):
        last = float(np.nanmax(going.at[:, 2 * k : 2 * k + 2], initial=0.0))
        closes = going.seconds(place.close) if place.close is not None else 0.0
        behind = max(behind, last, closes)
        swept = later(going.instant(behind), SWEPT_AFTER)
        scene.say(swept, place.id, Swept(place.id, swept, "sweeper"), LINK[1])
        scene.say(swept, place.id, CheckpointClosed(place.id, swept, "captain"), LINK[1])


def _passings(scene: Scene) -> Iterator[Told]:
    going = scene.going
    place = start_of(going.stage.n)
    for runner, bib in enumerate(going.bibs):
        if np.isfinite(going.at[runner, 0]) or runner in scene.trouble:
            at = going.instant(float(scene.dice.uniform(1.0, 60.0)))
            yield Told(later(at, Elapsed(3 * SECOND)), at, place, Passing(bib, place, at, "out", "start mat"))
    for runner, column in np.argwhere(np.isfinite(going.at)).tolist():
        if (runner, column) not in scene.unseen and going.way(column) in going.place(column).record:
            yield _passing(scene, runner, column)


def _passing(scene: Scene, runner: int, column: int) -> Told:
    going = scene.going
    place, true = going.place(column).id, float(going.at[runner, column])
    bib = scene.written.get((runner, column), going.bibs[runner])
    at = going.instant(true)
    seen = reads(scene, place, true)
    is_mat = place == scene.finish
    source = "finish mat" if is_mat else f"keypad {place}"
    link = _CAMP_LINK if is_mat else float(scene.dice.uniform(*LINK))
    return Told(
        later(at, Elapsed(round(link * SECOND))), at, place, Passing(bib, place, seen, going.way(column), source)
    )


def reads(scene: Scene, place: PlaceId, true: float) -> Instant:
    """What a station's clock shows at a true moment [s after the start], to the second below."""
    skew = scene.skewed.get(place)
    shown = true + (skew.ahead + skew.an_hour * true / 3600.0 if skew else 0.0)
    return Instant(scene.going.instant(shown) // SECOND * SECOND)


def paper(scene: Scene, bib: Bib, column: int, by: str, now: Instant, after: float) -> Told:
    """A passing that a crew finds on its paper list when it is asked."""
    going = scene.going
    place, runner = going.place(column).id, going.bibs.index(bib)
    at = Instant(going.instant(float(going.at[runner, column])) // MINUTE * MINUTE)
    body = Passing(bib, place, at, going.way(column), f"paper {place}", confirmed_by=by)
    return Told(later(now, Elapsed(round(after * SECOND))), now, place, body)


def _as_it_arrives(scene: Scene, told: Told) -> Told:
    """The same, later where its station is silent or headquarters' laptop is dead; never is a century."""
    arrives = told.arrives
    silence = scene.silent.get(PlaceId(told.node))
    if silence is not None and told.written >= silence.since:
        arrives = NEVER if silence.until is None else Instant(max(arrives, silence.until))
    if scene.outage is not None:
        arrives = _after_outage(scene, scene.outage, told, arrives)
    return Told(arrives, told.written, told.node, told.body)


NEVER: Final = Instant(1 << 52)
"""When what never comes would come."""


def _after_outage(scene: Scene, outage: Outage, told: Told, arrives: Instant) -> Instant:
    if not outage.since <= arrives < outage.until:
        return arrives
    near = told.node == scene.finish or told.node == "hq"
    return Instant(max(arrives, outage.taken_over if near else outage.until))
