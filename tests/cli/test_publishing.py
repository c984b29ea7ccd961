"""`stagerace publish` at the command line: what it refuses leaves nothing behind."""

from pathlib import Path

import pytest
from calling import must, stagerace, write


@pytest.mark.parametrize("what", ["nowhere", "nowhere/season.toml"])
def test_a_race_that_is_not_there_leaves_no_folder(what: str, tmp_path: Path) -> None:
    said = stagerace("publish", tmp_path / what, "--out", tmp_path / "site")
    assert said.status == 1
    assert "there is no such" in said.err
    assert not (tmp_path / "site").exists()


def test_a_setting_that_is_wrong_is_named_by_its_line_and_nothing_is_written(folder: Path, tmp_path: Path) -> None:
    write(folder, "site.toml", '[site]\nphone = "+20 555 0100"\nurl = "javascript:alert(1)"\n')
    said = stagerace("publish", folder, "--out", tmp_path / "site")
    assert said.status == 1
    assert "site.toml, line 3: url:" in said.err
    assert not (tmp_path / "site").exists()


def test_a_folder_with_something_else_in_it_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "holiday").mkdir()
    (tmp_path / "holiday" / "camel.jpg").write_bytes(b"a camel")
    assert "holds something that is no site" in stagerace("publish", folder, "--out", tmp_path / "holiday").err
    assert [each.name for each in (tmp_path / "holiday").iterdir()] == ["camel.jpg"]


def test_a_damaged_record_may_protect_somebody_so_nothing_is_published(folder: Path, tmp_path: Path) -> None:
    must("publish", folder, "--out", tmp_path / "site")
    before = {each: each.read_bytes() for each in (tmp_path / "site").rglob("*") if each.is_file()}
    damage(folder / "race.log")
    for out in ("site", "another"):
        said = stagerace("publish", folder, "--out", tmp_path / out)
        assert said.status == 1
        assert "1 record is damaged in the log of" in said.err
        assert "stagerace check" in said.err
    assert {each: each.read_bytes() for each in (tmp_path / "site").rglob("*") if each.is_file()} == before
    assert not (tmp_path / "another").exists()


def damage(log: Path) -> None:
    """Change one letter of the last record in a log, as a bad stick does."""
    raw = bytearray(log.read_bytes())
    raw[raw.rfind(b'{"kind":') + 12] ^= 1
    log.write_bytes(raw)


def test_a_moment_that_is_none_is_a_wrong_call(folder: Path, tmp_path: Path) -> None:
    assert stagerace("publish", folder, "--out", tmp_path / "site", "--as-of", "yesterday").status == 2


def test_it_says_how_much_it_wrote_and_where_the_site_begins(folder: Path, tmp_path: Path) -> None:
    said = must("publish", folder, "--out", tmp_path / "site").out
    assert "files written, 0 removed" in said
    assert "index.html" in said


def test_the_plan_of_a_race_is_answered_with_its_folder(folder: Path, tmp_path: Path) -> None:
    said = stagerace("publish", folder / "race.toml", "--out", tmp_path / "site")
    assert said.status == 1
    assert said.err.count("\n") <= 2
    assert f"name its folder: stagerace publish {folder}" in said.err.replace("\n", " ")
    assert not (tmp_path / "site").exists()


def test_the_folder_of_a_season_is_answered_with_its_file(tmp_path: Path) -> None:
    write(tmp_path / "year", "season.toml", "[season]")
    said = stagerace("publish", tmp_path / "year", "--out", tmp_path / "site")
    assert said.status == 1
    assert "season.toml" in said.err
    assert not (tmp_path / "site").exists()


def test_a_race_folder_that_a_season_names_and_nobody_has_is_named_by_its_line(tmp_path: Path) -> None:
    text = """[season]
id = "s"
name = "S"
year = 2031
[[slot]]
id = "sahara"
name = "Sahara"
[[race]]
slot = "sahara"
folder = "gone"
[[title]]
id = "slam"
name = "Slam"
kind = "slots"
slots = ["sahara"]
"""
    said = stagerace("publish", write(tmp_path, "season.toml", text), "--out", tmp_path / "site")
    assert said.status == 1
    assert "season.toml, line 8: there is no folder gone beside it. Copy the race there" in said.err
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[site]\nphon = "+1"', "line 2: there is no key 'phon'"),
        ("[site]\nphone = 12", "line 2: phone: 12 is not a text"),
        ("[site\nphone =", "line 1"),
        (
            '[[tent]]\nname = "Tent 1"\nbibs = "9999 8000-8010"',
            "line 3: bibs: nobody in this race wears 9999, 8000",
        ),
        ('[[fundraiser]]\nbib = "9999"\nurl = "https://good.example"', "line 2: bib: nobody in this race wears 9999"),
    ],
)
def test_what_is_wrong_in_its_settings_is_named_and_nothing_is_written(
    folder: Path, tmp_path: Path, text: str, words: str
) -> None:
    write(folder, "site.toml", text)
    said = stagerace("publish", folder, "--out", tmp_path / "site")
    assert said.status == 1
    assert f"site.toml, {words}" in said.err
    assert not (tmp_path / "site").exists()


def test_a_tent_for_a_range_with_gaps_is_fine(folder: Path, tmp_path: Path) -> None:
    write(folder, "site.toml", '[[tent]]\nname = "Tent 1"\nbibs = "1-5000"')
    must("publish", folder, "--out", tmp_path / "site")
