"""While a race is served, its site follows within a moment, and says so when it cannot."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from races import at, entered, plan, seen
from stagerace.core.clock import SECOND, Instant
from stagerace.core.errors import BadInput
from stagerace.core.records import GateFrozen, PlanAdopted
from stagerace.log import create_log
from stagerace.node.camp import Camp, open_camp
from stagerace.node.folder import RaceFolder
from stagerace.node.site.folder_out import Wrote
from stagerace.node.site.keeping_up import SiteKeeper
from stagerace.node.site.publishing import LoneRace, Publishing

NOW = at(1, "3:00:00")


@pytest.fixture
def camp(tmp_path: Path) -> Iterator[Camp]:
    folder = tmp_path / "sahara"
    folder.mkdir()
    create_log(folder / "race.log", NOW, race="sahara-2031")
    with closing(open_camp(RaceFolder(folder), lambda: NOW, own_home=tmp_path / "home")) as camp:
        camp.writer.append(
            [PlanAdopted(plan()), entered("1"), entered("2"), seen("1", "1CP1", at(1, "2:00:00"))]
        ).result(10)
        yield camp


def keeper_of(camp: Camp, out: Path) -> SiteKeeper:
    return SiteKeeper(Publishing.of(LoneRace.of(camp.folder), out), lambda: [camp.present.view()], lambda: Instant(NOW))


def test_a_passing_is_on_its_page_soon_after_it_was_written(camp: Camp, tmp_path: Path) -> None:
    page = tmp_path / "site" / "sahara-2031" / "runner-2.html"
    camp.site = keeper = keeper_of(camp, tmp_path / "site")
    keeper.write()
    before = page.read_bytes()
    camp.writer.append([seen("2", "1CP1", at(1, "2:30:00"))]).result(10)
    assert keeper.write() is not None
    assert page.read_bytes() != before
    assert b"10:30" in page.read_bytes()


def test_what_is_written_wakes_the_keeper(camp: Camp, tmp_path: Path) -> None:
    wrote = threading.Event()

    class Telling(SiteKeeper):
        def write(self) -> Wrote | None:
            found = super().write()
            if b"10:30" in (tmp_path / "site" / "sahara-2031" / "runner-2.html").read_bytes():
                wrote.set()
            return found

    publishing = Publishing.of(LoneRace.of(camp.folder), tmp_path / "site")
    keeper = Telling(publishing, lambda: [camp.present.view()], lambda: NOW)
    camp.site = keeper
    keeper.start()
    camp.writer.append([seen("2", "1CP1", at(1, "2:30:00"))]).result(10)
    assert wrote.wait(20)
    keeper.stop()


def test_a_site_that_cannot_be_written_is_an_alarm_until_it_can(camp: Camp, tmp_path: Path) -> None:
    camp.site = keeper = keeper_of(camp, tmp_path / "site")
    assert keeper.write() is not None
    shutil.rmtree(tmp_path / "site")
    (tmp_path / "site").write_text("a stick that became a file")
    camp.writer.append([seen("2", "1CP1", at(1, "2:30:00"))]).result(10)
    assert keeper.write() is None
    assert any("the site is not written" in alarm for alarm in camp.alarms())
    (tmp_path / "site").unlink()
    assert keeper.write() is not None
    assert not any("site" in alarm for alarm in camp.alarms())
    style = next((tmp_path / "site" / "assets").glob("site-*.css"))
    assert style.name.encode() in (tmp_path / "site" / "index.html").read_bytes()


def test_the_head_is_of_the_instant_it_was_written_and_changes_its_mark_with_any_page(
    camp: Camp, tmp_path: Path
) -> None:
    keeper = keeper_of(camp, tmp_path / "site")
    keeper.write()
    first = json.loads((tmp_path / "site" / "head.json").read_bytes())
    assert first["at_ms"] == NOW
    camp.writer.append([seen("2", "1CP1", at(1, "2:30:00"))]).result(10)
    keeper.write()
    second = json.loads((tmp_path / "site" / "head.json").read_bytes())
    assert first["mark"] != second["mark"]


def test_a_record_that_nobody_outside_may_know_of_changes_no_byte_of_any_file(camp: Camp, tmp_path: Path) -> None:
    out, clock = tmp_path / "site", [Instant(NOW + 7 * SECOND)]
    publishing = Publishing.of(LoneRace.of(camp.folder), out)
    keeper = SiteKeeper(publishing, lambda: [camp.present.view()], lambda: clock[0])
    keeper.write()
    before = {file: file.read_bytes() for file in out.rglob("*") if file.is_file()}
    camp.writer.append([GateFrozen(NOW, "2"), seen("2", "1CP1", at(1, "3:00:01"))]).result(10)
    clock[0] = Instant(NOW + 40 * SECOND)
    wrote = keeper.write()
    assert wrote is not None
    assert wrote.changed == 0
    assert {file: file.read_bytes() for file in out.rglob("*") if file.is_file()} == before


def test_a_folder_with_something_else_in_it_is_never_written_to(camp: Camp, tmp_path: Path) -> None:
    (tmp_path / "holiday").mkdir()
    (tmp_path / "holiday" / "camel.jpg").write_bytes(b"a camel")
    with pytest.raises(BadInput, match="holds something that is no site"):
        Publishing.of(LoneRace.of(camp.folder), tmp_path / "holiday")
    assert [file.name for file in (tmp_path / "holiday").iterdir()] == ["camel.jpg"]
