"""People and water at each place: as planned, and as they were there by the records."""

from pathlib import Path

import pytest
from dossier_scenes import afternoon, folder_of

from races import at, entered, plan, seen
from stagerace.core.errors import NotARace
from stagerace.core.names import PlaceId
from stagerace.core.records import DeviceEnrolled, PlanAdopted, ShiftHanded, WaterCounted
from stagerace.feeds.free_numbers import shipped_numbers
from stagerace.log import machine_keys
from stagerace.node.dossier.checking import against
from stagerace.node.dossier.making import dossier
from stagerace.node.dossier.planned import planned
from stagerace.node.dossier.told import Dossier, PlaceTold
from stagerace.node.folder import RaceFolder
from stagerace.node.home import home
from stagerace.node.pages.dossier import dossier_page
from stagerace.node.planning import Planning
from stagerace.node.readying import Wanted

CP1 = PlaceId("1CP1")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))


def crewed(path: Path) -> RaceFolder:
    """A checkpoint that two crews kept, one after the other, on one captain's tablet."""
    keys = machine_keys(home())
    tablet = DeviceEnrolled(
        keys.device, keys.sign_key, keys.box_key, "hq", at(1, "0:00:00"), PlaceId(""), "", keys.device
    )
    return folder_of(
        path,
        PlanAdopted(plan()), entered("1"), tablet,
        WaterCounted(CP1, at(1, "1:00:00"), 300),
        seen("1", "1CP1", at(1, "1:30:00"), "in"),
        ShiftHanded(CP1, at(1, "2:00:00"), "OT", "RB", 1),
        WaterCounted(CP1, at(1, "2:10:00"), 180),
        WaterCounted(CP1, at(1, "3:00:00"), 400),
        WaterCounted(CP1, at(1, "4:00:00"), 350),
    )  # fmt: skip


def place(found: Dossier, name: PlaceId = CP1) -> PlaceTold:
    return next(each for stage in found.stages for each in stage.places if each.place == name)


def test_who_was_there_is_told_by_devices_and_shifts(tmp_path: Path) -> None:
    crew = place(dossier(crewed(tmp_path / "race"), named=True)).crew
    assert (crew.devices, crew.crews) == ({"hq": 1}, 2)
    assert [(each.leaving, each.coming, each.here) for each in crew.shifts] == [("OT", "RB", 1)]


def test_without_names_initials_are_left_out_and_the_crews_counted(tmp_path: Path) -> None:
    found = dossier(crewed(tmp_path / "race"))
    (shift,) = place(found).crew.shifts
    assert (shift.leaving, shift.coming, place(found).crew.crews) == ("", "", 2)
    assert "RB" not in dossier_page(found)


def test_where_nobody_wrote_nothing_is_made_up(tmp_path: Path) -> None:
    found = dossier(crewed(tmp_path / "race"))
    other = place(found, PlaceId("1CP2"))
    assert (other.crew.devices, other.crew.crews, other.crew.shifts, other.water_used) == ({}, None, (), None)
    assert found.planned is None
    assert "--with-plan" in dossier_page(found)


def test_water_used_is_what_went_from_count_to_count(tmp_path: Path) -> None:
    assert place(dossier(crewed(tmp_path / "race"))).water_used == (300 - 180) + (400 - 350)


def test_where_nobody_can_say_where_the_race_is_what_was_planned_is_refused_in_words(tmp_path: Path) -> None:
    folder = crewed(tmp_path / "race")
    with pytest.raises(NotARace, match="nothing says where the race is"):
        dossier(folder, plan=lambda view: planned(folder, view))


@pytest.mark.slow
def test_what_was_planned_is_what_the_plan_proposes_and_stands_beside_what_was_there(tmp_path: Path) -> None:
    folder = afternoon(tmp_path / "race")
    (folder.path / "weather").mkdir()
    (folder.path / "weather" / "normals.csv").write_text("month,low_c,high_c\n3,14,29\n")
    found = dossier(folder, plan=lambda view: planned(folder, view))
    assert found.planned is not None
    proposed = Planning(folder, shipped_numbers(), Wanted(), None, 1).run("median").told
    assert {
        each.place: (each.opens, each.most, each.staff, each.medics, each.water_carried)
        for each in found.planned.places if each.staff is not None
    } == {
        each.place: (each.opens, each.most, each.staff, each.medics, each.water_carried)
        for stage in proposed.stages for each in stage.services
    }  # fmt: skip
    starts = [each.water_carried for each in found.planned.places if each.place.endswith("START")]
    assert starts == [stage.start_water for stage in proposed.stages]
    assert against(folder, found) == []
    page = dossier_page(found)
    assert "Staff planned" in page
    assert "240 l" in page
