"""The days of a race as pictures: heat, or cold where it is cold, at every place and hour."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from stagerace.desk.day_picture import day_picture
from stagerace.node.climate_report import ClimateReport
from stagerace.node.picture_paths import picture_folder

COLD: Final = 12.0
"""Where no hour is warmer than this [°C of air] the picture shows UTCI and the coldest hour."""


def draw_days(reports: Sequence[ClimateReport], folder: Path) -> list[Path]:
    """Write the day of every stage as SVG into a folder; what was written. Raises BadInput for what is no folder."""
    picture_folder(folder)
    return [_write(report, folder / f"day-{report.stage}.svg") for report in reports]


def draw_day(report: ClimateReport) -> str:
    """The day of a stage as SVG."""
    cold = is_cold(report)
    rows = [place.utci_c if cold else place.wbgt_c for place in report.places]
    return day_picture(
        title=f"Stage {report.stage}, {report.day}",
        hours=[_hour(time) + 24 * _days_after(time, report.day) for time in report.times],
        places=[f"{place.id} (km {place.metres / 1000:.1f})" for place in report.places],
        values=rows,
        index="UTCI" if cold else "WBGT",
        cold=cold,
        sun=(_hour(report.sunrise), _hour(report.sunset)) if report.sunrise and report.sunset else None,
        invented=report.invented,
        note=_note(report),
    )


def is_cold(report: ClimateReport) -> bool:
    """Whether cold is the danger of the day."""
    air = [value for place in report.places for value in place.air_c if value is not None]
    return max(air, default=99.0) <= COLD


def _note(report: ClimateReport) -> str:
    sources = ", ".join(dict.fromkeys(finding.where for finding in report.findings if finding.where))
    count = len(report.findings)
    assumed = f"{count} things were assumed; `stagerace climate` names them. " if count else ""
    return f"{f'Weather: {sources}. ' if sources else ''}{assumed}For planning: no forecast."


def _write(report: ClimateReport, path: Path) -> Path:
    path.write_text(draw_day(report), encoding="utf-8")
    return path


def _days_after(time: str, day: str) -> int:
    return (date.fromisoformat(time[:10]) - date.fromisoformat(day)).days


def _hour(time: str) -> float:
    return int(time[11:13]) + int(time[14:16]) / 60
