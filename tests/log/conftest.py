from pathlib import Path

import pytest
from door_site import Site
from race_camp import Camp, Machine


@pytest.fixture
def camp(tmp_path: Path) -> Camp:
    return Camp(tmp_path)


@pytest.fixture
def site(camp: Camp) -> Site:
    return Site(camp)


@pytest.fixture
def hq(camp: Camp) -> Machine:
    return camp.machine("hq")
