"""What a fit came to, in words and columns."""

from collections.abc import Iterator

from stagerace.cli.columns import table
from stagerace.cli.races_text import mountain_lines
from stagerace.node.calibrating import Calibrated, NumberFitted
from stagerace.node.real_races import mountain_told


def lines(found: Calibrated) -> Iterator[str]:
    """The stages, every number, and the year that was held back."""
    yield f"Free numbers {found.free.version}"
    yield ""
    rows = [(s.name, f"{s.before:.4g}", f"{s.after:.4g}", str(s.looks), s.on) for s in found.stages]
    yield from table(("stage", "loss before", "after", "looks", "fitted on"), rows, left=(0, 4))
    yield ""
    yield from table(
        ("number", "before", "after", "bounds", "how"), [_number(each) for each in found.numbers], left=(0, 4)
    )
    bound = [each.name for each in found.numbers if each.at_bound]
    yield ""
    yield f"At their bounds: {', '.join(bound) or 'none'}"
    if found.checked:
        yield ""
        yield from mountain_lines(mountain_told(found.checked))


def _number(each: NumberFitted) -> tuple[str, ...]:
    bounds = "" if each.low is None else f"{each.low:g} to {each.high:g}"
    return each.name, f"{each.before:.4g}", f"{each.after:.4g}", bounds, each.said
