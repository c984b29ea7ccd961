"""How far a device's clock was off, worked out from the anchors it wrote: nothing is corrected before it is read."""

from stagerace.rules.clocks.clocks import Clocks, Ignored
from stagerace.rules.clocks.corrected import Corrected

__all__ = ["Clocks", "Corrected", "Ignored"]
