"""What a decision changes, as the lines of a page: who, where, from what to what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from stagerace.core.clock import Elapsed, Instant, format_elapsed
from stagerace.core.names import Bib
from stagerace.core.zone import Zone, say_clock
from stagerace.rules.changed_limits import Moved
from stagerace.rules.changed_standings import Change, Changed, Stood
from stagerace.rules.preview import Preview, Republished
from stagerace.rules.race import Race
from stagerace.rules.ruled_starts import in_ranges

_MANY = 4


@dataclass(frozen=True)
class Pair:
    """Something before and after, in words; `by` says by how much."""

    before: str
    after: str
    by: str = ""

    @property
    def differs(self) -> bool:
        """Whether it changes."""
        return self.before != self.after


@dataclass(frozen=True)
class Row:
    """One standing that changes: whose, where, and what of it."""

    who: str
    where: str
    result: Pair
    status: Pair
    places: tuple[tuple[str, Pair], ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Limit:
    """A start or cut-off that moves, for whom."""

    where: str
    clock: Pair
    count: int
    bibs: str


def rows(changed: Sequence[Changed], race: Race) -> list[Row]:
    """A line for each standing that changes."""
    return [_row(each, change, race) for each in changed for change in each.changes]


def _row(each: Changed, change: Change, race: Race) -> Row:
    then, now = change.before, change.after
    where = f"Stage {change.stage}" if change.stage is not None else "Overall"
    doubts = tuple(doubt for doubt in (now.doubts if now else ()) if not then or doubt not in then.doubts)
    return Row(each.who, where, _result(then, now, race), Pair(_status(then), _status(now)), _places(then, now), doubts)


def _result(then: Stood | None, now: Stood | None, race: Race) -> Pair:
    if race.plan.scoring == "distance":
        metres = [f"{stood.distance_m / 1000:.3f} km" if stood else "" for stood in (then, now)]
        return Pair(*metres)
    old, new = (stood.elapsed_ms if stood else None for stood in (then, now))
    by = "" if old is None or new is None or old == new else signed_length(Elapsed(new - old))
    return Pair(_time(old), _time(new), by)


def signed_length(time: Elapsed) -> str:
    """A difference of times with its sign: `+0:45:00`."""
    return f"+{format_elapsed(time)}" if time > 0 else format_elapsed(time).replace("-", "\N{MINUS SIGN}")


def _time(time: Elapsed | None) -> str:
    return format_elapsed(time) if time is not None else ""


def _status(stood: Stood | None) -> str:
    return stood.status.replace("_", " ") if stood else ""


def _places(then: Stood | None, now: Stood | None) -> tuple[tuple[str, Pair], ...]:
    old, new = (stood.places if stood else {} for stood in (then, now))
    pairs = ((cls, Pair(str(old.get(cls, "")), str(new.get(cls, "")))) for cls in {**old, **new})
    return tuple((cls, pair) for cls, pair in pairs if pair.differs)


def limits(moved: Sequence[Moved], race: Race, *, starts: bool) -> list[Limit]:
    """A line for each start or cut-off that moves; where many runners have their own, from the first to the last."""
    groups: dict[str, list[Moved]] = {}
    for each in moved:
        groups.setdefault(_where(each, starts=starts), []).append(each)
    found: list[Limit] = []
    for where, those in groups.items():
        found += [_limit(where, [one], race) for one in those] if len(those) <= _MANY else [_limit(where, those, race)]
    return found


def _where(moved: Moved, *, starts: bool) -> str:
    if starts:
        return f"Stage {moved.stage}, wave {moved.wave}" if moved.wave else f"Stage {moved.stage}"
    return f"{moved.place}: {'leave by' if moved.way == 'out' else 'arrive by'}"


def _limit(where: str, those: Sequence[Moved], race: Race) -> Limit:
    bibs = [bib for each in those for bib in each.bibs]
    zone = race.plan.zone
    day = zone.local(race.plan.by_number[those[0].stage].start).date()
    pair = Pair(*(_span(times, zone, day) for times in ([m.before for m in those], [m.after for m in those])))
    return Limit(where, pair, len(bibs), in_ranges([Bib(bib) for bib in bibs]))


def _span(instants: Sequence[Instant | None], zone: Zone, day: date) -> str:
    """From the first to the last of some instants; with the date where that is not the day of the stage."""
    known = sorted({instant for instant in instants if instant is not None})
    if not known:
        return "none"
    first, last = say_clock(known[0], zone, day), say_clock(known[-1], zone, day)
    return first if first == last else f"{first} to {last}"


def credited(changes: Preview, zone: Zone) -> tuple[list[dict[str, str]], str]:
    """Who is credited what at a held checkpoint, a line each, and the bibs of those who get nothing."""
    found = [
        {
            "place": wait.place, "bib": wait.bib, "came": _clock(wait.came, zone), "left": _clock(wait.left, zone),
            "before": format_elapsed(wait.before_ms), "after": format_elapsed(wait.after_ms),
        }
        for wait in changes.waits
        if wait.before_ms or wait.after_ms
    ]  # fmt: skip
    nothing = [wait.bib for wait in changes.waits if not (wait.before_ms or wait.after_ms)]
    return found, in_ranges(nothing)


def _clock(instant: Instant | None, zone: Zone) -> str:
    return say_clock(instant, zone, zone.local(instant).date()) if instant is not None else "not known"


def republished(results: Sequence[Republished]) -> list[str]:
    """The declared results that no longer stand as they were, or do so again, in words."""
    return [_republished(each) for each in results]


def _republished(each: Republished) -> str:
    called = f"Stage {each.stage}" if each.stage is not None else f"Standings after stage {each.after_stage}"
    if each.after == "live":
        return f"{called} is {each.before} and will no longer be: it has to be declared again"
    return f"{called} becomes {each.after}"
