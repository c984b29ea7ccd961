"""Where this machine keeps what must not lie in a race folder: who it is and how far it has numbered."""

import os
import platform
from pathlib import Path

from platformdirs import user_state_path


def home() -> Path:
    """The folder of this machine's identity: `STAGERACE_HOME`, else the user's state folder."""
    named = os.environ.get("STAGERACE_HOME")
    return Path(named) if named else user_state_path("stagerace")


def label() -> str:
    """How people call this machine."""
    return platform.node() or "unnamed"
