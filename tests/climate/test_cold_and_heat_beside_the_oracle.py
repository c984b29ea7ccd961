"""UTCI and wind chill beside pythermalcomfort, another implementation than the one used here."""

import numpy as np
import pytest

from stagerace.climate.utci import utci
from stagerace.climate.wind_chill import wind_chill

COUNT = 2_000


@pytest.mark.slow
def test_utci_is_that_of_the_oracle_wherever_it_holds() -> None:
    from pythermalcomfort.models import utci as their_utci  # It takes over a second to load.

    luck = np.random.default_rng(11)
    air, over = luck.uniform(-40, 50, COUNT), luck.uniform(-30, 70, COUNT)
    wind, humidity = luck.uniform(0.5, 17, COUNT), luck.uniform(5, 100, COUNT)
    theirs = their_utci(air, air + over, wind, humidity, limit_inputs=False, round_output=False).utci
    assert np.abs(utci.plain(air, over, wind, humidity) - theirs).max() < 0.01


@pytest.mark.slow
def test_wind_chill_is_that_of_the_oracle() -> None:
    from pythermalcomfort.models import wind_chill_temperature

    luck = np.random.default_rng(12)
    air, wind = luck.uniform(-50, 10, COUNT), luck.uniform(4.8, 100, COUNT)
    theirs = wind_chill_temperature(air, wind, round_output=False).wct
    assert wind_chill.plain(air, wind) == pytest.approx(np.asarray(theirs), abs=1e-6)
