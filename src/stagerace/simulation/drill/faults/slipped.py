"""A runner who goes to camp without a word."""

from typing import ClassVar

from stagerace.simulation.drill.faults.base import Fault
from stagerace.simulation.drill.faults.stopping import MISSED_BY
from stagerace.simulation.drill.scene import Plant, Scene


class SlippedAway(Fault):
    """Somebody leaves a checkpoint, has had enough, and is driven to camp by friends: safe, and nobody knows."""

    name: ClassVar[str] = "slipped_away"
    about_runners: ClassVar[bool] = True

    def plant(self, scene: Scene) -> None:
        """Somebody is seen leaving a checkpoint and never again."""
        free, places = scene.free(), scene.going.stage.checkpoints
        if not free or not places:
            return
        runner, place = scene.pick(free), int(scene.dice.integers(len(places)))
        since = scene.going.instant(float(scene.going.at[runner, 2 * place + 1]))
        scene.going.stop(runner, 2 * place + 2)
        scene.trouble[runner] = since
        bib, where = scene.take(runner), places[place].id
        what = f"{bib} slipped away to camp behind {where}"
        scene.plants.append(Plant(self.name, what, since, (bib,), where, MISSED_BY))
