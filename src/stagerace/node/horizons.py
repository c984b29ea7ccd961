"""What stands around the places of a race: `course/horizon.csv`, measured with compass and clinometer."""

from pathlib import Path
from typing import Final

from stagerace.climate.horizon import Horizon
from stagerace.core.findings import Finding
from stagerace.core.names import PlaceId
from stagerace.core.plan import Plan
from stagerace.feeds.horizon_sheet import read_horizons
from stagerace.node.course_files import COURSE_FOLDER

HORIZON_FILE: Final = "horizon.csv"


def horizons_of(folder: Path, plan: Plan) -> tuple[dict[PlaceId, Horizon], tuple[Finding, ...]]:
    """The horizon of each place that was measured, and what was assumed; raises BadInput naming every bad row."""
    file = folder / COURSE_FOLDER / HORIZON_FILE
    if not file.is_file():
        return {}, ()
    name = f"{COURSE_FOLDER}/{HORIZON_FILE}"
    horizons, notes = read_horizons(file.read_bytes(), name, tuple(plan.stage_at))
    return horizons, tuple(Finding("horizon", note, "", name) for note in notes)
