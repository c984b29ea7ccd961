"""The plan of a race as its director writes it: race.toml."""

from datetime import date, datetime
from typing import Any, Final, cast, get_args

from msgspec import Struct

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.errors import BadInput, Problem
from stagerace.core.plan import Plan, Team, TeamKind
from stagerace.core.zone import Zone
from stagerace.feeds.cells import Unreadable
from stagerace.feeds.class_names import parse_classes
from stagerace.feeds.plan_checks import LONGEST, check_stages
from stagerace.feeds.stage_toml import read_stage
from stagerace.feeds.toml_table import Document, Table, say
from stagerace.feeds.toml_values import parse_day, parse_distance, parse_id, parse_limit
from stagerace.feeds.zones import fixed, frozen
from stagerace.rules.ties import KINDS as TIES

_TEAM_KINDS: Final = cast("tuple[str, ...]", get_args(TeamKind))
_RACE_KEYS: Final = (
    "id", "name", "start_date", "time_zone", "utc_offset", "ties", "scoring", "cap_km", "classes", "double_prizes",
    "podium", "teams", "together", "keep_medical_days",
)  # fmt: skip
_LONGEST_KEPT: Final = 3650
"""Ten years, the longest that law asks anybody to keep what medics wrote [days]."""
_SOME_DAY: Final = date(2000, 1, 1)


class DraftPlan(Struct, frozen=True):
    """A plan read from a file, and what was assumed on the way."""

    plan: Plan
    notes: tuple[str, ...] = ()


def read_plan(text: str, file: str) -> Plan:
    """The plan that a race.toml describes.

    Raises BadInput with everything that is wrong.
    """
    return read_draft(text, file).plan


def read_draft(text: str, file: str) -> DraftPlan:
    """The plan that a race.toml describes, with notes on what was assumed.

    Raises BadInput with everything that is wrong.
    """
    document = Document(text, file)
    root = document.root
    root.only("race", "stage", "team")
    race = root.table("race")
    if race is None:
        document.problem(("race",), "there is no table [race]", "Begin the file with [race], id, name, start_date")
    plan = _read_plan(root, race or Table(document, ("race",), {}), present=race is not None)
    if document.problems:
        raise BadInput(*sorted(document.problems, key=lambda problem: problem.line or 0))
    return DraftPlan(plan, tuple(document.notes))


def plan_text(data: bytes, file: str) -> str:
    """The text of a race.toml, which is UTF-8.

    Raises BadInput when it is not.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(Problem("this is not UTF-8 text", "Save the file as UTF-8", file, line)) from None


def _read_plan(root: Table, race: Table, *, present: bool) -> Plan:
    race.only(*_RACE_KEYS)
    if present:
        _check_missing(race)
    start = race.read("start_date", parse_day)
    zone = _read_zone(race, start or _SOME_DAY, _last_day(root, start or _SOME_DAY))
    stages = tuple(read_stage(table, zone, index + 1) for index, table in enumerate(root.tables("stage")))
    if not stages:
        root.problem("stage", "there is no stage", "Add a table [[stage]] with n, km and start")
    scoring = race.one_of("scoring", ("time", "distance"), "time")
    plan = Plan(
        race=race.read("id", parse_id) or "",
        name=race.text("name"),
        start_date=(start or _SOME_DAY).isoformat(),
        zone=zone,
        stages=stages,
        ties=race.one_of("ties", tuple(TIES), "standard"),
        scoring="distance" if scoring == "distance" else "time",
        cap=race.read("cap_km", parse_distance),
        classes=race.read("classes", lambda value: parse_classes(value, race)) or ("overall",),
        double_prizes=race.flag("double_prizes", default=True),
        podium=_or_else(race.read("podium", _parse_podium), 3),
        team_kind=cast("TeamKind", race.one_of("teams", _TEAM_KINDS, "together")),
        teams=_read_teams(root),
        together=_or_else(race.read("together", parse_limit), Elapsed(60_000)),
        keep_medical_days=_or_else(race.read("keep_medical_days", _parse_days), 30),
    )
    if plan.cap is not None and scoring != "distance":
        race.problem("cap_km", "cap_km means nothing without distance", 'Add scoring = "distance", or take it out')
    check_stages(plan, root, start)
    return plan


def _or_else(value: Any, default: Any) -> Any:
    return default if value is None else value


def _check_missing(race: Table) -> None:
    race.missing("id", 'id = "sahara-2031"')
    race.missing("name", 'name = "Sahara 2031"')
    race.missing("start_date", "start_date = 2031-03-02")
    if race.has("time_zone") == race.has("utc_offset"):
        what = "time_zone and utc_offset are both there" if race.has("time_zone") else "time_zone is missing in [race]"
        remedy = 'Keep one: time_zone = "Africa/Cairo" or utc_offset = "+02:00"'
        race.problem("utc_offset" if race.has("time_zone") else "time_zone", what, remedy)


def _read_zone(race: Table, first: date, last: date) -> Zone:
    zone: Zone | None
    if race.has("time_zone"):
        zone = race.read("time_zone", lambda value: frozen(_name(value), first, last))
    else:
        zone = race.read("utc_offset", lambda value: fixed(_name(value)))
    return zone or Zone("UTC", ((Instant(0), 0),))


def _name(value: Any) -> str:
    if not isinstance(value, str):
        raise Unreadable(f"{say(value)} is not a text", 'Write it like "Africa/Cairo" or "+02:00"')
    return value


def _last_day(root: Table, start: date) -> date:
    found = [start]
    for stage in root.tables("stage"):
        moment = stage.read("start", lambda value: value if isinstance(value, datetime) else None)
        if moment is not None and start <= moment.date() <= start + LONGEST:
            found.append(moment.date())
    return max(found)


def _parse_podium(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 20:
        raise Unreadable(f"{say(value)} is not a number of places", "Write a whole number from 0 to 20, usually 3")
    return value


def _parse_days(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _LONGEST_KEPT:
        what = f"{say(value)} is not for how many days medical data is kept"
        raise Unreadable(what, f"Write a whole number from 1 to {_LONGEST_KEPT}, usually 30")
    return value


def _read_teams(root: Table) -> tuple[Team, ...]:
    teams: dict[str, Team] = {}
    for table in root.tables("team"):
        table.only("name", "kind")
        table.missing("name", 'name = "Dune Foxes", as in the column team of the entries')
        name = table.text("name")
        if name in teams:
            table.problem("name", f"the team {name!r} is there twice", "Keep one of them")
        teams[name] = Team(name, cast("TeamKind", table.one_of("kind", _TEAM_KINDS, "together")))
    return tuple(teams.values())
