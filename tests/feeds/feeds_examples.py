"""A small invented race, and the short way to read a sheet against it."""

from datetime import date
from typing import Any

from stagerace.core.errors import BadInput
from stagerace.core.names import Bib
from stagerace.core.plan import Plan
from stagerace.core.zone import Zone, to_iso
from stagerace.feeds.context import Context
from stagerace.feeds.race_toml import read_plan

RACE = """\
[race]
id = "sahara-2031"
name = "Sahara 2031"
start_date = 2031-03-02
time_zone = "Africa/Cairo"
"""
STAGES = """\
[[stage]]
n = 1
km = 38.0
start = 2031-03-02T08:00:00
limit = "12:00:00"
[[stage.wave]]
id = "A"
start = 2031-03-02T08:00:00
bibs = "1-50"
[[stage.wave]]
id = "B"
start = 2031-03-02T09:00:00
[[stage.checkpoint]]
id = "1CP1"
km = 10.2
record = ["in", "out"]
close = 2031-03-02T13:00:00
[[stage]]
n = 2
km = 80
start = 2031-03-03T08:00:00
[[stage.checkpoint]]
id = "2CP1"
km = 30
[[stage.checkpoint]]
id = "2CP2"
km = 60
"""


def plan(text: str = RACE + STAGES) -> Plan:
    return read_plan(text, "race.toml")


def context(day: str = "", bibs: str = "1 2 3 7 12", **more: Any) -> Context:
    known = frozenset(Bib(bib) for bib in bibs.split())
    return Context(plan(), date.fromisoformat(day) if day else None, known, **more)


def problems(text: str) -> list[str]:
    """What is wrong with a race.toml, as it is shown."""
    try:
        read_plan(text, "race.toml")
    except BadInput as error:
        return [str(problem) for problem in error.problems]
    return []


def said(zone: Zone, *instants: Any) -> list[str]:
    """Instants as ISO 8601, for comparing by eye."""
    return [to_iso(instant, zone) for instant in instants]
