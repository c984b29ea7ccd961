"""A vehicle that never comes."""

from typing import ClassVar

from stagerace.core.clock import MINUTE, Elapsed, later
from stagerace.simulation.drill.faults.base import Fault
from stagerace.simulation.drill.handing import give, withdraw
from stagerace.simulation.drill.scene import Plant, Scene


class NoVehicle(Fault):
    """Somebody gives up at a checkpoint, is sent off to a vehicle, and the vehicle has nobody of that bib."""

    name: ClassVar[str] = "no_vehicle"
    about_runners: ClassVar[bool] = True

    def plant(self, scene: Scene) -> None:
        """A withdrawal with one side of a hand-over."""
        free, places = scene.free(), scene.going.stage.checkpoints
        if not free or not places:
            return
        runner, place = scene.pick(free), int(scene.dice.integers(len(places)))
        going, where = scene.going, places[place].id
        came = going.instant(float(going.at[runner, 2 * place]))
        going.stop(runner, 2 * place + 1)
        scene.stranded.add(runner)
        bib = scene.take(runner)
        told = later(came, scene.minutes(5, 20))
        withdraw(scene, bib, where, told, "car 3")
        handed = later(told, Elapsed(scene.minutes(5, 30)))
        give(scene, bib, where, handed, "car 3")
        scene.trouble[runner] = handed
        what = f"{bib} withdrew at {where}, and car 3 never took them"
        since = later(handed, Elapsed(MINUTE))
        scene.plants.append(Plant(self.name, what, since, (bib,), where, ("hand_over_open", "overdue")))
