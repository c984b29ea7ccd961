"""The figures of a race plan as one says them: clocks, shares, people, causes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from stagerace.simulation.outlook import Spread
from stagerace.simulation.race_plan import Change, RacePlan, StagePlan

NONE: Final = "–"
_LITTLE: Final = 0.05


def clock(at: str | None, start: str) -> str:
    """The clock of an instant, with how many days after the start it is; a dash for none.

    >>> clock("2031-03-03T00:40:00+02:00", "2031-03-02T08:00:00+02:00")
    '00:40 +1'
    """
    if at is None:
        return NONE
    days = (datetime.fromisoformat(at).date() - datetime.fromisoformat(start).date()).days
    return f"{at[11:16]}{f' {days:+d}' if days else ''}"


def span(begin: str | None, end: str | None, start: str) -> str:
    """From one instant to another by the clock."""
    return NONE if begin is None or end is None else f"{clock(begin, start)}–{clock(end, start)}"


def day(at: str) -> str:
    """The day and clock of a start.

    >>> day("2031-03-02T08:00:00+02:00")
    '2 Mar, 08:00'
    """
    moment = datetime.fromisoformat(at)
    return f"{moment.day} {moment:%b, %H:%M}"


def percent(share: float) -> str:
    """A share in whole per cent, small ones with a digit.

    >>> percent(0.843), percent(0.004), percent(0.0), percent(0.0002)
    ('84 %', '0.4 %', '0 %', '<0.1 %')
    """
    value = 100 * share
    if 0 < value < _LITTLE:
        return "<0.1 %"
    return f"{value:.0f} %" if value >= 9.95 or value == 0 else f"{value:.1f} %".replace(".0 %", " %")


def between(of: Spread) -> str:
    """A share with the range of nine runs of ten.

    >>> between(Spread(0.84, 0.78, 0.8, 0.85, 0.9, 0.92))
    '84 % (78–92)'
    """
    return f"{percent(of.mean)} ({100 * of.p05:.0f}–{100 * of.p95:.0f})"


def people(number: float) -> str:
    """A mean number of people; a few are not none.

    >>> people(12.4), people(3.26), people(0.02), people(0.0)
    ('12', '3.3', '<0.1', '0')
    """
    if 0 < number < _LITTLE:
        return "<0.1"
    return f"{number:.0f}" if number >= 9.95 or number == 0 else f"{number:.1f}"


def more(of: Spread | None) -> str:
    """A difference of people with the range of nine runs of ten.

    >>> more(Spread(-5.84, -10.0, -9.0, -6.0, -2.0, -1.0))
    '−5.8 (−10 to −1)'
    """
    if of is None:
        return NONE
    return f"{_signed(of.mean, 1)} ({_signed(of.p05, 0)} to {_signed(of.p95, 0)})"


def degrees(value: float | None) -> str:
    """A temperature in whole degrees."""
    return NONE if value is None else f"{value:.0f} °C".replace("-", "−")


def whole(number: float) -> str:
    """A number without digits after the point, thousands apart."""
    return f"{number:,.0f}".replace(",", " ")


def causes(outs: Sequence[float], names: Sequence[str], least: float = 0.05) -> str:
    """Who leaves for what, the most first, causes of hardly anyone left out.

    >>> causes([0.3, 0.01], ["feet", "heat"]), causes([0.0, 0.01], ["feet", "heat"]), causes([0.0], ["feet"])
    ('feet 0.3', 'hardly anyone', 'nobody in any run')
    """
    ranked = sorted(zip(outs, names, strict=True), key=lambda pair: -pair[0])
    return ", ".join(f"{name} {people(number)}" for number, name in ranked if number >= least) or (
        "hardly anyone" if sum(outs) > 0 else "nobody in any run"
    )


def hours(minutes: float) -> str:
    """Minutes as hours and minutes."""
    return f"{int(minutes // 60)}:{int(minutes % 60):02d}"


def field(plan: RacePlan) -> str:
    """Who was run, how often, on what days."""
    one = plan.field == 1
    kind = f"invented runner{'' if one else 's'}" if plan.field_invented else "entry" if one else "entries"
    often = "once" if plan.replicates == 1 else f"{plan.replicates} times"
    return f"{plan.field} {kind}, the race run {often} (seed {plan.seed}), {plan.weather} days"


def founded(plan: RacePlan) -> str:
    """How far the figures are founded, in a line to stand beside them."""
    numbers = "guesses, fitted to no race" if plan.numbers == "guessed" else f"“{plan.numbers}”, fitted to few races"
    return (
        f"Model figures, free numbers {numbers}; {percent(plan.extrapolated)} of all minutes on course are "
        "extrapolated beyond what heat models were measured for. Ranges hold nine runs of ten, and only what the model "
        "knows."
    )


def own(outs: Sequence[float], names: Sequence[str]) -> list[float]:
    """How many leave other than by a closing, by cause."""
    return [0.0 if name == "cut-off" else number for number, name in zip(outs, names, strict=True)]


def title(stage: StagePlan) -> str:
    """The name of a stage."""
    return f"Stage {stage.stage}{f': {stage.name}' if stage.name else ''}"


def done(stage: StagePlan) -> str:
    """What a stage comes to: hours, or kilometres and laps where it is run for a time."""
    if stage.km_done and stage.laps:
        return (
            f"{stage.km_done.p50:.0f} km ({stage.km_done.p10:.0f}–{stage.km_done.p90:.0f}), {stage.laps.p50:.0f} laps"
        )
    of = stage.finish_minutes
    return f"{hours(of.p50)} ({hours(of.p10)}–{hours(of.p90)})" if of else NONE


def ends(change: Change, stage: StagePlan) -> str:
    """When the last one is in, or how far people come where a stage is run for a time."""
    if change.km_done:
        return f"{change.km_done.p50:.0f} km ({change.km_done.p10:.0f}–{change.km_done.p90:.0f})"
    return clock(change.last, stage.start)


def _signed(value: float, digits: int) -> str:
    return f"{value:+.{digits}f}".replace("-", "−") if abs(value) >= 0.5 * 10**-digits else "0"
