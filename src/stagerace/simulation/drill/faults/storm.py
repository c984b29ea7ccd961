"""A storm over part of the course."""

from typing import ClassVar, Final

import numpy as np

from stagerace.core.clock import MINUTE, Elapsed, Instant, later
from stagerace.core.names import PlaceId
from stagerace.core.records import HoldAcknowledged, HoldOrdered, Ruled, ZoneDrawn
from stagerace.simulation.drill.faults.base import Fault
from stagerace.simulation.drill.scene import Plant, Scene

SLOWER: Final = (0.25, 0.8)
"""By how much whoever is out in it comes later, as a share of how long it lasts."""
_NAME: Final = "storm"


class Storm(Fault):
    """A storm: a zone drawn, a hold ordered at the checkpoints in it and before it, everybody out in it slowed.

    One of the crews does not hear of the hold.
    """

    name: ClassVar[str] = "storm"

    def plant(self, scene: Scene) -> None:
        """A storm breaks in the middle of the stage."""
        places = scene.going.stage.checkpoints
        if len(places) < 2 or scene.unheard:
            return
        going, dice = scene.going, scene.dice
        first = int(dice.integers(len(places) - 1))
        last = min(len(places) - 1, first + max(1, len(places) // 4))
        begins = float(np.nanmedian(going.at[:, 2 * first])) * float(dice.uniform(0.8, 1.2))
        lasts = float(dice.uniform(45.0, 120.0)) * 60.0
        held = [place.id for place in places[first : last + 1]]
        _slow(scene, first, last, begins, begins + lasts)
        unheard = held[int(dice.integers(len(held)))]
        scene.unheard.add(unheard)
        since, until = going.instant(begins), going.instant(begins + lasts)
        _order(scene, held, unheard, since, until)
        inside = any(_inside(scene, runner, first, last, begins + 120.0) for runner in range(len(going.bibs)))
        reach = f"between {held[0]} and {held[-1]}"
        found_by = ("in_zone",) if inside else ()
        scene.plants.append(Plant(self.name, f"a storm {reach}", later(since, _M), (), held[0], found_by, _NAME))
        heard = later(since, Elapsed(5 * MINUTE))
        what = f"{unheard} did not hear that it is to hold"
        scene.plants.append(Plant("hold_unheard", what, heard, (), unheard, ("hold_unanswered",)))


_M: Final = Elapsed(2 * MINUTE)


def _inside(scene: Scene, runner: int, first: int, last: int, at: float) -> bool:
    """Whether somebody is between the two places at a moment."""
    came, left = scene.going.at[runner, 2 * first], scene.going.at[runner, 2 * last]
    return bool(came < at < left)


def _slow(scene: Scene, first: int, last: int, begins: float, ends: float) -> None:
    """Hold whoever is at these places, and slow whoever is on the way between them."""
    going, dice = scene.going, scene.dice
    for runner in range(len(going.bibs)):
        for place in range(first, last + 1):
            arrival, column = 2 * place, 2 * place + 1
            if place > first and begins < going.at[runner, arrival] and going.at[runner, arrival - 1] < ends:
                out_in_it = min(ends, going.at[runner, arrival]) - max(begins, going.at[runner, arrival - 1])
                going.delay(runner, arrival, out_in_it * float(dice.uniform(*SLOWER)))
            if going.at[runner, arrival] < ends and begins < going.at[runner, column] < ends:
                going.delay(runner, column, ends + float(dice.uniform(60.0, 420.0)) - going.at[runner, column])


def _order(scene: Scene, held: list[PlaceId], unheard: PlaceId, since: Instant, until: Instant) -> None:
    """The zone, the hold and its release, heard by all crews but one, and signed by the race director."""
    stage, by = scene.going.stage.n, "hq"
    metres = scene.going.stage.by_place
    stretch = ((metres[held[0]].metres, metres[held[-1]].metres),)
    at = later(since, _M)
    scene.say(at, by, ZoneDrawn(_NAME, "storm", at, stage, (), stretch, by=by))
    scene.say(at, by, HoldOrdered(_NAME, at, stage, tuple(held), "storm", by=by))
    scene.say(until, by, ZoneDrawn(_NAME, "storm", at, stage, (), stretch, until, by=by))
    scene.say(until, by, HoldOrdered(_NAME, at, stage, tuple(held), "storm", until, by))
    for place in held:
        if place != unheard:
            heard = later(at, scene.minutes(1.0, 4.0))
            scene.say(heard, place, HoldAcknowledged(place, _NAME, heard, by="captain"), 20.0)
        freed = later(until, scene.minutes(0.5, 3.0))
        scene.say(freed, place, HoldAcknowledged(place, _NAME, freed, released=True, by="captain"), 20.0)
        name, lasts = f"{_NAME} {place}", Elapsed(until - since)
        ruled = Ruled(name, since, "hold", stage, place=place, reason="storm", by="director")
        scene.say(later(since, Elapsed(10 * MINUTE)), by, ruled)
        signed = Ruled(name, since, "hold", stage, time=lasts, place=place, reason="storm", by="director")
        scene.say(later(until, Elapsed(5 * MINUTE)), by, signed)
