from pathlib import Path

import pytest
from race_camp import Camp, Machine


@pytest.fixture
def camp(tmp_path: Path) -> Camp:
    return Camp(tmp_path)


@pytest.fixture
def hq(camp: Camp) -> Machine:
    return camp.machine("hq")
