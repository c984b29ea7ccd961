"""Every kind of fault, in the order they are planted: first what moves people, then whom it strikes, what is seen."""

from collections.abc import Mapping
from typing import Final

from stagerace.simulation.drill.faults.asleep import Asleep
from stagerace.simulation.drill.faults.base import Fault
from stagerace.simulation.drill.faults.bibs import WrongBibs
from stagerace.simulation.drill.faults.clocks import WrongClocks
from stagerace.simulation.drill.faults.collapse import Collapse
from stagerace.simulation.drill.faults.laptop import DeadLaptop
from stagerace.simulation.drill.faults.lost import Lost
from stagerace.simulation.drill.faults.silent import SilentStation
from stagerace.simulation.drill.faults.slipped import SlippedAway
from stagerace.simulation.drill.faults.storm import Storm
from stagerace.simulation.drill.faults.vehicle import NoVehicle
from stagerace.simulation.drill.scene import Scene

FAULTS: Final[tuple[Fault, ...]] = (
    Storm(), Lost(), Collapse(), Asleep(), NoVehicle(), SlippedAway(), SilentStation(), WrongClocks(), WrongBibs(),
    DeadLaptop(),
)  # fmt: skip


def plant(scene: Scene, times: Mapping[str, int]) -> None:
    """Plant every fault as often as is said, by its name."""
    for fault in FAULTS:
        for _ in range(times.get(fault.name, 0)):
            fault.plant(scene)
