"""Nothing is found where nothing is wrong."""

import pytest
from clean_seasons import alarms


@pytest.mark.slow
def test_a_season_seen_as_it_was_raises_no_alarm() -> None:
    assert alarms(1) == []


@pytest.mark.slow
def test_twenty_seasons_seen_as_they_were_raise_no_alarm() -> None:
    found = {seed: problems for seed in range(20) if (problems := alarms(seed))}
    assert found == {}
