"""Camps to knock at, with passwords that are quick to hash."""

from collections.abc import Iterator

import pytest
from camp_fixtures import own_home, quickly_hashed, shut, site
from camps import Site, open_site, served

__all__ = ["own_home", "quickly_hashed", "shut", "site"]


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
