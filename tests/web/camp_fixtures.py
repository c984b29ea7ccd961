"""What the tests that knock at a camp have in common: a machine of their own, and a camp being served."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from camps import Site, open_site, quick_hashes, served


@pytest.fixture(autouse=True, scope="session")
def quickly_hashed() -> Iterator[None]:
    """Passwords that are quick to hash."""
    with quick_hashes():
        yield


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test is a machine of its own."""
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def shut(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """An open camp that nobody serves yet, with a person and a device of every role."""
    site = open_site(tmp_path, own_home=own_home)
    yield site
    site.camp.close()


@pytest.fixture
def site(shut: Site) -> Iterator[Site]:
    """A camp being served."""
    with served(shut):
        yield shut
