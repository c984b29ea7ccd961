"""The laptop of headquarters dies."""

from typing import ClassVar

import numpy as np

from stagerace.core.clock import later
from stagerace.simulation.drill.faults.base import Fault
from stagerace.simulation.drill.scene import Outage, Plant, Scene


class DeadLaptop(Fault):
    """Headquarters' laptop dies; its replica takes over, and records of an hour reach that late."""

    name: ClassVar[str] = "dead_laptop"

    def plant(self, scene: Scene) -> None:
        """The laptop dies somewhere in the middle of the stage."""
        if scene.outage is not None:
            return
        middle = float(np.nanmedian(scene.going.at[:, -1]))
        since = scene.going.instant(middle * float(scene.dice.uniform(0.3, 0.9)))
        taken_over = later(since, scene.minutes(10, 30))
        scene.outage = Outage(since, taken_over, later(since, scene.minutes(45, 75)))
        scene.plants.append(Plant(self.name, "headquarters' laptop died, and its replica took over", since))
