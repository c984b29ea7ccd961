"""A dossier belongs to one log: one byte of a record changed, and holding it against that fails, in words."""

import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest
from dossier_scenes import afternoon, folder_of
from hypothesis import given, settings
from hypothesis import strategies as st

from hq_scene import HQ_NOW, hq_bodies
from stagerace.core.errors import BadInput, LogRefused, NotARace
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import WaterCounted
from stagerace.log import create_log, exchange, open_log
from stagerace.node.dossier.checking import against
from stagerace.node.dossier.files import as_json
from stagerace.node.dossier.making import dossier
from stagerace.node.dossier.proof import sealed
from stagerace.node.dossier_reading import read
from stagerace.node.folder import RaceFolder, When
from stagerace.node.pages.dossier import dossier_page


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))


def copied(folder: RaceFolder, to: Path) -> RaceFolder:
    shutil.copytree(folder.path, to)
    return RaceFolder(to)


def change(folder: RaceFolder, statement: str) -> None:
    """Alter a copy as somebody would who knows SQLite."""
    connection = sqlite3.connect(folder.log_path, isolation_level=None)
    connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("when", [When(), When(position=300), When(as_of=HQ_NOW)])
def test_it_belongs_to_its_log_as_page_and_as_json(tmp_path: Path, named: bool, when: When) -> None:
    folder = afternoon(tmp_path / "race")
    made = dossier(folder, when, named=named)
    for name, text in (("d.html", dossier_page(made).encode()), ("d.json", as_json(made))):
        (tmp_path / name).write_bytes(text)
        assert read(tmp_path / name) == made
    assert against(copied(folder, tmp_path / "copy"), made) == []


def test_one_byte_flipped_in_any_record_of_a_copy_is_told(tmp_path: Path) -> None:
    folder = afternoon(tmp_path / "race")
    made = dossier(folder)
    for position in (1, 40, made.proof.position):
        copy = copied(folder, tmp_path / f"copy {position}")
        flip = "CAST(substr(body, 1, 5) || char(unicode(substr(body, 6, 1)) + 1) || substr(body, 7) AS BLOB)"
        change(copy, f"UPDATE record SET body = {flip} WHERE position = {position}")
        problems = against(copy, made)
        assert any("damaged" in problem.what for problem in problems)
        assert all(problem.remedy for problem in problems)


@pytest.mark.slow
@settings(max_examples=25)
@given(data=st.data())
def test_whatever_byte_of_the_file_is_flipped_it_is_told_or_every_record_reads_as_before(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    place = tmp_path_factory.mktemp("flip")
    folder = folder_of(place / "race", *(hq_bodies()[:60]))
    made = dossier(folder)
    with open_log(folder.log_path) as log:
        before = log.read()
    bytes_ = bytearray(folder.log_path.read_bytes())
    at = data.draw(st.integers(0, len(bytes_) - 1))
    bytes_[at] ^= 1 << data.draw(st.integers(0, 7))
    folder.log_path.write_bytes(bytes_)
    try:
        told = against(folder, made)
    except (LogRefused, NotARace):
        return
    if not told:
        with open_log(folder.log_path) as log:
            assert log.read() == before


def test_a_record_rewritten_with_its_chain_and_seal_made_to_fit_is_told(tmp_path: Path) -> None:
    one = dossier(folder_of(tmp_path / "one", *hq_bodies()[:70]))
    with open_log(tmp_path / "one" / "race.log") as log:
        log_id = log.meta.log_id
    other = RaceFolder(tmp_path / "other")
    other.path.mkdir()
    create_log(other.log_path, HQ_NOW, log_id=log_id)
    with other.write(HQ_NOW) as log:
        log.append(hq_bodies()[:71], HQ_NOW)
    assert "of node" in against(other, one)[0].what


def test_a_log_that_went_on_and_another_nodes_copy_of_it_verify_all_the_same(tmp_path: Path) -> None:
    folder = afternoon(tmp_path / "race")
    made = dossier(folder)
    with folder.write(HQ_NOW) as log:
        log.append([WaterCounted(PlaceId("1CP4"), HQ_NOW, 100)], HQ_NOW)
    assert against(folder, made) == []
    other = RaceFolder(tmp_path / "other")
    other.path.mkdir()
    with open_log(folder.log_path) as log:
        create_log(other.log_path, HQ_NOW, log_id=log.meta.log_id, root=log.meta.root)
    with folder.write(HQ_NOW) as one, other.write(HQ_NOW) as two:
        exchange(one, two, HQ_NOW)
    assert against(other, made) == []


def test_a_log_cut_short_and_another_races_log_are_told(tmp_path: Path) -> None:
    folder = afternoon(tmp_path / "race")
    made = dossier(folder)
    short = copied(folder, tmp_path / "short")
    change(short, f"DELETE FROM record WHERE position > {made.proof.position - 3}")
    assert "rests on" in against(short, made)[0].what
    another = folder_of(tmp_path / "another", *hq_bodies())
    assert "another race's log" in against(another, made)[0].what


def test_a_dossier_that_was_altered_is_told(tmp_path: Path) -> None:
    folder = afternoon(tmp_path / "race")
    made = dossier(folder)
    kinder = msgspec.structs.replace(made, unraised=())
    assert "under unraised" in against(folder, kinder)[0].what
    forged = msgspec.structs.replace(made.proof, records=7)
    assert "digest" in against(folder, msgspec.structs.replace(made, proof=forged))[0].what
    assert "under proof" not in str(against(folder, msgspec.structs.replace(made, proof=sealed(forged))))


def test_a_page_that_shows_something_else_than_it_holds_is_refused(tmp_path: Path) -> None:
    page = dossier_page(dossier(afternoon(tmp_path / "race")))
    file = tmp_path / "d.html"
    file.write_text(page.replace("<b>60</b> started", "<b>59</b> started"), encoding="utf-8")
    with pytest.raises(BadInput, match="the page was altered"):
        read(file)
    file.write_text("a letter", encoding="utf-8")
    with pytest.raises(BadInput, match="no dossier"):
        read(file)


def test_a_name_cannot_end_the_part_that_holds_the_data(tmp_path: Path) -> None:
    made = dossier(folder_of(tmp_path / "race", *hq_bodies()), named=True)
    odd = msgspec.structs.replace(made, names={Bib("1"): "</script><script>alert(1)</script>"})
    assert "<script>alert" not in dossier_page(odd)
