"""The weather a race folder knows: files under `weather/`, else the normals nearest to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isnan
from pathlib import Path
from typing import Final

from stagerace.climate.lapse import distance_km
from stagerace.climate.normals import FARTHEST_KM, nearest_normals, typical_day
from stagerace.climate.race_day import MEDIAN, day_at
from stagerace.climate.weather import Site, Weather
from stagerace.core.errors import BadInput, NotARace, Problem
from stagerace.core.findings import Finding
from stagerace.feeds.weather.normals_files import built_in_normals, read_normals
from stagerace.feeds.weather.placing import NOWHERE
from stagerace.feeds.weather.reading import read_weather
from stagerace.node.course_files import files_in

FOLDER: Final = "weather"
NORMALS_FILE: Final = "normals.csv"
ENDINGS: Final = (".csv", ".epw", ".json", ".dat")


@dataclass(frozen=True)
class DayAsked:
    """Which day is wanted: where, when, how many hours by the local clock [h ahead of UTC], how hot a day."""

    site: Site
    day: date
    hours: int
    offset: float
    like: float = MEDIAN


def weather_of(folder: Path, files: Sequence[Path], asked: DayAsked) -> Weather:
    """The weather of a day: from the first of `files` that has it, else from the nearest file in the folder that does,
    else from the folder's normals, else from built-in ones.

    Raises BadInput naming what is wrong with each file, NotARace where nothing is known about the place.
    """
    problems: list[Problem] = []
    for weather in (*_read(files, asked, problems), *_nearest_first(folder, asked, problems)):
        try:
            day = day_at(weather, asked.site, asked.day, hours=asked.hours, offset=asked.offset, like=asked.like)
            left_out = (Finding("left-out", str(problem), "this file was left out") for problem in problems)
            return replace(day, findings=(*day.findings, *left_out))
        except BadInput as bad:
            problems += bad.problems
    if problems:
        raise BadInput(*problems)
    return _normal_day(folder, asked)


def _nearest_first(folder: Path, asked: DayAsked, problems: list[Problem]) -> list[Weather]:
    read = _read(weather_files(folder), asked, problems)
    return sorted(read, key=lambda weather: distance_km(weather.site, asked.site))


def _read(files: Sequence[Path], asked: DayAsked, problems: list[Problem]) -> list[Weather]:
    """The files that can be used for a place; what is wrong with the others goes to the problems."""
    found: list[Weather] = []
    for file in files:
        try:
            weather = read_placed(file, asked.site, asked.offset)
            refuse_elsewhere(weather, asked.site)
            found.append(weather)
        except BadInput as bad:
            problems += bad.problems
    return found


def refuse_elsewhere(weather: Weather, site: Site) -> None:
    """Raise BadInput for weather of another part of the world: its hours of sun alone would be wrong."""
    km = distance_km(weather.site, site)
    if km > FARTHEST_KM:
        what = f"the weather was measured {km:,.0f} km from the race"
        raise BadInput(Problem(what, f"Use a file from within {FARTHEST_KM:.0f} km", weather.source))


def weather_files(folder: Path) -> list[Path]:
    """The weather files of a race folder, normals aside."""
    found = sorted(f for f in files_in(folder / FOLDER) if f.suffix.lower() in ENDINGS)
    return [file for file in found if file.name.lower() != NORMALS_FILE]


def read_placed(file: Path, site: Site, offset: float) -> Weather:
    """A weather file; one that does not say where it is from is taken for the race's own place, and it is said."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise BadInput(Problem("there is no such file", "Check the name", str(file))) from None
    except IsADirectoryError:
        raise BadInput(Problem("this is a folder", "Name one weather file in it", str(file))) from None
    try:
        return read_weather(data, file.name)
    except BadInput as bad:
        if not all(problem.what.startswith(NOWHERE) for problem in bad.problems):
            raise
    weather = read_weather(data, file.name, site=_with_altitude(site), zone_offset=offset)
    level = ", at sea level, because its altitude is not known" if isnan(site.altitude) else ""
    said = Finding("no-place", NOWHERE, f"taken as measured at the race{level}, by its clock", file.name)
    return replace(weather, findings=(*weather.findings, said))


def _with_altitude(site: Site) -> Site:
    """The site, at sea level where nothing tells how high it lies."""
    return replace(site, altitude=0.0) if isnan(site.altitude) else site


def _normal_day(folder: Path, asked: DayAsked) -> Weather:
    own = folder / FOLDER / NORMALS_FILE
    if own.is_file():
        normals = read_normals(own.read_bytes(), f"{FOLDER}/{NORMALS_FILE}", _with_altitude(asked.site))
        said: tuple[Finding, ...] = ()
    else:
        found, said = nearest_normals(asked.site, built_in_normals(), asked.day.month)
        if found is None:
            remedy = f"put a weather file or {NORMALS_FILE} into {folder / FOLDER}"
            raise NotARace(f"{folder}: no weather file here, and {said[0].what}; {remedy}")
        normals = found
    day = typical_day(normals, asked.site, asked.day, hours=asked.hours, offset=asked.offset, like=asked.like)
    news = (finding for finding in day.findings if not (said and finding.kind == "far-weather"))
    return replace(day, findings=(*said, *news))
