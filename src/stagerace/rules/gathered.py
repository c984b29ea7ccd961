"""What the records of a race say, gathered: the plan, who runs, what was seen, what was decided."""

from typing import Final

from msgspec import Struct, field, structs

from stagerace.core.clock import Elapsed, later
from stagerace.core.names import Bib, PlaceId, RecordId, StageNo, Subject
from stagerace.core.plan import Plan
from stagerace.core.records import ClockAnchor, Confirmed, Declared, Entered, Passing, Record, Report, Voided
from stagerace.rules.clocks import Clocks
from stagerace.rules.clocks.anchor import YEAR, Span
from stagerace.rules.pieces import Ruling, Sheet, Sighting
from stagerace.rules.read_later import Read
from stagerace.rules.rights import Rights


def span_of(plan: Plan) -> Span:
    """The instants between which a clock can tell the time of a race: from a year before it to a year after."""
    starts = [stage.start for stage in plan.stages]
    return later(min(starts), Elapsed(-YEAR)), later(max(starts), YEAR)


_NOTHING: Final[dict[StageNo, list[Sheet]]] = {}


class Gathered(Struct):
    """What the records of a race say, before anything is judged."""

    plan: Plan | None = None
    entries: dict[Bib, Entered] = field(default_factory=dict)
    passings: dict[RecordId, Passing] = field(default_factory=dict)
    seen: dict[Bib, dict[PlaceId, list[Sighting]]] = field(default_factory=dict)
    """Who was seen where, by the bib as it is now believed to be; what was taken back is not here."""
    sheets: dict[Bib, dict[StageNo, list[Sheet]]] = field(default_factory=dict)
    rulings: dict[str, Ruling] = field(default_factory=dict)
    answers: dict[RecordId, Confirmed | Voided] = field(default_factory=dict)
    """The latest word of a person on a record that nobody took back."""
    reads: dict[RecordId, list[Read]] = field(default_factory=dict)
    """Whose a passing is as it was read later, by the passing's own record; what was taken back is still here."""
    reports: dict[RecordId, Report] = field(default_factory=dict)
    """What crews said of their checkpoints and nobody took back: every version, as written."""
    declared: list[tuple[RecordId, Declared]] = field(default_factory=list)
    forgotten: set[Subject] = field(default_factory=set)
    anchors: dict[RecordId, ClockAnchor] = field(default_factory=dict)
    frames: dict[RecordId, list[RecordId]] = field(default_factory=dict)
    """Which frames told of a passing, by the passing's own record, whether or not that is here."""
    only_heard: dict[RecordId, RecordId] = field(default_factory=dict)
    """The passings whose own record is not here, each with the frame that counts until it is."""
    rights: Rights | None = None
    """Who may write what; None where nobody was ever enrolled, and then everything counts."""
    without_right: list[tuple[Record, str]] = field(default_factory=list)
    """The records that count for nothing because their writer had no right to them, each with the reason."""
    _clocks: Clocks | None = None
    said: dict[RecordId, Record] = field(default_factory=dict)
    """Every report, also those that were taken back."""
    read_in: dict[RecordId, RecordId] = field(default_factory=dict)
    """The passing that each reading of a bib is about."""
    given: dict[RecordId, list[tuple[RecordId, Confirmed | Voided]]] = field(default_factory=dict)
    """Every answer to a record, also those that were taken back."""
    answer_to: dict[RecordId, RecordId] = field(default_factory=dict)
    """What each answer is about."""

    def forget_clocks(self) -> None:
        """Let the clocks be worked out again: an anchor came, or another plan."""
        self._clocks = None

    @property
    def clocks(self) -> Clocks:
        """What every device's clock was worth, as far as its anchors tell."""
        if self._clocks is None:
            self._clocks = Clocks(self.anchors, span_of(self.plan) if self.plan else None)
        return self._clocks

    def by_race_clock(self, sighting: Sighting) -> Sighting:
        """A sighting by the clock of the race: itself where no anchor tells of the device's clock."""
        clock = self.clocks.corrected(sighting.id, sighting.passing)
        return structs.replace(sighting, clock=clock) if clock else sighting

    def whose(self, target: RecordId) -> Bib:
        """Whose passing it is, as far as people have said."""
        answer = self.answers.get(target)
        if isinstance(answer, Confirmed) and answer.bib:
            return answer.bib
        read = self.read(target) if self.reads else None
        return read.text.bib if read else self.passings[target].bib

    def read(self, target: RecordId) -> Read | None:
        """Whose a passing was last read to be, where it was read later and nobody took that back."""
        return next((read for read in reversed(self.reads.get(target, ())) if not self.is_voided(read.id)), None)

    def is_voided(self, target: RecordId) -> bool:
        """Whether the latest word on a record is that it does not count."""
        return isinstance(self.answers.get(target), Voided)

    def sighting(self, target: RecordId) -> Sighting:
        """A passing as people have answered it; who vouched for it with one bib does not vouch for another."""
        passing, answer, heard = self.passings[target], self.answers.get(target), self.only_heard.get(target)
        bib, read = self.whose(target), self.read(target)
        note = read.say(passing.bib) if read and bib == read.text.bib != passing.bib else ""
        if isinstance(answer, Confirmed):
            note = "; ".join(part for part in (answer.reason, note) if part)
            return Sighting(target, passing, bib, answer.by, note, heard=heard)
        return Sighting(target, passing, bib, passing.confirmed_by if bib == passing.bib else "", note, heard=heard)

    def sheet(self, bib: Bib, stage: StageNo) -> Sheet | None:
        """The latest sheet row of a runner on a stage that nobody took back."""
        rows = self.sheets.get(bib, _NOTHING).get(stage)
        if not rows:
            return None
        if not self.answers:
            return rows[-1]
        return next((row for row in reversed(rows) if not self.is_voided(row.id)), None)
