"""What every test may use: small invented races, and the folder of reference data where it exists."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("exploring", deadline=None)
settings.load_profile("exploring" if os.environ.get("STAGERACE_EXPLORE") else "steady")


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of reference data; tests that need it are skipped where it is missing."""
    folder = Path(os.environ.get("STAGERACE_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"reference data not found (set STAGERACE_DATA; looked in {folder.name})")
    return folder
