"""What the ledger is made of: where each runner is, what does not agree about it, and how many answered at night."""

from functools import cached_property
from typing import Final, Literal, get_args

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, Direction, PlaceId, RecordId, StageNo
from stagerace.core.records import Care

Where = Literal[
    "camp", "on_course", "in_checkpoint", "vehicle", "medic", "withdrawn", "finished", "not_started"
]  # fmt: skip
"""The one state a runner is in; only `not_started` is no starter's.

In camp before their start or since a roll call there; between two places; in a checkpoint; in a vehicle; with a medic
or in a hospital; out of the race and in the care of who is named; seen at the end, and not at a roll call yet.
"""

WHERE: Final[tuple[Where, ...]] = get_args(Where)

Kind = Literal[
    "one_side", "unlike_sides", "no_custody", "seen_after_out", "seen_not_at_start", "not_noted", "behind_sweep",
    "missing", "twice",
]  # fmt: skip
"""What does not agree; docs/ledger.md says of each what it means and what to do."""


class Whereabouts(Struct, frozen=True):
    """Where one runner is at an instant, as far as anybody said."""

    bib: Bib
    state: Where
    a: PlaceId = PlaceId("")
    """Where they are, or on course the place behind them; where they left the race."""
    b: PlaceId = PlaceId("")
    """On course the place ahead of them; else empty."""
    care: Care | None = None
    """Who has them, where somebody does."""
    since: Instant | None = None
    """Since when they are in this state."""
    seen: Instant | None = None
    """When somebody last saw them on this stage, and was believed."""
    doubts: tuple[str, ...] = ()
    """What speaks against it, or could not be believed; never a reason to think them safe."""
    out: str = ""
    """Why they are out of the race: `withdrawn`, `stopped`, `disqualified`; wherever they are."""
    agreed: bool = False
    """Whether who has them said so: a crew, both sides of a hand-over, or they themselves at a roll call."""

    @property
    def is_starter(self) -> bool:
        """Whether they are on this stage."""
        return self.state != "not_started"

    @property
    def is_safe(self) -> bool:
        """Whether they answered in camp, or both sides said that they are in camp, with a medic or in a hospital."""
        is_held = self.care is not None and self.care.what in ("camp", "medic", "hospital")
        return self.state in ("camp", "medic", "withdrawn") and self.agreed and is_held

    @property
    def is_out_there(self) -> bool:
        """Whether nobody has them: on course or in a checkpoint of the course."""
        return self.state in ("on_course", "in_checkpoint")


class Disagreement(Struct, frozen=True):
    """Two words that do not agree, or one that is missing, about named runners; somebody must ask."""

    kind: Kind
    bibs: tuple[Bib, ...]
    place: PlaceId
    since: Instant
    """When it came to be."""
    says: str
    """Who says what, with the bibs."""
    do: str
    """What to do about it."""
    times: int = 1
    """How often it came up."""


class Unread(Struct, frozen=True):
    """Somebody seen on the stage whose bib could not be read, or is nobody's: it may be anybody."""

    bib: Bib
    """As much of it as was read."""
    place: PlaceId
    way: Direction | None
    seen: Instant
    record: RecordId


class Ledger(Struct, frozen=True, dict=True):
    """Where everybody of a stage is at an instant: one row for each runner of the race, in the order of bibs."""

    stage: StageNo
    at: Instant
    rows: tuple[Whereabouts, ...]
    disagreements: tuple[Disagreement, ...] = ()
    unread: tuple[Unread, ...] = ()
    to_start: tuple[Bib, ...] = ()
    """The starters whose start is yet to come."""

    @cached_property
    def by_bib(self) -> dict[Bib, Whereabouts]:
        """The rows by bib."""
        return {row.bib: row for row in self.rows}

    @cached_property
    def counts(self) -> dict[Where, int]:
        """How many are in each state, also where nobody is; those not started are not starters."""
        found = dict.fromkeys(WHERE, 0)
        for row in self.rows:
            found[row.state] += 1
        return found

    @cached_property
    def starters(self) -> int:
        """How many are on the stage: everyone but those not started."""
        return sum(row.is_starter for row in self.rows)

    def of(self, *states: Where) -> tuple[Whereabouts, ...]:
        """The rows in any of these states, in the order of bibs."""
        return tuple(row for row in self.rows if row.state in states)

    def disputed(self, bib: Bib) -> tuple[Disagreement, ...]:
        """What does not agree about a runner."""
        return tuple(each for each in self.disagreements if bib in each.bibs)


class HeadCount(Struct, frozen=True):
    """The ledger held against the roll calls of a night: everybody is in exactly one of these lists."""

    stage: StageNo
    at: Instant
    called: Instant | None
    """When the last roll call was; None where none was."""
    answered: tuple[Bib, ...] = ()
    """In camp by their own answer."""
    silent: tuple[Bib, ...] = ()
    """Should be in camp or at the finish, and did not answer."""
    in_care: tuple[Bib, ...] = ()
    """In a vehicle, with a medic, or withdrawn and in somebody's care."""
    out_there: tuple[Bib, ...] = ()
    """On course or in a checkpoint."""
    nowhere: tuple[Bib, ...] = ()
    """On course, and nobody saw them since the cut-off of the stage, or they were called at a roll and missing."""
    not_started: tuple[Bib, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def starters(self) -> int:
        """How many are to be found."""
        return len(self.answered) + len(self.silent) + len(self.in_care) + len(self.out_there) + len(self.nowhere)

    @property
    def balances(self) -> bool:
        """Whether everybody answered or is in somebody's care, and nothing disagrees."""
        return not (self.silent or self.out_there or self.nowhere or self.disagreements)
