"""The climate of a stage in words and columns."""

from collections.abc import Iterator, Sequence
from typing import Final

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
_SAID: Final = {"wbgt": "WBGT", "utci": "UTCI", "wind_chill": "wind chill"}


def lines(report: ClimateReport, title: str, shown: str) -> Iterator[str]:
    """Everything told of the climate of a stage, line by line."""
    yield f"{title}, {report.day}{', on an invented course' if report.invented else ''}: {_light(report)}"
    if report.hottest:
        yield f"  hottest: {_moments(report.hottest)}"
    if report.coldest:
        yield f"  coldest: {_moments(report.coldest)}"
    above = [f"{hours.place} {hours.above_28:g}" for hours in report.hours_above_wbgt if hours.above_28]
    if above:
        yield f"  hours above 28 °C WBGT: {', '.join(above)}"
    yield from _table(report, *OF[shown])
    yield from (f"  noticed: {finding}" for finding in report.findings)
    yield ""


def _light(report: ClimateReport) -> str:
    if report.sunrise and report.sunset:
        return f"sun from {report.sunrise[11:16]} to {report.sunset[11:16]}"
    return {"polar day": "the sun does not set", "polar night": "the sun does not rise"}.get(report.light, report.light)


def _moments(moments: Sequence[Moment]) -> str:
    return ", ".join(f"{_SAID[m.index]} {m.value_c:.1f} °C at {m.time[11:16]} at {m.place}" for m in moments)


def _table(report: ClimateReport, name: str, field: str) -> Iterator[str]:
    yield f"  {name}"
    width = max(7, *(len(place.id) + 1 for place in report.places))
    yield "    hour    " + "".join(f"{place.id:>{width}}" for place in report.places)
    for hour, time in enumerate(report.times):
        cells = "".join(f"{_cell(place, field, hour):>{width}}" for place in report.places)
        later = f" +{hour // 24}" if hour >= 24 else ""
        yield f"    {time[11:16]}{later}".ljust(12) + cells


def _cell(place: PlaceHours, field: str, hour: int) -> str:
    value = getattr(place, field)[hour]
    if value is None:
        return "-"
    return f"{value:.0f}" if field in ("sun_wm2", "pressure_hpa", "humidity_pct") else f"{value:.1f}"
