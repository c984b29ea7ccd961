"""The folder of a new race reads back without a problem, and an example is the same every time."""

import random
import re
from itertools import pairwise
from math import cos, hypot, radians

import pytest

from stagerace.core.course import Ground
from stagerace.core.errors import BadInput
from stagerace.core.names import Bib
from stagerace.feeds import entries, passings, rulings
from stagerace.feeds.context import Context
from stagerace.feeds.new import new_race
from stagerace.feeds.outline import TEMPLATES
from stagerace.feeds.race_toml import read_draft
from stagerace.feeds.terrain_sheet import read_terrain


def made(template: str, stages: int | None = None, *, example: bool = False) -> dict[str, str]:
    return new_race("Sand & Sea 2031", template, stages, example=example, luck=random.Random(2031))


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("stages", [None, 1, 2, 3, 6, 20])
def test_every_template_is_a_plan_without_a_problem(template: str, stages: int | None) -> None:
    draft = read_draft(made(template, stages)["race.toml"], "race.toml")
    assert draft.notes == ()
    assert draft.plan.race == "sand-sea-2031"
    assert len(draft.plan.stages) == (stages or {"six-stage": 6, "time-boxed": 4, "single-stage": 1}[template])


def test_six_stages_are_run_in_seven_days() -> None:
    plan = read_draft(made("six-stage")["race.toml"], "race.toml").plan
    assert [plan.zone.local(stage.start).day for stage in plan] == [2, 3, 4, 5, 6, 8]
    assert sum(stage.metres for stage in plan) == pytest.approx(250_000, rel=0.02)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_line_of_a_new_race_is_explained(template: str) -> None:
    for line in made(template)["race.toml"].splitlines():
        assert not line or line.startswith("[") or "# " in line, line


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_sheet_of_an_example_is_taken_whole(template: str) -> None:
    files = made(template, example=True)
    plan = read_draft(files["race.toml"], "race.toml").plan
    field = entries.read(files["runners.csv"].encode(), "runners.csv", Context(plan))
    assert (len(field.bodies), field.problems) == (200, ())
    context = Context(plan, known_bibs=frozenset(row.bib for row in field.bodies))
    seen = passings.read(files["passings.csv"].encode(), "passings.csv", context)
    decided = rulings.read(files["rulings.csv"].encode(), "rulings.csv", context)
    assert seen.problems == decided.problems == ()
    assert {row.ruling for row in decided.bodies} == {"penalty", "credit", "withdraw", "revoke"}
    assert sum("*" in row.bib for row in seen.bodies) == 3


def test_an_invented_field_is_wide_and_goes_wrong_as_fields_do() -> None:
    files = made("six-stage", example=True)
    plan = read_draft(files["race.toml"], "race.toml").plan
    rows = entries.read(files["runners.csv"].encode(), "runners.csv", Context(plan)).bodies
    ages = [row.age for row in rows if row.age is not None]
    assert (min(ages) >= 18, max(ages) <= 74, max(ages) - min(ages) > 35) == (True, True, True)
    assert len({row.country for row in rows}) > 30
    assert len({row.name for row in rows}) == len({row.runner for row in rows}) == 200
    assert sum(bool(row.team) for row in rows) == 24
    seen = passings.read(files["passings.csv"].encode(), "passings.csv", Context(plan)).bodies
    places = [(row.bib, row.place, row.way) for row in seen]
    assert len(places) > len(set(places))
    assert not any(row.bib == "133" for row in seen)
    assert not any(row.bib == "64" and row.place == "2FINISH" for row in seen)
    through = [row.bib for row in seen if row.place == "1FINISH"]
    missed = [bib for bib in through if (Bib(bib), "1CP2", "in") not in places]
    assert missed


@pytest.mark.parametrize(
    ("template", "stages"), [("six-stage", None), ("six-stage", 2), ("time-boxed", None), ("single-stage", None)]
)
def test_an_example_has_a_course_that_fits_its_plan(template: str, stages: int | None) -> None:
    files = made(template, stages, example=True)
    plan = read_draft(files["race.toml"], "race.toml").plan
    assert {name for name in files if name.endswith(".gpx")} == {f"course/{stage.n}.gpx" for stage in plan}
    ground = read_terrain(files["course/terrain.csv"].encode(), "terrain.csv", tuple(plan.by_number))
    assert ground.problems == ()
    assert ground.notes == ()
    for stage in plan:
        length, marks = measured(files[f"course/{stage.n}.gpx"])
        assert length == pytest.approx(stage.loop.metres if stage.loop else stage.metres, rel=0.01)
        assert marks == [place.id for place in stage.checkpoints]
        assert ground.grounds[stage.n][-1] == Ground(stage.metres, "unknown")


def measured(gpx: str) -> tuple[float, list[str]]:
    """How long the track of a file is on a sphere [m], and the names of its waypoints."""
    spots = [(radians(float(a)), radians(float(b))) for a, b in re.findall('<trkpt lat="(.+?)" lon="(.+?)">', gpx)]
    steps = (hypot(c - a, (d - b) * cos((a + c) / 2)) for (a, b), (c, d) in pairwise(spots))
    return 6_371_008.8 * sum(steps), re.findall("<wpt .*?<name>(.+?)</name>", gpx)


def test_without_an_example_the_folder_of_the_course_says_what_goes_there() -> None:
    files = made("six-stage")
    assert [name for name in files if name.startswith("course/")] == ["course/README.txt"]
    told = files["course/README.txt"]
    assert all(word in told for word in ("1.gpx", "waypoints", "1CP1", "terrain.csv", "stage,from_km,to_km,terrain"))
    sheet = "\n".join(re.findall(r"^(?:stage|1),.*$", told, re.MULTILINE))
    assert read_terrain(sheet.encode(), "terrain.csv").problems == ()


def test_the_same_luck_gives_the_same_bytes_and_other_luck_others() -> None:
    assert made("six-stage", example=True) == made("six-stage", example=True)
    other = new_race("Sand & Sea 2031", "six-stage", None, example=True, luck=random.Random(7))
    assert other["passings.csv"] != made("six-stage", example=True)["passings.csv"]


@pytest.mark.parametrize("name", ["", "🏜", '"quoted" \\ name', "x" * 300, "línea\nnueva", "$n ${id}"])
def test_any_folder_name_gives_a_plan_that_reads(name: str) -> None:
    files = new_race(name, "single-stage", None, example=False, luck=random.Random(1))
    assert read_draft(files["race.toml"], "race.toml").plan.race


def test_an_unknown_template_or_no_stages_are_refused() -> None:
    with pytest.raises(BadInput, match="six-stage, time-boxed, single-stage"):
        made("seven-stage")
    with pytest.raises(BadInput, match="Choose 1 to 20"):
        made("six-stage", 21)
