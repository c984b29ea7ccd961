"""A station of which nothing is heard."""

from typing import ClassVar

import numpy as np

from stagerace.core.clock import HOUR, Elapsed, later
from stagerace.simulation.drill.faults.base import Fault
from stagerace.simulation.drill.scene import Plant, Scene, Silence


class SilentStation(Fault):
    """A checkpoint whose records do not come, from the first runner or from some hour on; some come hours later."""

    name: ClassVar[str] = "silent_station"

    def plant(self, scene: Scene) -> None:
        """A checkpoint falls silent."""
        places = scene.going.stage.checkpoints
        if not places:
            return
        place = int(scene.dice.integers(len(places)))
        arrivals = scene.going.at[:, 2 * place]
        arrivals = np.sort(arrivals[np.isfinite(arrivals)])
        if len(arrivals) < 4:
            return
        from_first = scene.dice.random() < 0.5
        at = arrivals[0] - 60.0 if from_first else float(np.quantile(arrivals, scene.dice.uniform(0.1, 0.6)))
        since = scene.going.instant(at)
        ever = scene.dice.random() < 0.6
        until = later(since, Elapsed(round(float(scene.dice.uniform(2.0, 5.0)) * HOUR))) if ever else None
        where = places[place].id
        scene.silent[where] = Silence(since, until)
        missed = next((float(one) for one in arrivals if one > at), at)
        what = f"{where} fell silent{' before its first runner' if from_first else ''}"
        scene.plants.append(Plant(self.name, what, scene.going.instant(missed), (), where, ("silent_station",)))
