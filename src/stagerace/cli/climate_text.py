"""The climate of a stage in words and columns."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final

from stagerace.core.findings import Finding
from stagerace.node.climate_report import ClimateReport, Moment, PlaceHours

OF: Final = {
    "wbgt": ("WBGT [°C]", "wbgt_c"),
    "utci": ("UTCI [°C]", "utci_c"),
    "air": ("air [°C]", "air_c"),
    "humidity": ("humidity [%]", "humidity_pct"),
    "wind": ("wind at body height [m/s]", "wind_ms"),
    "sun": ("sunlight [W/m²]", "sun_wm2"),
    "wind-chill": ("wind chill [°C]", "wind_chill_c"),
    "radiant": ("radiant temperature [°C]", "radiant_c"),
    "pressure": ("pressure [hPa]", "pressure_hpa"),
}
"""What can be shown by the hour."""
_HOUR: Final = 12
"""How wide the column of hours is."""
_SAID: Final = {"wbgt": "WBGT", "utci": "UTCI", "wind_chill": "wind chill"}


def shared(reports: Sequence[ClimateReport]) -> list[Finding]:
    """What was noticed at every one of several stages, and so is said once."""
    if len(reports) < 2:
        return []
    return [f for f in reports[0].findings if all(f in report.findings for report in reports[1:])]


def lines(
    report: ClimateReport, title: str, shown: str, *, width: int = 160, said: Collection[Finding] = ()
) -> Iterator[str]:
    """Everything told of the climate of a stage, line by line, but for what is `said` elsewhere.

    Tables wider than `width` characters go on below.
    """
    yield f"{title}, {report.day}{', on an invented course' if report.invented else ''}: {_light(report)}"
    if report.hottest:
        yield f"  hottest: {_moments(report, report.hottest)}"
    if report.coldest:
        yield f"  coldest: {_moments(report, report.coldest)}"
    above = [f"{hours.place} {hours.above_28:g}" for hours in report.hours_above_wbgt if hours.above_28]
    if above:
        yield f"  hours above 28 °C WBGT: {', '.join(above)}"
    if beyond := sum(sum(place.extrapolated) for place in report.places):
        hours = len(report.times) * len(report.places)
        yield f"  extrapolated: {beyond} of {hours} hours lie outside what WBGT or UTCI were made for"
    unknown = [f"{hours.place} {hours.unknown:g}" for hours in report.hours_above_wbgt if hours.unknown]
    if unknown:
        yield f"  hours of which no WBGT is known: {', '.join(unknown)}"
    yield from _table(report, *OF[shown], width)
    yield from (f"  noticed: {finding}" for finding in report.findings if finding not in said)
    yield ""


def _light(report: ClimateReport) -> str:
    if report.sunrise and report.sunset:
        return f"sun from {report.sunrise[11:16]} to {report.sunset[11:16]}"
    return {"polar day": "the sun does not set", "polar night": "the sun does not rise"}.get(report.light, report.light)


def _moments(report: ClimateReport, moments: Sequence[Moment]) -> str:
    return ", ".join(f"{_SAID[m.index]} {m.value_c:.1f} °C at {_clock(report, m.time)} at {m.place}" for m in moments)


def _clock(report: ClimateReport, time: str) -> str:
    """The hour by the local clock, and how many midnights after the stage's day: `02:00 +1`."""
    later = (date.fromisoformat(time[:10]) - date.fromisoformat(report.day)).days
    return f"{time[11:16]}{f' {later:+d}' if later else ''}"


def _table(report: ClimateReport, name: str, field: str, wide: int) -> Iterator[str]:
    yield f"  {name}"
    width = max(7, *(len(place.id) + 1 for place in report.places))
    fit = max(1, (wide - _HOUR) // width)
    for first in range(0, len(report.places), fit):
        places = report.places[first : first + fit]
        yield "    hour".ljust(_HOUR) + "".join(f"{place.id:>{width}}" for place in places)
        for hour, time in enumerate(report.times):
            cells = "".join(f"{_cell(place, field, hour):>{width}}" for place in places)
            yield f"    {_clock(report, time)}".ljust(_HOUR) + cells


def _cell(place: PlaceHours, field: str, hour: int) -> str:
    value = getattr(place, field)[hour]
    if value is None:
        return "-"
    return f"{value:.0f}" if field in ("sun_wm2", "pressure_hpa", "humidity_pct") else f"{value:.1f}"
