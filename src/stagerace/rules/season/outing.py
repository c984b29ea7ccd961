"""A runner's race as a season sees it, and the races themselves."""

from datetime import date
from typing import Final, Literal, NewType

from msgspec import Struct

from stagerace.core.clock import Elapsed

RunnerId = NewType("RunnerId", str)
"""The stable id of a runner across a season; `sahara-2031:12` for one who has none."""

SlotId = NewType("SlotId", str)
"""A place in a series that one of several races fills: `sahara`."""

Came = Literal[
    "finished", "entered", "active", "unranked", "withdrawn", "over_cutoff", "stopped", "disqualified", "not_started"
]
"""How a race came out for a runner; only `finished`, a place in the final standings, counts."""

OPEN: Final = ("entered", "active")
"""How a race stands for those who can still finish it."""

Phase = Literal["to_come", "running", "over"]
"""Whether a race has begun, and whether it is done."""


class Slot(Struct, frozen=True):
    """A place in a series, with its name for people."""

    id: SlotId
    name: str


class SeasonRace(Struct, frozen=True):
    """One edition in a season: the slot it fills, or that it is the roving race, and how far it is."""

    id: str
    name: str
    start: date
    slot: SlotId | None = None
    """None for a roving race, which fills no slot."""
    phase: Phase = "over"
    scoring: Literal["time", "distance"] = "time"

    @property
    def roving(self) -> bool:
        """Whether this is a race beside the slots, the fifth of a "Plus"."""
        return self.slot is None


class Outing(Struct, frozen=True):
    """A runner in a race: how it came out, where it ended, who they were on its start day."""

    runner: RunnerId
    race: SeasonRace
    came: Came
    rank: int | None = None
    elapsed: Elapsed | None = None
    """Total time; None where it is not known, or the race ranks by distance."""
    gender: str = ""
    age: int | None = None
    country: str = ""
    ended: str = ""
    """Where it ended for one who is out: `stage 2`."""

    @property
    def finished(self) -> bool:
        """Whether it counts: a place in the final standings."""
        return self.came == "finished"

    @property
    def open(self) -> bool:
        """Whether the runner can still finish it."""
        return self.came in OPEN
