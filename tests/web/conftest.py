"""Camps to knock at, with passwords that are quick to hash."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from camps import Site, open_site, quick_hashes, served


@pytest.fixture(autouse=True, scope="package")
def _quick_hashes() -> Iterator[None]:
    with quick_hashes():
        yield


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test is a machine of its own."""
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def shut(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """An open camp that nobody serves yet."""
    site = open_site(tmp_path, own_home=own_home)
    yield site
    site.camp.close()


@pytest.fixture
def site(shut: Site) -> Iterator[Site]:
    """A camp being served."""
    with served(shut):
        yield shut


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A camp being served, for tests that change nothing."""
    root = tmp_path_factory.mktemp("shared")
    patch = pytest.MonkeyPatch()
    patch.setenv("STAGERACE_HOME", str(root / "home"))
    site = open_site(root, own_home=root / "home")
    with served(site):
        yield site
    site.camp.close()
    patch.undo()
