"""What several commands ask in the same way."""

from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, RecordId, StageNo, bib, read_record
from stagerace.core.plan import Plan
from stagerace.core.zone import Zone
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.times import parse_moment, settle
from stagerace.node.folder import RaceFolder, When
from stagerace.rules.classes import Scope

Dir = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the race.", show_default=False)]
AsOf = Annotated[
    str | None,
    typer.Option(metavar="T", help="Only what had happened, or was announced, by this time: 2031-03-02T18:00."),
]
KnownAt = Annotated[
    str | None, typer.Option(metavar="T|POSITION", help="Only what this node had stored by this time or log position.")
]


Record = Annotated[
    str,
    typer.Argument(metavar="RECORD", help="A record as explain and check show it, node:number.", show_default=False),
]


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    json = "json"
    csv = "csv"
    html = "html"


class TextFormat(StrEnum):
    """How a report is printed."""

    text = "text"
    json = "json"


def instant(folder: RaceFolder, text: str, option: str) -> Instant:
    """An instant given on the command line as ISO 8601; without an offset by the race's clock.

    Raises typer.BadParameter for what is none.
    """
    return _instant(text, _zone(folder), option)


def when(folder: RaceFolder, as_of: str | None, known_at: str | None) -> When:
    """The moment that --as-of and --known-at name; both may be given.

    Raises typer.BadParameter for a time that is none.
    """
    if as_of is None and known_at is None:
        return When()
    zone = _zone(folder)
    happened = _instant(as_of, zone, "--as-of") if as_of else None
    if known_at is not None and known_at.isdigit():
        return When(happened, None, int(known_at))
    return When(happened, _instant(known_at, zone, "--known-at") if known_at else None)


def season_when(as_of: str | None, known_at: str | None) -> When:
    """The moment that --as-of and --known-at name for races with clocks and logs of their own.

    Raises typer.BadParameter for a time without an offset, and for a log position.
    """
    if known_at is not None and known_at.isdigit():
        raise typer.BadParameter("a log position is one race's; give a time", param_hint="--known-at")
    happened = _whole_instant(as_of, "--as-of") if as_of else None
    return When(happened, _whole_instant(known_at, "--known-at") if known_at else None)


def _whole_instant(text: str, option: str) -> Instant:
    try:
        moment = parse_moment(text.strip())
    except Unreadable as error:
        raise typer.BadParameter(f"{error.what}. {error.remedy}", param_hint=option) from error
    if isinstance(moment, (time, datetime)):
        raise typer.BadParameter(f"{text!r} has no offset; write it as 2031-03-02T18:00+02:00", param_hint=option)
    return moment


def _zone(folder: RaceFolder) -> Zone:
    if folder.has_log and (plan := folder.view().facts.plan):
        return plan.zone
    return folder.draft().zone


def _instant(text: str, zone: Zone, option: str) -> Instant:
    """An instant as ISO 8601; without an offset by the race's clock."""
    try:
        moment = parse_moment(text.strip())
        if isinstance(moment, time):
            raise typer.BadParameter(f"{text!r} has no day; write it as 2031-03-02T18:00", param_hint=option)
        return settle(moment, zone)[0] if isinstance(moment, datetime) else moment
    except Unreadable as error:
        raise typer.BadParameter(f"{error.what}. {error.remedy}", param_hint=option) from error


def scope(plan: Plan, stage: int | None, after: int | None) -> Scope:
    """The stage, or the standings after one, that is asked for.

    Raises typer.BadParameter for a stage that the race does not have, or both at once.
    """
    if stage is not None and after is not None:
        raise typer.BadParameter("ask for --stage or --after, not both")
    for option, number in (("--stage", stage), ("--after", after)):
        if number is not None and number not in plan.by_number:
            known = ", ".join(str(n) for n in plan.by_number)
            raise typer.BadParameter(f"there is no stage {number}; the race has {known}", param_hint=option)
    return Scope(StageNo(stage) if stage is not None else None, StageNo(after) if after is not None else None)


def read_bib(text: str) -> Bib:
    """A bib given on the command line; raises typer.BadParameter for what is none."""
    try:
        return bib(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="BIB") from error


def read_target(text: str) -> RecordId:
    """A record given on the command line; raises typer.BadParameter for what is none."""
    try:
        return read_record(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="RECORD") from error


def read_day(text: str | None) -> date | None:
    """A day given as YYYY-MM-DD; raises typer.BadParameter for what is none."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a day; write it as 2031-03-02", param_hint="--date") from error
