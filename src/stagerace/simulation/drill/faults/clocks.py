"""A clock that is wrong."""

from typing import ClassVar

from stagerace.simulation.drill.faults.base import Fault
from stagerace.simulation.drill.scene import Plant, Scene, Skew


class WrongClocks(Fault):
    """The tablet of a checkpoint is minutes or hours off, or runs away; nobody held it against another clock."""

    name: ClassVar[str] = "wrong_clock"

    def plant(self, scene: Scene) -> None:
        """A checkpoint's clock goes wrong."""
        places = [place for place in scene.places if place not in scene.silent and place not in scene.skewed]
        if not places:
            return
        where = places[int(scene.dice.integers(len(places)))]
        kind = scene.dice.random()
        sign = 1.0 if scene.dice.random() < 0.5 else -1.0
        if kind < 0.4:
            skew, how = Skew(sign * 60.0 * float(scene.dice.uniform(4.0, 50.0))), "minutes off"
        elif kind < 0.75:
            skew, how = Skew(sign * 3600.0 * float(scene.dice.integers(1, 4))), "hours off"
        else:
            skew, how = Skew(0.0, sign * 60.0 * float(scene.dice.uniform(1.0, 4.0))), "running away"
        scene.skewed[where] = skew
        scene.plants.append(Plant(self.name, f"the clock of {where} was {how}", scene.going.start, (), where))
