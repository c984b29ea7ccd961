"""Everything a drill can plant, one kind a file; `all` lists them."""

from stagerace.simulation.drill.faults.all import FAULTS, plant
from stagerace.simulation.drill.faults.base import Fault

__all__ = ["FAULTS", "Fault", "plant"]
