"""Sheets of horizons: how high walls and hills stand around the places of a race, as measured from there."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from msgspec import Struct

from stagerace.climate.horizon import Horizon
from stagerace.core.errors import BadInput
from stagerace.core.names import PlaceId
from stagerace.feeds.cells import Cells, Unreadable, read_rows
from stagerace.feeds.nearest import did_you_mean
from stagerace.feeds.notes import Notes
from stagerace.feeds.sheet import Column, read_table

COLUMNS: Final = (
    Column("place", ("checkpoint", "cp", "point"), required=True),
    Column("azimuth", ("direction", "bearing", "compass", "azimuth_deg"), required=True),
    Column("height", ("elevation", "angle", "height_deg"), required=True),
)
_FEW: Final = 4


class Sight(Struct, frozen=True):
    """A row of the sheet: how high the land stands from a place in a direction [deg]."""

    place: PlaceId
    azimuth: float
    height: float


def read_horizons(data: bytes, file: str, places: Sequence[PlaceId]) -> tuple[dict[PlaceId, Horizon], tuple[str, ...]]:
    """The horizon of each place that was measured, straight between its directions, and what was assumed.

    Raises BadInput naming every bad row.
    """
    notes = Notes()
    table = read_table(data, file, COLUMNS, notes)
    sheet = read_rows(table, notes, lambda cells: _read_row(cells, places))
    sights = sorted(sheet.bodies, key=lambda sight: (sight.place, sight.azimuth))
    found = dict(_horizons(sights))
    if sheet.problems:
        raise BadInput(*sheet.problems)
    for place, horizon in found.items():
        if len(horizon.azimuth) < _FEW:
            notes.add(f"{place} has {len(horizon.azimuth)} directions only; straight lines between them all round")
    return found, tuple(notes)


def _read_row(cells: Cells, places: Sequence[PlaceId]) -> Sight | None:
    place = cells.need("place", lambda text: _parse_place(text, places))
    azimuth = cells.need("azimuth", lambda text: _parse_degrees(text, 0.0, 360.0))
    height = cells.need("height", lambda text: _parse_degrees(text, 0.0, 90.0))
    if place is None or azimuth is None or height is None:
        return None
    return Sight(place, azimuth % 360.0, height)


def _parse_place(text: str, places: Sequence[PlaceId]) -> PlaceId:
    name = PlaceId(text.strip())
    if name not in places:
        raise Unreadable(f"{text[:40]!r} is no place of this race", did_you_mean(text, places))
    return name


def _parse_degrees(text: str, low: float, high: float) -> float:
    try:
        value = float(text.replace(",", ".").replace("°", ""))
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise Unreadable(f"{text[:20]!r} is no angle from {low:g} to {high:g} degrees", "Write degrees, as 115")
    return value


def _horizons(sights: Sequence[Sight]) -> Iterator[tuple[PlaceId, Horizon]]:
    for place in dict.fromkeys(sight.place for sight in sights):
        of_place = [sight for sight in sights if sight.place == place]
        yield place, Horizon(np.array([s.azimuth for s in of_place]), np.array([s.height for s in of_place]))
