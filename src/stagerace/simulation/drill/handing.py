"""Withdrawals and hand-overs as crews write them down."""

from typing import Final

from stagerace.core.clock import MINUTE, SECOND, Elapsed, Instant, later
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Care, HandedOver, WithdrawalReported
from stagerace.simulation.drill.scene import Scene

CAMP: Final = Care("camp", "camp")
_LINK: Final = 60.0
"""How long what a crew writes is on its way [s]."""


def withdraw(scene: Scene, bib: Bib, place: PlaceId, at: Instant, vehicle: str) -> None:
    """A crew writes down that somebody gives up."""
    body = WithdrawalReported(bib, place, at, "gives up", "camp", vehicle, f"crew of {place}", by="captain")
    scene.say(at, place, body, _LINK)


def give(scene: Scene, bib: Bib, place: PlaceId, at: Instant, vehicle: str) -> None:
    """A crew hands somebody to a vehicle: its side of it."""
    giver, taker = Care("checkpoint", place), Care("vehicle", vehicle)
    scene.say(at, place, HandedOver(bib, "gives", at, giver, taker, place, "captain"), _LINK)


def take(scene: Scene, bib: Bib, place: PlaceId, at: Instant, vehicle: str) -> None:
    """A vehicle takes somebody a crew gave it: its side of it."""
    giver, taker = Care("checkpoint", place), Care("vehicle", vehicle)
    scene.say(at, vehicle, HandedOver(bib, "takes", at, giver, taker, place, "driver"), _LINK)


def pick_up(scene: Scene, bib: Bib, at: Instant, vehicle: str) -> None:
    """A vehicle takes somebody in who was in nobody's care: nobody gives who is found on the course."""
    body = HandedOver(bib, "takes", at, Care("course"), Care("vehicle", vehicle), by="driver")
    scene.say(at, vehicle, body, _LINK)


def bring_to_camp(scene: Scene, bib: Bib, at: Instant, vehicle: str) -> None:
    """A vehicle hands somebody to the camp, and the camp takes them."""
    giver = Care("vehicle", vehicle)
    scene.say(at, vehicle, HandedOver(bib, "gives", at, giver, CAMP, scene.finish, "driver"), _LINK)
    taken = later(at, Elapsed(2 * MINUTE))
    scene.say(taken, scene.finish, HandedOver(bib, "takes", taken, giver, CAMP, scene.finish, "camp"), 5.0)


def drive(scene: Scene, bib: Bib, place: PlaceId, at: Instant, vehicle: str) -> None:
    """Somebody is driven from a checkpoint to camp, every hand-over with both its sides."""
    give(scene, bib, place, at, vehicle)
    take(scene, bib, place, later(at, Elapsed(90 * SECOND)), vehicle)
    bring_to_camp(scene, bib, later(at, scene.minutes(35, 90)), vehicle)
