"""What it takes to measure a kernel."""

from collections.abc import Callable
from typing import NamedTuple


class Race(NamedTuple):
    """A kernel and its plain twin, each ready to run once, and how many person-minutes a run is."""

    kernel: Callable[[], object]
    twin: Callable[[], object]
    person_minutes: int
