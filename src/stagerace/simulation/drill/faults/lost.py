"""A runner who loses the way."""

from typing import ClassVar

from stagerace.simulation.drill.faults.base import Fault
from stagerace.simulation.drill.faults.stopping import MISSED_BY, stop_on_course
from stagerace.simulation.drill.scene import Plant, Scene


class Lost(Fault):
    """Somebody leaves the course between two places and wanders; no place sees them again."""

    name: ClassVar[str] = "lost"
    about_runners: ClassVar[bool] = True

    def plant(self, scene: Scene) -> None:
        """Somebody wanders from some moment of a leg on."""
        if (found := stop_on_course(scene)) is None:
            return
        bib, behind, ahead, since = found
        what = f"{bib} lost the way between {behind} and {ahead}"
        scene.plants.append(Plant(self.name, what, since, (bib,), ahead, MISSED_BY))
