"""What every invented machine has: a folder of its own, and in it who it is."""

from pathlib import Path

from stagerace.log.keys import Keys, machine_keys


class Housed:
    """A machine all of which lies under `root`."""

    root: Path

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def keys(self) -> Keys:
        return machine_keys(self.home)
