"""What a fit came to, in words and columns."""

from collections.abc import Iterator

from stagerace.cli.columns import table
from stagerace.node.calibrating import Calibrated, NumberFitted
from stagerace.simulation.fitting.checked import HOURS, MAIN, Checked


def lines(found: Calibrated) -> Iterator[str]:
    """The stages, every number, and the year that was held back."""
    yield f"Free numbers {found.free.version}"
    yield ""
    rows = [(s.name, f"{s.before:.4g}", f"{s.after:.4g}", str(s.looks), s.on) for s in found.stages]
    yield from table(("stage", "loss before", "after", "looks", "fitted on"), rows, left=(0, 4))
    yield ""
    yield from table(("number", "before", "after", "bounds", "how"), [_number(each) for each in found.numbers], left=(0, 4))
    bound = [each.name for each in found.numbers if each.at_bound]
    yield ""
    yield f"At their bounds: {', '.join(bound) or 'none'}"
    if found.checked:
        yield ""
        yield from _checked(found.checked)


def _number(each: NumberFitted) -> tuple[str, ...]:
    bounds = "" if each.low is None else f"{each.low:g} to {each.high:g}"
    return each.name, f"{each.before:.4g}", f"{each.after:.4g}", bounds, each.said


def _checked(checked: Checked) -> Iterator[str]:
    ours, theirs = checked.ours, checked.theirs
    yield f"Held back until now: the Ultra-Trail du Mont-Blanc {checked.year} (theirs, ours)"
    yield f"  leave: {100 * theirs.leaving:.1f} %, {100 * ours.leaving:.1f} %"
    for name, of in (("p10", 1), ("p50", 3), ("p90", 5)):
        yield f"  finish {name}: {theirs.finish[of]:.1f} h, {ours.finish[of]:.1f} h"
    yield f"  finish times lie {checked.times:.3f} apart (Kolmogorov and Smirnov)"
    for what, names, one, other, (apart, together) in (
        ("place", MAIN, theirs.by_place, ours.by_place, checked.places),
        ("hour", [f"to {HOURS * (k + 1):.0f} h" for k in range(len(ours.by_hour))], theirs.by_hour, ours.by_hour,
         checked.hours),
    ):  # fmt: skip
        yield f"  by {what}: {100 * apart:.0f} % fall elsewhere, correlation {together:.2f}"
        told = (f"{name} {100 * t:.1f}, {100 * o:.1f}" for name, t, o in zip(names, one, other, strict=True))
        yield f"    % of starters: {'; '.join(told)}"
