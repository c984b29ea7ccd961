"""Somebody stops between two places: what a lost runner and a collapse have in common."""

from typing import Final

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.simulation.drill.scene import Scene

MISSED_BY: Final = ("overdue", "hand_over_open")
"""The alerts that make a crew ask for somebody by name, so that they are missed."""


def stop_on_course(scene: Scene) -> tuple[Bib, PlaceId, PlaceId, Instant] | None:
    """Somebody who comes no further than some way along a leg: who, between which places, since when."""
    free = scene.free()
    if not free:
        return None
    going, runner = scene.going, scene.pick(free)
    leg = int(scene.dice.integers(len(going.places)))
    begun, would_end = going.began(runner, leg), float(going.at[runner, 2 * leg])
    since = going.instant(begun + float(scene.dice.uniform(0.05, 0.95)) * (would_end - begun))
    going.stop(runner, 2 * leg)
    scene.trouble[runner] = since
    return scene.take(runner), going.stage.places[leg].id, going.places[leg].id, since
