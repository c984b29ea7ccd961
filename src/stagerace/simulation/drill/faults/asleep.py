"""A runner asleep where nobody looks."""

from typing import ClassVar

from stagerace.simulation.drill.faults.base import Fault
from stagerace.simulation.drill.faults.stopping import MISSED_BY
from stagerace.simulation.drill.scene import Plant, Scene


class Asleep(Fault):
    """Somebody lies down in a checkpoint and does not wake; half of the time nobody wrote down that they came."""

    name: ClassVar[str] = "asleep"
    about_runners: ClassVar[bool] = True

    def plant(self, scene: Scene) -> None:
        """Somebody comes to a checkpoint and never leaves it."""
        free, places = scene.free(), scene.going.stage.checkpoints
        if not free or not places:
            return
        runner, place = scene.pick(free), int(scene.dice.integers(len(places)))
        column = 2 * place
        since = scene.going.instant(float(scene.going.at[runner, column]))
        scene.going.stop(runner, column + 1)
        unseen = scene.dice.random() < 0.5
        if unseen:
            scene.unseen.add((runner, column))
        scene.trouble[runner] = since
        bib, where = scene.take(runner), places[place].id
        what = f"{bib} fell asleep in {where}, {'seen by nobody' if unseen else 'seen coming'}"
        scene.plants.append(Plant(self.name, what, since, (bib,), where, MISSED_BY))
