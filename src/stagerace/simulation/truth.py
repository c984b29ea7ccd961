"""What really happened in an invented race: the answer that standings worked out from sightings are compared with."""

from msgspec import Struct, field

from stagerace.core.clock import ZERO, Elapsed, Instant
from stagerace.core.names import Bib, Direction, Metres, PlaceId, StageNo


class Passed(Struct, frozen=True):
    """A runner at a place at the instant it was so."""

    place: PlaceId
    way: Direction
    at: Instant


class StageTruth(Struct, omit_defaults=True):
    """A runner's stage as it was, and how well it can be known from what was seen.

    It is filled in while the race is invented, and not changed after.
    """

    stage: StageNo
    start: Instant
    """When the runner's own clock began."""
    status: str = "finished"
    """`finished`, `withdrawn`, `over_cutoff`, `disqualified` or `not_started`."""
    out: str = ""
    """Why the runner is out from this stage on; empty for those who are not."""
    place: PlaceId | None = None
    """Where it ended for one who did not finish."""
    cause: str = ""
    """What made them withdraw, as the engine has it: one of `hazards.CAUSES`."""
    ruled: Elapsed | None = None
    """The time that counts, penalties apart [ms]."""
    penalty: Elapsed = ZERO
    held: Elapsed = ZERO
    credit: Elapsed = ZERO
    metres: Metres = Metres(0)
    passed: list[Passed] = field(default_factory=list)
    laps: list[Instant] = field(default_factory=list)
    within: Elapsed | None = ZERO
    """How far what was seen may lie from what was; None where it cannot be known [ms]."""
    why: str = ""
    """Why it is not known to the millisecond."""

    @property
    def total(self) -> Elapsed | None:
        """The ruled time with penalties."""
        return None if self.ruled is None else Elapsed(self.ruled + self.penalty)

    def at(self, place: PlaceId, way: Direction) -> Instant | None:
        """When the runner was at a place first."""
        return next((p.at for p in self.passed if p.place == place and p.way == way), None)


class RunnerTruth(Struct, omit_defaults=True):
    """A runner's race as it was; a stage is there when the runner was still in the race on its morning."""

    bib: Bib
    runner: str
    stages: dict[StageNo, StageTruth] = field(default_factory=dict)
    status: str = "ranked"
    """`ranked`, or why the runner has no place."""
    rank: int | None = None
    total: Elapsed | None = None
    metres: Metres = Metres(0)
    capped: Instant | None = None
    """When the cap was reached, where distance ranks."""

    @property
    def out(self) -> str:
        """Why the runner is out of the classification; empty while in it."""
        outs = [stage.out for stage in self.stages.values() if stage.out]
        return outs[-1] if outs else ""


class RaceTruth(Struct, omit_defaults=True):
    """An invented race as it was."""

    race: str
    scoring: str
    runners: dict[Bib, RunnerTruth] = field(default_factory=dict)
    broken_teams: list[str] = field(default_factory=list)


class SeasonTruth(Struct):
    """The titles of the invented season as they really came out, by runner id."""

    season: str
    began: list[str]
    completed: list[str]
    first_woman: str
    youngest: str
    ended: dict[str, str]
    """Where it ended for each who did not complete: `sahara-2031, stage 2, withdrawn`."""
