"""When what a record tells happened; what crews said beside passings, which decision a withdrawal amounts to."""

from typing import Final, get_args

from stagerace.core.bibset import BibSet, parse_bibs
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, RecordId, is_read, say_record
from stagerace.core.plan import Plan
from stagerace.core.records import (
    AlertAnswered,
    AlertRaised,
    Body,
    CheckpointClosed,
    Confided,
    Declared,
    ForecastPublished,
    FrameHeard,
    GunFired,
    HandedOver,
    HoldAcknowledged,
    HoldCalled,
    HoldOrdered,
    IncidentOpened,
    IncidentTold,
    MedicSaid,
    NotAtStart,
    Passing,
    Report,
    RollCalled,
    Ruled,
    SetAside,
    ShiftHanded,
    StageClosed,
    Swept,
    WaterCounted,
    WithdrawalReported,
    ZoneDrawn,
)

REPORTS: Final[tuple[type[Report], ...]] = get_args(Report)
"""Every kind of what crews say."""


def said_at(body: Body) -> Instant | None:
    """When a record says that something happened, was reported, announced, declared or published; None for all else."""
    match body:
        case Passing(seen_at=moment) | FrameHeard(seen_at=moment):
            return moment
        case Ruled(announced=moment) | Declared(declared_at=moment) | ForecastPublished(published_at=moment):
            return moment
        case said if isinstance(said, REPORTS):
            return moment_of(said)
        case _:
            return None


def moment_of(report: Report) -> Instant:
    """When what was said happened; for a hold that was released, its release."""
    match report:
        case HoldCalled(held_from=held_from, released_at=released_at):
            return held_from if released_at is None else released_at
        case GunFired(fired_at=moment) | NotAtStart(noted_at=moment) | WithdrawalReported(reported_at=moment):
            return moment
        case RollCalled(called_at=moment) | Swept(swept_at=moment) | CheckpointClosed(closed_at=moment):
            return moment
        case ShiftHanded(handed_at=moment) | SetAside(set_at=moment) | HandedOver(handed_at=moment):
            return moment
        case IncidentOpened(opened_at=moment) | IncidentTold(told_at=moment) | Confided(confided_at=moment):
            return moment
        case AlertRaised(raised_at=moment) | AlertAnswered(answered_at=moment) | MedicSaid(said_at=moment):
            return moment
        case ZoneDrawn(drawn_at=drawn, lifted_at=lifted):
            return drawn if lifted is None else lifted
        case HoldOrdered(ordered_at=ordered, released_at=released):
            return ordered if released is None else released
        case HoldAcknowledged(acknowledged_at=moment) | StageClosed(closed_at=moment) | WaterCounted(counted_at=moment):
            return moment


def withdrawal_id(record: RecordId) -> str:
    """The id of the ruling that a reported withdrawal counts as; a ruling takes it back by it.

    >>> withdrawal_id(("n7k3mq2xtwb", 12))
    'withdrawal n7k3mq2xtwb:12'
    """
    return f"withdrawal {say_record(record)}"


def as_ruled(record: RecordId, report: WithdrawalReported, plan: Plan) -> Ruled | None:
    """The ruling that a reported withdrawal counts as; None without a planned place and one runner."""
    stage = plan.stage_at.get(report.place)
    if stage is None or not names_one(report.bib):
        return None
    return Ruled(
        withdrawal_id(record),
        report.reported_at,
        "withdraw",
        stage.n,
        report.bib,
        place=report.place,
        reason=report.reason,
        custody=report.custody or report.vehicle or report.place,
        by=report.by,
    )


def names_one(bib: Bib) -> bool:
    """Whether a bib is that of one runner: read in full, and no group such as `all`, `1-50` or nothing at all.

    >>> names_one("12A"), names_one("1*"), names_one("ALL"), names_one("")
    (True, False, False, False)
    """
    try:
        return is_read(bib) and parse_bibs(bib) == BibSet(everyone=False, bibs=frozenset({bib}))
    except ValueError:
        return False
