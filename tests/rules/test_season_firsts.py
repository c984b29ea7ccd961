"""Firsts and records, and proposals of who may be the same person."""

from typing import Any

import pytest
from msgspec import structs
from seasons import RACES_2031, career_of, grand_slam, season

from stagerace.core.clock import Elapsed
from stagerace.rules.season.firsts import First
from stagerace.rules.season.matching import Identity, proposals
from stagerace.rules.season.outing import Outing, RunnerId
from stagerace.rules.season.season import Earlier
from stagerace.rules.season.table import season_table

ALL = "atacama gobi sahara antarctica"


def firsts(outings: list[Outing], *earlier: Earlier) -> dict[str, First]:
    world = structs.replace(season(), titles=(grand_slam(),), earlier=earlier)
    return {one.first.kind: one.first for one in season_table(world, outings).firsts}


def slam(runner: str, gender: str, age: int | None, hours: int = 40) -> list[Outing]:
    runs = career_of(runner, ALL, gender=gender, age=age)
    times = [None if one.race.scoring == "distance" else Elapsed(hours * 3_600_000) for one in runs]
    return [structs.replace(one, elapsed=time) for one, time in zip(runs, times, strict=True)]


FIELD = [*slam("mina", "F", 25, 40), *slam("lin", "F", 31, 45), *slam("dov", "M", 56, 60)]


def holders(first: First) -> list[tuple[str, int]]:
    return [(holder.who, holder.value) for holder in first.holders]


def test_without_earlier_ones_the_best_of_the_season_hold_every_first() -> None:
    found = firsts(FIELD)
    assert holders(found["first woman"]) == [("lin", 2031), ("mina", 2031)]
    assert holders(found["youngest"]) == [("mina", 25)]
    assert holders(found["oldest"]) == [("dov", 56)]
    assert holders(found["fastest"]) == [("mina", 3 * 40 * 3_600_000)]
    assert all(first.stands and first.earlier is None for first in found.values())


def test_first_woman_and_youngest_can_be_false() -> None:
    found = firsts(FIELD, Earlier("slam", "Erna Holt", 2029, "F", 24))
    assert {kind: first.stands for kind, first in found.items()} == {
        "first woman": False, "youngest": False, "oldest": True, "fastest": True,
    }  # fmt: skip
    earlier = found["youngest"].earlier
    assert earlier is not None
    assert (earlier.who, earlier.value) == ("Erna Holt", 24)


def test_an_earlier_man_takes_nothing_from_the_first_woman_and_an_equal_age_is_shared() -> None:
    found = firsts(FIELD, Earlier("slam", "Otto Lund", 2029, "M", 25), Earlier("club", "Eva Berg", 2020, "F", 20))
    assert found["first woman"].stands
    assert found["youngest"].stands


def test_times_compare_only_where_all_of_them_are_known() -> None:
    unknown = [structs.replace(one, elapsed=None) if one.race.slot == "gobi" else one for one in slam("z", "M", 30, 1)]
    assert holders(firsts([*FIELD, *unknown])["fastest"]) == [("mina", 3 * 40 * 3_600_000)]


def test_the_table_says_which_races_no_time_holds() -> None:
    world = structs.replace(season(), titles=(grand_slam(),))
    assert season_table(world, FIELD).titles[0].note == "times leave out Antarctica 2031: ranked by distance"


def test_nobody_completed_means_no_firsts() -> None:
    assert firsts(career_of("ray", "atacama")) == {}


def known(runner: str, race: str, **more: Any) -> Identity:
    more.setdefault("name", "Björn Åker")
    return Identity(RunnerId(runner), race, RACES_2031[race].start, more.pop("has_id", False), **more)


def test_the_same_name_age_and_country_is_proposed_and_says_so() -> None:
    one = known("atacama:1", "atacama", age=34, country="SWE")
    (found,) = proposals([known("r-7", "gobi", has_id=True, age=35, country="SWE", name="AKER Bjorn"), one])
    assert found.runners == ("atacama:1", "r-7")
    assert found.because == "the same name, age and country"


@pytest.mark.parametrize(
    "other",
    [
        {"age": 39, "country": "SWE"},
        {"age": 34, "country": "NOR"},
        {"birth_date": "1990-01-01"},
        {"name": "Bjarne Åker", "age": 34},
    ],
)
def test_what_contradicts_is_not_proposed(other: dict[str, Any]) -> None:
    one = known("a", "atacama", age=34, country="SWE", birth_date="1997-01-01")
    assert proposals([one, known("b", "gobi", **other)]) == []


def test_two_ids_are_two_people_and_one_id_is_one() -> None:
    assert proposals([known("a", "atacama", has_id=True), known("b", "gobi", has_id=True)]) == []
    assert proposals([known("a", "atacama", has_id=True), known("a", "gobi", has_id=True)]) == []
    assert proposals([known("a", "atacama"), known("b", "atacama")]) == []


def test_a_birth_date_decides_before_an_age() -> None:
    one, other = (
        known(r, race, birth_date="1997-02-28", age=age) for r, race, age in (("a", "atacama", 34), ("b", "gobi", 50))
    )
    assert proposals([one, other])[0].because == "the same name and birth date"
