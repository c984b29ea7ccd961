"""A runner who collapses."""

from typing import ClassVar

from stagerace.simulation.drill.faults.base import Fault
from stagerace.simulation.drill.faults.stopping import MISSED_BY, stop_on_course
from stagerace.simulation.drill.scene import Plant, Scene


class Collapse(Fault):
    """Somebody lies beside the course between two places."""

    name: ClassVar[str] = "collapse"
    about_runners: ClassVar[bool] = True

    def plant(self, scene: Scene) -> None:
        """Somebody goes down at some moment of a leg."""
        if (found := stop_on_course(scene)) is None:
            return
        bib, behind, ahead, since = found
        what = f"{bib} collapsed between {behind} and {ahead}"
        scene.plants.append(Plant(self.name, what, since, (bib,), ahead, MISSED_BY))
