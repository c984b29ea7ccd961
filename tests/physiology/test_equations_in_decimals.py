"""The published costs worked out apart from the program, in decimal arithmetic: equal to a millionth.

The vectors of the reference data end at the fourth decimal; this is what stands behind it.
"""

from decimal import Decimal, getcontext

import pytest

from stagerace.physiology.running import running_power
from stagerace.physiology.walking import graded_walking_power, walking_power

getcontext().prec = 40
SPEEDS = ("0.45", "0.9", "1.34", "1.97")
GRADES = ("-0.3", "-0.08", "0", "0.05", "0.2")


def lcda(speed: Decimal, grade: Decimal, load: Decimal, ground: Decimal) -> Decimal:
    """Looney 2022, equation 4, with 1.2 W/kg at rest."""
    climb = 34 * speed * grade * (1 - Decimal("1.05") ** (1 - Decimal("1.1") ** (100 * grade + 32)))
    motion = Decimal("1.78") * speed ** Decimal("0.58") + Decimal("0.27") * speed**4 + climb
    return Decimal("1.2") + (Decimal("0.19") + ground * motion) * (1 + Decimal("1.96") * load ** Decimal("1.36"))


def graded(speed: Decimal, percent: Decimal) -> Decimal:
    """Looney 2019."""
    climb = Decimal("0.34") * speed * percent * (1 - Decimal("1.05") ** (1 - Decimal("1.1") ** (percent + 32)))
    return Decimal("1.44") + Decimal("1.94") * speed ** Decimal("0.43") + Decimal("0.24") * speed**4 + climb


def re3(speed: Decimal, grade: Decimal) -> Decimal:
    """Looney 2025, equation 4."""
    climb = Decimal("30.43") * speed * grade * (1 - Decimal("1.133") ** (1 - Decimal("1.056") ** (100 * grade + 43)))
    return Decimal("4.43") + Decimal("1.51") * speed + Decimal("0.37") * speed**2 + climb


@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize("speed", SPEEDS)
def test_walking_and_running_are_their_equations_to_a_millionth(speed: str, grade: str) -> None:
    v, g, load, ground = Decimal(speed), Decimal(grade), Decimal("0.12"), Decimal("2.1")
    run = v + 2
    found = {
        float(walking_power.plain(float(v), float(g), 0.12, 2.1)): lcda(v, g, load, ground),
        float(graded_walking_power.plain(float(v), float(g))): graded(v, 100 * g),
        float(running_power.plain(float(run), float(g))): re3(run, g),
    }
    for ours, exact in found.items():
        assert ours == pytest.approx(float(exact), abs=1e-6)
