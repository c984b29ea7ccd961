"""What asks for a decision of the race director: what crews said that only a ruling answers, results not declared."""

from collections.abc import Iterator
from typing import Final, Literal, TypeVar

from msgspec import Struct

from stagerace.core.clock import MINUTE, SECOND, Elapsed, Instant, later, say_length
from stagerace.core.names import Bib, PlaceId, RecordId, StageNo, WaveId, say_record, start_of
from stagerace.core.plan import Stage
from stagerace.core.records import CheckpointClosed, GunFired, HoldCalled, Passing, Ruled, SetAside, WithdrawalReported
from stagerace.core.zone import say_clock
from stagerace.rules.classes import Scope
from stagerace.rules.facts import Ruling
from stagerace.rules.race import Race
from stagerace.rules.reports import withdrawal_id
from stagerace.rules.ruled_starts import EVERYONE, ruled_start
from stagerace.rules.rulings.close import Close
from stagerace.rules.rulings.hold import Hold
from stagerace.rules.tables import version_of

What = Literal["hold", "gun", "closed", "withdrawal", "result"]

AS_PLANNED: Final = 30 * SECOND
"""How far from the start as ruled a gun may be and ask nothing [ms]."""
ON_TIME: Final = MINUTE
"""How much before its closing a checkpoint may be closed and ask nothing [ms]."""

T = TypeVar("T")


class Undecided(Struct, frozen=True):
    """One thing that asks for a decision, and the decision that would answer it."""

    name: str
    """What it rests on; somebody who lets it be sets this name aside."""
    what: What
    told: str
    since: Instant
    kind: str
    """The kind of ruling that would answer it; `declare` for a result."""
    stage: StageNo | None = None
    place: PlaceId | None = None
    wave: WaveId = EVERYONE
    at: Instant | None = None
    until: Instant | None = None
    answers: str = ""
    """The ruling to write the next version of, or to take back."""
    scope: Scope = Scope()
    reason: str = ""
    code: tuple[str, Instant, Literal["hold", "release"]] | None = None
    """The check code that was heard with it, with the minute and what it was read out for."""


def undecided(race: Race) -> tuple[Undecided, ...]:
    """Everything that asks for a decision and that nobody set aside: holds first, then by time, results last."""
    aside = {report.conflict for report in race.facts.reports.values() if isinstance(report, SetAside)}
    found = [*sorted(asked_by_crews(race), key=lambda each: each.what != "hold"), *_results(race)]
    return tuple(each for each in found if each.name not in aside)


def asked_by_crews(race: Race) -> list[Undecided]:
    """What crews said that asks for a decision, the oldest first, whether or not somebody set it aside."""
    said = [*_holds(race), *_guns(race), *_closed(race), *_withdrawals(race)]
    return sorted(said, key=lambda each: (each.since, each.name))


def _reports(race: Race, kind: type[T]) -> Iterator[tuple[RecordId, T, Stage]]:
    """What crews said of a kind, with the stage it was said of; of places the plan does not know, nothing."""
    for record, report in race.facts.reports.items():
        place = getattr(report, "place", None)
        if isinstance(report, kind) and place in race.plan.stage_at:
            yield record, report, race.plan.stage_at[place]


def _clock(race: Race, instant: Instant) -> str:
    return say_clock(instant, race.plan.zone)


def _holds(race: Race) -> Iterator[Undecided]:
    latest = {(call.place, call.hold): (record, call, stage) for record, call, stage in _reports(race, HoldCalled)}
    for record, call, stage in latest.values():
        ruled = _ruled_hold(race, call)
        if ruled is not None and (call.released_at is None or ruled.text.time is not None):
            continue
        if ruled is None and _was_ruled(race, call):
            continue
        told = f"{call.place} holds since {_clock(race, call.held_from)}"
        if call.released_at is not None:
            told = f"{call.place} held {_clock(race, call.held_from)} to {_clock(race, call.released_at)}"
        heard = f", heard from {call.heard_from}" if call.heard_from else ""
        code = (call.code, *_heard(call)) if call.code else None
        yield Undecided(
            f"decision hold {say_record(record)}", "hold", f"{told}{heard}{_by(call.by)}", call.held_from, Hold.name,
            stage.n, call.place, at=call.held_from if ruled is None else ruled.text.announced, until=call.released_at,
            answers=ruled.text.id if ruled else "", reason=call.reason, code=code,
        )  # fmt: skip


def _heard(call: HoldCalled) -> tuple[Instant, Literal["hold", "release"]]:
    return (call.held_from, "hold") if call.released_at is None else (call.released_at, "release")


def _ruled_hold(race: Race, call: HoldCalled) -> Ruling | None:
    """The standing hold of that place and time."""
    return next((ruling for ruling in race.rulings if _meets(ruling.text, call)), None)


def _was_ruled(race: Race, call: HoldCalled) -> bool:
    """Whether a hold of that place and time was signed and taken back: then it was decided."""
    return any(_meets(ruling.text, call) for ruling in race.facts.rulings.values())


def _meets(text: Ruled, call: HoldCalled) -> bool:
    if text.ruling != Hold.name or text.place != call.place:
        return False
    end = later(text.announced, text.time) if text.time is not None else None
    return (end is None or end >= call.held_from) and (call.released_at is None or text.announced <= call.released_at)


def _guns(race: Race) -> Iterator[Undecided]:
    latest = {(gun.place, gun.wave): (record, gun, stage) for record, gun, stage in _reports(race, GunFired)}
    for record, gun, stage in latest.values():
        if gun.place != start_of(stage.n):
            continue
        fired = _race_time(race, record, gun)
        off = Elapsed(fired - ruled_start(race, stage, gun.wave))
        if abs(off) <= AS_PLANNED:
            continue
        whose = f"wave {gun.wave} of stage {stage.n}" if gun.wave else f"stage {stage.n}"
        told = (
            f"The gun of {whose} was at {_clock(race, fired)}, "
            f"{say_length(Elapsed(off // SECOND * SECOND))} {'late' if off > 0 else 'early'}"
        )
        yield Undecided(
            f"decision gun {say_record(record)}", "gun", told + _by(gun.by), fired, "move_start", stage.n,
            wave=gun.wave, at=fired,
        )  # fmt: skip


def _race_time(race: Race, record: RecordId, gun: GunFired) -> Instant:
    """When a gun was by the clock of the race, as far as the device's anchors tell."""
    read = Passing(Bib("*"), gun.place, gun.fired_at, segment=gun.segment, mono=gun.mono)
    clock = race.facts.clocks.corrected(record, read)
    return clock.at if clock else gun.fired_at


def _closed(race: Race) -> Iterator[Undecided]:
    ruled = {ruling.text.place for ruling in race.rulings if ruling.text.ruling == Close.name}
    latest = {said.place: (record, said, stage) for record, said, stage in _reports(race, CheckpointClosed)}
    for record, said, stage in latest.values():
        planned = stage.by_place[said.place].close
        if said.place in ruled or (planned is not None and said.closed_at >= planned - ON_TIME):
            continue
        closing = f"planned for {_clock(race, planned)}" if planned is not None else "no closing is planned"
        told = f"{said.place} was closed by its crew at {_clock(race, said.closed_at)}; {closing}"
        yield Undecided(
            f"decision closed {say_record(record)}", "closed", told + _by(said.by), said.closed_at, Close.name,
            stage.n, said.place, at=said.closed_at, reason=said.note,
        )  # fmt: skip


def _withdrawals(race: Race) -> Iterator[Undecided]:
    standing = {ruling.text.id for ruling in race.rulings}
    for record, report, stage in _reports(race, WithdrawalReported):
        if (name := withdrawal_id(record)) not in standing:
            continue
        parts = (report.reason, f"to {report.destination}" if report.destination else "", report.vehicle,
                 f"in the care of {report.custody}" if report.custody else "not yet taken over")  # fmt: skip
        told = f"{report.bib} withdrew at {report.place} at {_clock(race, report.reported_at)}; it counts already"
        said = f"{told}: {', '.join(part for part in parts if part)}"
        yield Undecided(
            f"decision {name}", "withdrawal", said + _by(report.by), report.reported_at, "revoke", stage.n,
            report.place, answers=name,
        )  # fmt: skip


def _by(name: str) -> str:
    return f" ({name})" if name else ""


def _results(race: Race) -> Iterator[Undecided]:
    for n in sorted(race.begun):
        position = race.position(n)
        results = [results[position] for results in race.results.values()]
        if any(result is not None and result.status == "active" for result in results):
            continue
        for scope, called in ((Scope(stage=n), f"Stage {n}"), (Scope(after=n), f"Standings after stage {n}")):
            if (state := version_of(race, scope, 0).state) != "official":
                told = f"{called}: {'not declared' if state == 'live' else state}"
                name = f"decision result {called.casefold()} {state}"
                yield Undecided(name, "result", told, Instant(0), "declare", n, scope=scope)
