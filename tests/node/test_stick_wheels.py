"""All wheels that a machine needs, followed from what each stands on; the program's own, made of its files."""

import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from invented_wheels import Shop, wheel
from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

from stagerace.node.stick.fetching import from_folder
from stagerace.node.stick.gathering import gather, read_wheel
from stagerace.node.stick.platforms import MACHINES, this_machine
from stagerace.node.stick.refused import StickRefused
from stagerace.node.stick.repacking import _brought_up, repack, repack_own

LINUX, WINDOWS = MACHINES["linux-x86_64"], MACHINES["windows-amd64"]


def names(machine: str, asked: str, shop: Shop, into: Path) -> list[str]:
    return [found.name for found in gather([Requirement(asked)], MACHINES[machine], shop, into)]


def test_what_a_package_stands_on_is_followed_to_the_end_and_asked_for_once(tmp_path: Path) -> None:
    shop = Shop(a=["b>=1", "c"], b=["c"], c=["a"])
    assert names("linux-x86_64", "a", shop, tmp_path) == ["a", "b", "c"]
    assert sorted(shop.asked) == ["a", "b", "c"]


def test_what_only_windows_needs_comes_for_windows(tmp_path: Path) -> None:
    shop = Shop(a=['w; sys_platform == "win32"', 'u; platform_system != "Windows"'], w=[], u=[])
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert names("windows-amd64", "a", shop, tmp_path / "one") == ["a", "w"]
    assert names("macos-arm64", "a", shop, tmp_path / "two") == ["a", "u"]


def test_an_extra_comes_where_it_is_asked_for_even_if_the_plain_package_was_asked_for_first(tmp_path: Path) -> None:
    shop = Shop(a=["b", "c"], b=['x; extra == "more"'], c=["b[more]"], x=[])
    assert names("linux-x86_64", "a", shop, tmp_path) == ["a", "b", "c", "x"]


def test_a_wheel_that_is_nowhere_is_named(tmp_path: Path) -> None:
    with pytest.raises(StickRefused, match="no wheel of b"):
        names("linux-x86_64", "a", Shop(a=["b"]), tmp_path)


def test_two_packages_that_want_different_versions_are_named(tmp_path: Path) -> None:
    with pytest.raises(StickRefused, match="b<5"):
        names("linux-x86_64", "a", Shop(a=["b<5"], b=[]), tmp_path)


def test_a_file_that_is_no_wheel_is_refused(tmp_path: Path) -> None:
    for name in ("a-1-py3-none-any.whl", "rubbish.whl"):
        (tmp_path / name).write_bytes(b"rubbish")
        with pytest.raises(StickRefused, match="no wheel"):
            read_wheel(tmp_path / name)


def test_from_a_folder_comes_the_wheel_for_the_machine_asked_for(tmp_path: Path) -> None:
    (tmp_path / "into").mkdir()
    for tag in ("cp311-cp311-win_amd64", "cp311-cp311-manylinux_2_28_x86_64", "cp311-cp311-macosx_11_0_arm64"):
        wheel(tmp_path, "a", tag=tag.replace("311", f"{sys.version_info[0]}{sys.version_info[1]}"))
    from_folder(tmp_path, WINDOWS)([Requirement("a")], tmp_path / "into")
    assert [path.name.rpartition("-")[2] for path in (tmp_path / "into").iterdir()] == ["win_amd64.whl"]
    with pytest.raises(StickRefused, match="linux-aarch64"):
        from_folder(tmp_path, MACHINES["linux-aarch64"])([Requirement("a")], tmp_path / "into")


def test_the_programs_own_wheel_holds_its_files_and_what_it_stands_on_and_nothing_else(tmp_path: Path) -> None:
    path = repack_own(tmp_path)
    assert parse_wheel_filename(path.name)[:2] == ("stagerace", read_wheel(path).version)
    assert any(need.name == "msgspec" for need in read_wheel(path).needs)
    assert any(need.name == "numba" and need.marker is not None for need in read_wheel(path).needs)
    with zipfile.ZipFile(path) as packed:
        inside = set(packed.namelist())
    assert {"stagerace/cli/app.py", "stagerace/py.typed", "stagerace/node/stick/start.py"} <= inside
    assert not [file for file in inside if "__pycache__" in file or file.endswith(("direct_url.json", ".nbi"))]
    again = tmp_path / "again"
    again.mkdir()
    assert repack_own(again).read_bytes() == path.read_bytes()


def test_a_checkout_stands_on_what_it_says_now_not_on_what_it_was_installed_with(tmp_path: Path) -> None:
    papers = {"stagerace-1.dist-info/METADATA": b"Name: stagerace\nRequires-Dist: old>=1\n\nText\n"}
    project = tmp_path / "pyproject.toml"
    assert _brought_up(papers, project) == papers
    project.write_text(
        '[project]\nname = "stagerace"\ndependencies = ["new>=2"]\n[project.optional-dependencies]\nx = ["y"]\n'
    )
    (said,) = _brought_up(papers, project).values()
    assert said.decode() == 'Name: stagerace\nRequires-Dist: new>=2\nRequires-Dist: y; extra == "x"\n\nText\n'


def test_a_package_goes_back_into_a_wheel_that_pip_installs_with_every_file(tmp_path: Path) -> None:
    path = repack("segno", tmp_path)
    words = ["--no-index", "--no-deps", "--quiet", "--disable-pip-version-check", "--target", str(tmp_path / "there")]
    subprocess.run([sys.executable, "-m", "pip", "install", *words, str(path)], check=True)
    about = (tmp_path / "there" / f"segno-{version('segno')}.dist-info" / "METADATA").read_text()
    assert "Name: segno" in about
    assert (tmp_path / "there" / "bin" / "segno").is_file() or (tmp_path / "there" / "Scripts").is_dir()


def test_this_machine_has_a_name_without_blanks() -> None:
    assert this_machine().split() == [this_machine()]
