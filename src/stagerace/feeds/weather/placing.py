"""Where a weather file is from, and by which clock, as its first lines say."""

from collections.abc import Mapping
from typing import Final

from stagerace.climate.weather import Site
from stagerace.core.errors import BadInput, Problem

NOWHERE: Final = "the file does not say where it is from"
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "latitude": ("latitude", "lat"), "longitude": ("longitude", "lon", "lng", "long"),
    "altitude": ("elevation", "altitude", "elev", "alt"), "offset": ("timezone", "localtimezone", "utcoffset", "tz"),
}  # fmt: skip


def placed(declared: Mapping[str, str], site: Site | None, file: str) -> Site:
    """The site given, else the one the file declares; raises BadInput where neither is known."""
    if site is not None:
        return site
    found = {name: _number(declared, name) for name in ("latitude", "longitude", "altitude")}
    missing = [name for name, value in found.items() if value is None]
    if missing:
        what = f"{NOWHERE} ({', '.join(missing)} missing)"
        remedy = "Write lines such as “# latitude: 23.1” above the headings, or give the place of the station"
        raise BadInput(Problem(what, remedy, file))
    return site_of(found["latitude"] or 0.0, found["longitude"] or 0.0, found["altitude"] or 0.0, file)


def site_of(latitude: float, longitude: float, altitude: float, file: str, line: int | None = None) -> Site:
    """A site on earth; raises BadInput where there is none such."""
    if not (abs(latitude) <= 90.0 and abs(longitude) <= 180.0 and -450.0 <= altitude <= 9000.0):
        what = f"latitude {latitude:g}, longitude {longitude:g}, altitude {altitude:g} m is no place on land"
        raise BadInput(Problem(what, "Check that latitude comes before longitude, in degrees", file, line))
    return Site(latitude, longitude, altitude)


def stated_offset(declared: Mapping[str, str], given: float | None) -> float | None:
    """The offset of the rows' clock from UTC [h]: given, else declared, else None."""
    return given if given is not None else _number(declared, "offset")


def _number(declared: Mapping[str, str], name: str) -> float | None:
    for key in _NAMES[name]:
        try:
            return float(declared[key])
        except (KeyError, ValueError):
            continue
    return None
