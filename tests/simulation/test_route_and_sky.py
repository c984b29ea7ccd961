"""A stage of the plan and its day, as the chain of models takes them."""

from dataclasses import replace

import numpy as np
import pytest
from stages_made import NUMBERS, in_lanes, out_of_lanes, people

from stagerace.climate.conditions import Conditions, conditions
from stagerace.climate.weather import Site, Weather
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant
from stagerace.core.course import Between, Course, Ground, OnCourse
from stagerace.core.names import Metres, PlaceId, StageNo
from stagerace.core.plan import Checkpoint, Stage
from stagerace.kernels import chain_fields as f
from stagerace.kernels.chain import stage_lanes
from stagerace.simulation.route import NEVER, route_of
from stagerace.simulation.sky import SLOT, sky_of

START = Instant(1_930_197_600_000)
FLAT = Between(Metres(0), Metres(0), Metres(0))


def stage(*, closes: int = 0, limit: int = 0, found: int = 9_800, metres: int = 20_000) -> Stage:
    """A stage of 20 km that rises 2 %, sand first, with one checkpoint at km 10 that was found a little earlier."""
    points = metres // 100 + 1
    course = Course(
        metres=Metres(metres),
        positions=tuple((2_500_000 + i * 90, 3_000_000) for i in range(points)),
        altitudes=tuple(2_000 + i * 20 for i in range(points)),
        climb=FLAT,
        descent=FLAT,
        ground=(Ground(Metres(0), "sand"), Ground(Metres(metres // 2), "road")),
        places=(OnCourse(PlaceId("1CP1"), Metres(found)),),
    )
    close = Instant(START + closes * MINUTE) if closes else None
    place = Checkpoint(PlaceId("1CP1"), Metres(10_000), close=close)
    length = Elapsed(limit * MINUTE) if limit else None
    return Stage(StageNo(1), Metres(metres), START, limit=length, checkpoints=(place,), course=course)


def felt(air: float = 35.0, altitude: float = 200.0) -> Conditions:
    """A day of the same air at every hour."""
    hours = 24
    time = START - 8 * HOUR + np.arange(hours, dtype=np.int64) * HOUR
    same = {
        name: np.full(hours, value)
        for name, value in {"humidity": 20.0, "wind": 3.0, "pressure": 990.0, "global_sun": 600.0}.items()
    }
    nothing = np.full(hours, np.nan)
    site = Site(25.0, 30.0, altitude)
    return conditions(Weather(site, time, np.full(hours, air), direct_sun=nothing, diffuse_sun=nothing, **same), "sand")


def test_every_cell_knows_its_leg_its_grade_and_its_ground() -> None:
    cells = route_of(stage()).cells.reshape(-1, f.CELL)
    assert len(cells) == 200
    assert cells[:98, 0].tolist() == [0.0] * 98
    assert cells[98:, 0].tolist() == [1.0] * 102
    np.testing.assert_allclose(cells[:, 1], 0.02, atol=1e-9)
    assert (cells[:100, 3] > cells[100:, 3]).all()


def test_a_place_lies_where_it_was_found_on_the_course() -> None:
    places = route_of(stage(found=9_500)).places.reshape(-1, f.PLACE)
    assert places[:, 0].tolist() == [9_500.0, 20_000.0]


def test_closings_are_minutes_from_the_start_and_the_finish_has_the_limit() -> None:
    places = route_of(stage(closes=180, limit=420)).places.reshape(-1, f.PLACE)
    assert places[:, 1].tolist() == [180.0, 420.0]
    assert route_of(stage()).places.reshape(-1, f.PLACE)[:, 1].tolist() == [NEVER, NEVER]


def test_the_finish_gives_neither_rest_nor_water() -> None:
    places = route_of(stage()).places.reshape(-1, f.PLACE)
    assert (places[0, 2:] > 0).all()
    assert places[1, 2:].tolist() == [0.0, 0.0]


def test_softer_ground_for_a_day_costs_more() -> None:
    usual, soft = (route_of(stage(), softness=factor).facts.reshape(-1, 8)[:100, 1] for factor in (1.0, 1.3))
    assert (soft > usual).all()


def test_a_stage_without_a_course_is_refused() -> None:
    bare = Stage(StageNo(1), Metres(20_000), START)
    with pytest.raises(ValueError, match="no course"):
        route_of(bare)


def test_a_leg_has_the_mean_of_its_ends() -> None:
    sky = sky_of((felt(30.0), felt(40.0), felt(40.0)), START, 120)
    values = sky.values.reshape(sky.slots, sky.zones, f.SKY)
    assert (sky.slots, sky.zones, sky.minutes) == (8, 2, SLOT)
    np.testing.assert_allclose(values[:, :, 0], [[35.0, 40.0]] * 8)


def test_thin_air_cools_less_and_dries_more() -> None:
    below = felt()
    above = replace(below, pressure=below.pressure * 0.75)
    low, high = (sky_of((place, place), START, 60).values.reshape(-1, f.SKY)[0] for place in (below, above))
    assert high[4] < low[4]
    assert high[5] > low[5]


def test_a_sky_needs_two_places() -> None:
    with pytest.raises(ValueError, match="two places"):
        sky_of((felt(),), START, 60)


def test_people_walk_such_a_stage_at_the_speed_of_people() -> None:
    where = route_of(stage())
    person, state = people(200)
    person[f.HEAT_PATIENCE :] = 1e9
    lanes = in_lanes(person), in_lanes(state)
    arrived, filled = np.full((1, 2 * f.ROW), np.nan), np.zeros((1, 2 * f.ROW))
    stage_lanes(*lanes, where, sky_of((felt(), felt(), felt()), START, 900), 900, 10, NUMBERS, arrived, filled)
    hours = (out_of_lanes(arrived, 2, 200)[-1] - person[f.START]) / 60
    assert np.isfinite(hours).all()
    assert (20 / hours > 1.5).all()
    assert 3.0 < 20 / np.median(hours) < 6.0
