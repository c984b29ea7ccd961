"""The published costs worked out apart from the program, in decimal arithmetic: equal to a millionth.

The vectors of the reference data end at the fourth decimal; this is what stands behind it.
"""

from decimal import Decimal, getcontext

import pytest

from stagerace.physiology.ludlow_weyand import ludlow_weyand_power
from stagerace.physiology.minetti import minetti_running_cost, minetti_walking_cost
from stagerace.physiology.pandolf import pandolf_power
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


def minetti(factors: str, grade: Decimal) -> Decimal:
    """Minetti 2002: a polynomial of the fifth degree, the highest power first."""
    found = Decimal(0)
    for factor in factors.split():
        found = found * grade + Decimal(factor)
    return found


def pandolf(mass: Decimal, load: Decimal, speed: Decimal, percent: Decimal, ground: Decimal) -> Decimal:
    """Pandolf 1977, and downhill what Santee 2003 takes off."""
    both = mass + load
    level = Decimal("1.5") * mass + 2 * both * (load / mass) ** 2
    level += ground * both * (Decimal("1.5") * speed**2 + Decimal("0.35") * speed * percent)
    eased = percent * both * speed / Decimal("3.5") - both * (percent + 6) ** 2 / mass + 25 - speed**2
    return level - (ground * eased if percent < 0 else 0)


def ludlow_weyand(speed: Decimal, percent: Decimal) -> Decimal:
    """Ludlow & Weyand 2017, with 3.5 ml/(kg min) at rest and 20.9 kJ a litre."""
    up = Decimal("0.32") * percent + Decimal("3.28") + (1 + Decimal("0.19") * percent) * Decimal("2.66") * speed**2
    down = Decimal("0.73") * (Decimal("3.28") + Decimal("2.66") * speed**2)
    return Decimal("20.9") / 60 * (Decimal("3.5") + (up if percent >= 0 else down))


@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize("speed", SPEEDS)
def test_the_other_opinions_are_their_equations_to_a_millionth(speed: str, grade: str) -> None:
    v, g = Decimal(speed), Decimal(grade)
    heavy, pack, soft = Decimal(73), Decimal(9), Decimal("1.2")
    found = [
        (minetti_running_cost.plain(float(g)), minetti("155.4 -30.4 -43.3 46.3 19.5 3.6", g)),
        (minetti_walking_cost.plain(float(g)), minetti("280.5 -58.7 -76.8 51.9 19.6 2.5", g)),
        (pandolf_power.plain(73.0, 9.0, float(v), float(g), 1.2), pandolf(heavy, pack, v, 100 * g, soft)),
        (ludlow_weyand_power.plain(float(v), float(g)), ludlow_weyand(v, 100 * g)),
    ]
    for ours, exact in found:
        assert float(ours) == pytest.approx(float(exact), abs=1e-6)


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
