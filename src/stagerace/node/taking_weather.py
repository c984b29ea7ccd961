"""Taking a weather file into a race folder: read first, then kept beside the plan; times do not rest on it."""

from dataclasses import dataclass
from pathlib import Path

from stagerace.climate.weather import Site
from stagerace.core.errors import BadInput, NotARace, Problem
from stagerace.core.findings import Finding
from stagerace.node.climates import race_plan
from stagerace.node.folder import RaceFolder
from stagerace.node.stage_places import stage_place
from stagerace.node.weather_files import ENDINGS, FOLDER, read_placed, refuse_elsewhere


@dataclass(frozen=True)
class Taken:
    """What came of it: where it lies, how many hours it knows, whether it lay there before, what was noticed."""

    path: Path
    hours: int
    known: bool
    findings: tuple[Finding, ...]


def take_weather(folder: RaceFolder, file: Path) -> Taken:
    """Read a weather file and put it into `weather/`; the same file twice changes nothing.

    Raises BadInput for a file that is no weather, or where another file of that name lies there; NotARace.
    """
    plan = race_plan(folder)
    site, offset = stage_place(plan, plan.stages[0]) or (None, 0.0)
    if file.suffix.lower() not in ENDINGS:
        raise BadInput(Problem("this is no kind of weather file", f"Use one of {', '.join(ENDINGS)}", file.name))
    weather = read_placed(file, site or Site(float("nan"), float("nan"), 0.0), offset)
    if site is None and any(finding.kind == "no-place" for finding in weather.findings):
        raise NotARace(f"{file.name}: the file does not say where it is from, and the race has no course to tell")
    if site is not None:
        refuse_elsewhere(weather, site)
    data, target = file.read_bytes(), folder.path / FOLDER / file.name
    known = target.is_file() and target.read_bytes() == data
    if target.exists() and not known:
        what = f"another file of this name lies in {FOLDER}/"
        raise BadInput(Problem(what, "Give this one another name, or take the old one away", file.name))
    if not known:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return Taken(target, len(weather), known, weather.findings)
