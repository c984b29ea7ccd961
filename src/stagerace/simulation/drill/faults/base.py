"""What a fault is that a drill plants."""

from abc import ABC, abstractmethod
from typing import ClassVar

from stagerace.simulation.drill.scene import Scene


class Fault(ABC):
    """One way things go wrong; one file each, one line in `all.py`."""

    name: ClassVar[str]
    about_runners: ClassVar[bool] = False
    """Whether somebody is in trouble by it, so that it can be planted more than once."""

    @abstractmethod
    def plant(self, scene: Scene) -> None:
        """Put it into a scene, with its truth; nothing where the stage has no room for it."""
