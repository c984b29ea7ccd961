"""The files of a new race folder: a race.toml with every line explained, and the sheets to begin with."""

import re
import unicodedata
from datetime import timedelta
from importlib.resources import files
from string import Template
from typing import Final

from stagerace.course.invented.antarctica import ANTARCTICA
from stagerace.course.invented.files import course_files
from stagerace.course.invented.sahara import SAHARA
from stagerace.feeds.example import example_sheets
from stagerace.feeds.luck import Luck
from stagerace.feeds.outline import Leg, Outline, Place, outline
from stagerace.feeds.race_toml import read_plan

RUNNERS = "bib,name,gender,birth_date,country,team,runner,wave\n"
"""The header of runners.csv."""

COURSE_README: Final = """\
The course of the race: one file a stage, GPX, FIT or TCX, named by the number of its stage: 1.gpx, 2.gpx and so on.
Of a loop put one lap here. Times and standings need no course; climate and simulation do.

Mark the checkpoints as waypoints in the file and name them as race.toml does: 1CP1, 1CP2 and so on. Capitals, spaces
and the number of the stage do not matter. A checkpoint without a waypoint lies where its km in race.toml says.

What the ground is made of goes into terrain.csv, from kilometre to kilometre:

stage,from_km,to_km,terrain
1,0,4.5,sand
1,4.5,11,rock

terrain is one of sand, dune, rock, cliff, canyon, snow, salt, road; what no line names is unknown.
"""
"""The text of course/README.txt."""

_DESERTS: Final = {
    "six-stage": (SAHARA, (24.6, 30.0)),
    "time-boxed": (ANTARCTICA, None),
    "single-stage": (SAHARA, (33.3, 8.0)),
}
"""In which desert the course of an example lies, and where it starts [deg]; None for anywhere there."""


def new_race(name: str, template: str, stages: int | None, *, example: bool, luck: Luck) -> dict[str, str]:
    """The files of a new race by their path in its folder; the same luck gives the same bytes.

    `example` adds an invented course, an invented field of 200 and what was seen of it on the first two stages. Raises
    BadInput for an unknown template or an impossible number of stages.
    """
    plan = outline(template, stages, example=example)
    teams = "average" if example else "together"
    made = {"race.toml": race_toml(name, plan, teams), "runners.csv": RUNNERS, "course/README.txt": COURSE_README}
    if example:
        read = read_plan(made["race.toml"], "race.toml")
        desert, begin = _DESERTS[template]
        # The course is drawn last: the field and its times stay what they were before there was one.
        made |= example_sheets(read, luck) | course_files(read, desert, luck, begin)
    return made


def race_toml(name: str, plan: Outline, teams: str = "together") -> str:
    """The text of a race.toml for an outline, every line explained."""
    cap = "cap_km = 250.0  # who has come so far is ranked by when; take the line out for no cap"
    no_cap = "# cap_km = 250.0  # only with scoring by distance: who has come so far is ranked by when"
    head = _fill(
        "race", id=_slug(name), name=_title(name), start_date=plan.start_date, zone=plan.zone,
        scoring="distance" if plan.by_distance else "time", teams=teams, cap=cap if plan.by_distance else no_cap,
    )  # fmt: skip
    return head + "".join(_stage(leg) for leg in plan.legs)


def _stage(leg: Leg) -> str:
    told = f'limit = "{_length(leg.limit)}"  # the longest time from one\'s own start to the finish (h:mm:ss)'
    means = "the length of one lap" if leg.box else "the length, from start to finish"
    no_limit = '# limit = "12:00:00"  # on a loop the time box below is the limit'
    text = _fill(
        "stage", n=leg.n, name=leg.name, km=_km(leg.metres), km_means=means, start=leg.start.isoformat(),
        limit=no_limit if leg.box else told,
    )  # fmt: skip
    if leg.box:
        text += _fill("loop", km=_km(leg.metres), box=_length(leg.box))
    for wave, start, bibs in leg.waves:
        text += _fill("wave", id=wave, start=start.isoformat(), bibs=bibs)
    return text + "".join(_checkpoint(place, leg) for place in leg.places)


def _checkpoint(place: Place, leg: Leg) -> str:
    close = f"close = {place.close.isoformat()}  # arrive by; leave_by works alike" if place.close else ""
    none = "# close = 2031-03-02T13:00:00  # arrive by; take the # away to use it"
    return _fill(
        "checkpoint", id=place.id, km=_km(place.metres), what="lap" if leg.box else "stage", close=close or none
    )


def _fill(template: str, **values: object) -> str:
    text = files("stagerace.feeds").joinpath("templates", f"{template}.toml").read_text(encoding="utf-8")
    return Template(text).substitute(values)


def _km(metres: int) -> str:
    return f"{metres // 1_000}.{metres % 1_000:03}".rstrip("0").ljust(len(str(metres // 1_000)) + 2, "0")


def _length(time: timedelta) -> str:
    return f"{time // timedelta(hours=1)}:{time // timedelta(minutes=1) % 60:02}:00"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-").lower()[:60].rstrip("-") or "race"


def _title(name: str) -> str:
    words = re.sub(r"[-_\s]+", " ", "".join(c for c in name if c.isprintable() and c not in '"\\')).strip()
    return (words[:1].upper() + words[1:])[:100] or "Race"
