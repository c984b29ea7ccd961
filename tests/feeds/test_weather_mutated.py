"""Weather files that went wrong on the way: taken or refused in words, never anything else."""

import random

import pytest
from mutations import mutated
from weather_files import HERE, rows, sheet

from stagerace.climate.weather import Weather
from stagerace.core.errors import BadInput
from stagerace.feeds.weather.reading import read_weather

DAYS = "date,tmin_c,tmax_c,hmin,hmax,ws_ms,pressure_hpa\n" + "".join(
    f"2031-03-{d:02d},12,32,20,60,3,990\n" for d in range(1, 8)
)
JSON = (
    '{"latitude":30.0,"longitude":30.0,"elevation":200.0,"utc_offset_seconds":7200,"hourly_units":'
    '{"temperature_2m":"°C","wind_speed_10m":"km/h"},"hourly":{"time":["2031-03-02T00:00","2031-03-02T01:00"],'
    '"temperature_2m":[12.5,null],"wind_speed_10m":[7.2,8.1]}}'
)
FILES = {"by the hour": sheet(rows(1)), "by the day": DAYS, "json": JSON}


def outcome(data: bytes) -> str:
    try:
        found = read_weather(data, "w.csv", site=HERE)
    except BadInput as error:
        return "refused" if all(problem.file == "w.csv" for problem in error.problems) else "refused, but not where"
    assert isinstance(found, Weather)
    assert len(found) == len(found.air) == len(found.global_sun)
    return "taken"


@pytest.mark.parametrize("kind", sorted(FILES))
def test_a_mutated_weather_file_is_taken_or_refused_in_words(kind: str) -> None:
    luck = random.Random(kind)
    seen = {outcome(mutated(FILES[kind], luck)) for _ in range(150)}
    assert seen == {"taken", "refused"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(FILES))
def test_many_mutated_weather_files_are_taken_or_refused_in_words(kind: str) -> None:
    luck = random.Random(f"{kind} again")
    for _ in range(2_000):
        outcome(mutated(FILES[kind], luck))
