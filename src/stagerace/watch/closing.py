"""When a stage may be closed: nobody on course, everybody in camp by their own answer or in somebody's care."""

from collections.abc import Iterator

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.errors import Problem
from stagerace.core.names import StageNo
from stagerace.core.records import StageClosed
from stagerace.core.zone import say_clock
from stagerace.rules.race import Race
from stagerace.watch.handing_over import say_care
from stagerace.watch.ledger import ledger_of
from stagerace.watch.whereabouts import Ledger, Whereabouts


class Closing(Struct, frozen=True):
    """A stage that somebody closed, and what has come up against it since."""

    closed: StageClosed
    against: tuple[Problem, ...]
    """Why it could not be closed now; empty as long as the closing holds."""

    @property
    def holds(self) -> bool:
        """Whether the stage is still closed: nothing has come up since."""
        return not self.against


def why_not_closed(race: Race, stage: StageNo, now: Instant) -> tuple[Problem, ...]:
    """What keeps a stage from being closed, each with the bib and what to do; empty where it may be closed.

    Raises KeyError where the race has no such stage.
    """
    return against_closing(race, ledger_of(race, stage, now))


def against_closing(race: Race, ledger: Ledger) -> tuple[Problem, ...]:
    """What in a ledger keeps its stage from being closed."""
    to_start = [Problem(f"bib {bib} has not started yet", "wait for the start") for bib in ledger.to_start]
    disputed = [Problem(each.says, each.do) for each in ledger.disagreements]
    return (*to_start, *_unsafe(race, ledger), *disputed)


def stage_closed(race: Race, stage: StageNo, now: Instant) -> Closing | None:
    """The last closing of a stage by an instant, with what speaks against it now; None where nobody closed it.

    Raises KeyError where the race has no such stage.
    """
    words = [
        report
        for report in race.facts.reports.values()
        if isinstance(report, StageClosed) and report.stage == stage and report.closed_at <= now
    ]
    if not words:
        return None
    return Closing(max(words, key=lambda word: word.closed_at), why_not_closed(race, stage, now))


def _unsafe(race: Race, ledger: Ledger) -> Iterator[Problem]:
    waiting = set(ledger.to_start)
    for row in ledger.rows:
        if row.is_starter and not row.is_safe and row.bib not in waiting:
            seen = say_clock(row.seen, race.plan.zone) if row.seen is not None else ""
            yield _problem(row, f"last seen at {seen}" if seen else "not seen on this stage")


def _problem(row: Whereabouts, seen: str) -> Problem:
    bib = f"bib {row.bib}"
    match row.state:
        case "on_course":
            return Problem(f"{bib} is on course between {row.a} and {row.b}, {seen}", "find them")
        case "in_checkpoint":
            return Problem(f"{bib} is in {row.a}, {seen}", f"have the crew of {row.a} hand them over")
        case "finished":
            return Problem(f"{bib} came to {row.a} and has not answered since, {seen}", "call the roll in camp")
        case "camp":
            return Problem(f"{bib} should be in camp and has not answered, {seen}", "call the roll in camp")
        case _:
            return _in_care(row, bib, seen)


def _in_care(row: Whereabouts, bib: str, seen: str) -> Problem:
    held = say_care(row.care) if row.care else "nobody"
    if not row.agreed:
        return Problem(f"{bib} should be in the care of {held}, who has not said so, {seen}", f"ask {held}")
    remedy = "have both sides write the hand-over into camp, to a medic or to a hospital"
    return Problem(f"{bib} is in the care of {held}, {seen}", remedy)
