"""A danger drawn along the course or on the map, and lifted."""

from typing import Final, get_args

from msgspec import structs

from stagerace.core.names import Metres
from stagerace.core.records import Body, ZoneDrawn
from stagerace.core.records.zone_drawn import Danger
from stagerace.node.hq.dangers import zones_drawn
from stagerace.node.hq.orders.base import Order, Said, wrong

MOST_CORNERS: Final = 60


class Zone(Order):
    """A part of the course nobody should be in; with `lift` its end."""

    name = "zone"

    def bodies(self, said: Said) -> tuple[Body, ...]:
        """The danger, or its end; nothing where it is so already."""
        name = said.name("zone")
        known = zones_drawn(said.look.race, said.stage).get(name)
        if said.text("lift"):
            if known is None:
                raise wrong("there is no such danger on this stage", "Look at the list again")
            lifted = structs.replace(known, lifted_at=said.now, by=said.by, note=said.text("note") or known.note)
            return (lifted,) if known.lifted_at is None else ()
        if known is not None:
            return ()
        what = said.choice("what", get_args(Danger), "danger")
        stretch, area = _stretch(said), _corners(said)
        if not stretch and not area:
            raise wrong("it is not said where the danger is", "Write from and to which kilometre, or tap three corners")
        return (ZoneDrawn(name, what, said.now, said.stage.n, area, stretch, None, said.text("note"), said.by),)


def _stretch(said: Said) -> tuple[tuple[Metres, Metres], ...]:
    start, end = said.text("from_km"), said.text("to_km")
    if not start and not end:
        return ()
    try:
        low, high = sorted(round(float(each.replace(",", ".")) * 1000) for each in (start, end))
    except (ValueError, OverflowError):
        raise wrong("from and to are no kilometres", "Write both, such as 12.5 and 18") from None
    if low < 0 or high > said.stage.metres or low == high:
        long = said.stage.metres / 1000
        raise wrong(f"from km {start} to km {end} is no part of the stage", f"It goes from 0 to {long:g} km")
    return ((Metres(low), Metres(high)),)


def _corners(said: Said) -> tuple[tuple[float, float], ...]:
    """Corners as `lat,lon;lat,lon;lat,lon`."""
    text = said.fields.get("corners", "").strip()
    if not text:
        return ()
    try:
        found = [tuple(float(each) for each in corner.split(",")) for corner in text.split(";")]
        corners = tuple((round(lat, 5), round(lon, 5)) for lat, lon in found)
    except ValueError:
        raise wrong("the corners cannot be read", "Tap them anew") from None
    if not 3 <= len(set(corners)) <= MOST_CORNERS or not all(_is_on_earth(*corner) for corner in corners):
        raise wrong("these corners make no area", f"Tap from three to {MOST_CORNERS} corners around it")
    return corners


def _is_on_earth(latitude: float, longitude: float) -> bool:
    return abs(latitude) <= 90 and abs(longitude) <= 180
