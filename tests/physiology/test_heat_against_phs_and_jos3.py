"""Core temperature beside two models that are not ours: PHS (ISO 7933:2023) and JOS-3.

Nothing was fitted on these conditions; `benchmarks/fit_heat.py` draws its own.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from stagerace.kernels.model import Array
from stagerace.physiology.exchange import saturation_pressure
from stagerace.physiology.heat_balance import heat_strain

CARRIED = np.array([
    # air °C, radiant °C, wind m/s, humidity %, W/m², PHS acclimatised °C, JOS-3 pelvis °C after 240 min;
    # 73 kg, 0.35 clo, computed with pythermalcomfort 4.8.1 (MIT)
    (20, 30, 0.8, 40, 150, 37.287, 37.56),
    (20, 30, 2.2, 40, 250, 37.778, 37.87),
    (30, 50, 0.8, 30, 200, 37.861, 38.04),
    (30, 50, 2.2, 30, 250, 38.156, 38.18),
    (36, 61, 2.2, 20, 150, 37.832, 37.92),
    (36, 61, 0.8, 20, 250, 38.365, 38.70),
    (40, 65, 0.8, 20, 200, 38.183, 38.58),
    (40, 65, 2.2, 20, 250, 38.560, 38.69),
    (44, 69, 2.2, 12, 200, 38.434, 38.50),
    (48, 73, 2.2, 8, 250, 38.898, 39.00),
    (48, 73, 0.8, 8, 150, 38.154, 38.47),
    (35, 45, 2.2, 60, 200, 37.944, 38.29),
])  # fmt: skip


def ours(rows: Array) -> Array:
    """Core temperatures [°C] for rows of air, radiant, wind, humidity and metabolic power.

    Walking at 1.3 m/s and 1.75 m of height are what gives the rows of PHS again, to 0.03 °C.
    """
    air, radiant, wind, humidity, metabolic = rows.T[:5]
    vapour = humidity / 100 * saturation_pressure.plain(air)
    return np.asarray(heat_strain.plain(240, metabolic, air, vapour, radiant, wind, walking=1.3).core)


def rmse(difference: Array) -> float:
    return float(np.sqrt(np.mean(difference**2)))


@pytest.mark.parametrize("column", [5, 6], ids=["PHS", "JOS-3"])
def test_the_core_is_within_four_tenths_on_rows_carried_here(column: int) -> None:
    assert rmse(ours(CARRIED) - CARRIED[:, column]) < 0.4


@pytest.mark.data
def test_the_core_is_within_four_tenths_up_to_250_watts(data_dir: Path) -> None:
    with (data_dir / "physiology" / "phs2023_jos3_oracle_240min.csv").open() as file:
        read = [
            [
                float(row[name])
                for name in ("ta_C", "tr_C", "v_ms", "rh_pct", "M_Wm2", "phs_tre_acc", "jos3_tcore_pelvis")
            ]
            for row in csv.DictReader(file)
        ]
    rows = np.array(read)
    rows = rows[rows[:, 4] <= 250]
    assert len(rows) == 42
    core = ours(rows)
    assert rmse(core - rows[:, 5]) < 0.4
    assert rmse(core - rows[:, 6]) < 0.4
    # Closer to each than they are to each other.
    assert max(rmse(core - rows[:, 5]), rmse(core - rows[:, 6])) < rmse(rows[:, 5] - rows[:, 6])


def test_the_first_two_hours_go_as_in_the_other_two() -> None:
    """36 °C, 61 °C radiant, 20 %, 1.5 m/s, 250 W/m²; computed with pythermalcomfort 4.8.1, PHS and JOS-3 pelvis."""
    minutes = (10, 20, 30, 40, 60, 90, 120)
    phs = np.array([37.36, 37.93, 38.19, 38.31, 38.38, 38.40, 38.40])
    jos3 = np.array([37.44, 37.83, 38.11, 38.29, 38.47, 38.55, 38.56])
    vapour = 0.2 * saturation_pressure.plain(36.0)
    core = np.array([heat_strain.plain(m, 250.0, 36.0, vapour, 61.0, 1.5, walking=1.3).core for m in minutes])
    assert rmse(core - phs) < 0.25
    assert rmse(core - jos3) < 0.25
    # It rises to where it stays, and does not shoot over.
    assert np.all(np.diff(core) > -0.01)
