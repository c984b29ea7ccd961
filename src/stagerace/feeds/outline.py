"""The outline of a new race: how many stages, how long, on which days, before anyone has walked the course."""

from datetime import date, datetime, time, timedelta
from typing import Final

from msgspec import Struct

from stagerace.core.errors import BadInput, Problem

TEMPLATES: Final = ("six-stage", "time-boxed", "single-stage")
"""The kinds of race that there are templates for."""

_NAMES: Final = ("Salt Flats", "Wadi Crossing", "Dune Sea", "Red Plateau", "The Long March", "Old Town")
_ORDINARY: Final = (38_000, 41_500, 39_200, 42_700)
_LONG: Final = 80_000
_LAST: Final = 10_000
_LAP: Final = 10_000
_BETWEEN: Final = 9_600
_SLOWEST: Final = 3_200


class Place(Struct, frozen=True):
    """A checkpoint of an outline: its name, distance [m], and when it closes, if it does."""

    id: str
    metres: int
    close: datetime | None = None


class Leg(Struct, frozen=True):
    """A stage of an outline, with everything that its tables in race.toml say."""

    n: int
    name: str
    metres: int
    start: datetime
    limit: timedelta
    places: tuple[Place, ...] = ()
    box: timedelta | None = None
    waves: tuple[tuple[str, datetime, str], ...] = ()
    """Name, start and bibs of each wave."""


class Outline(Struct, frozen=True):
    """A new race: its day, its clock, its stages."""

    start_date: date
    zone: str
    """The line of race.toml that names the zone."""
    legs: tuple[Leg, ...]

    @property
    def by_distance(self) -> bool:
        """Whether distance ranks."""
        return any(leg.box for leg in self.legs)


def outline(template: str, stages: int | None, *, example: bool) -> Outline:
    """The outline of a template, with as many stages as asked for; an example has waves.

    Raises BadInput for an unknown template, and for fewer than 1 or more than 20 stages.
    """
    if template not in TEMPLATES:
        raise BadInput(Problem(f"there is no template {template!r}", f"Choose one of {', '.join(TEMPLATES)}"))
    if stages is not None and not 1 <= stages <= 20:
        raise BadInput(Problem(f"a race cannot have {stages} stages", "Choose 1 to 20"))
    if template == "time-boxed":
        return _time_boxed(stages or 4, example=example)
    first = date(2031, 3, 2) if template == "six-stage" else date(2031, 9, 6)
    zone = 'time_zone = "Africa/Cairo"' if template == "six-stage" else 'time_zone = "Europe/Paris"'
    count = stages or (6 if template == "six-stage" else 1)
    return Outline(first, zone, tuple(_leg(n, count, first, example=example) for n in range(1, count + 1)))


def _leg(n: int, count: int, first: date, *, example: bool) -> Leg:
    metres = _length(n, count)
    # The long stage takes two days; what comes after it starts a day later.
    day = first + timedelta(days=n - 1 + (n == count and count > 2))
    start = datetime.combine(day, time(8))
    limit = timedelta(hours=max(3, round(metres / _SLOWEST)))
    name = _NAMES[(n - 1) % len(_NAMES)] if count == len(_NAMES) else f"Stage {n}"
    return Leg(n, name, metres, start, limit, _places(n, metres, start), waves=_waves(start) if example else ())


def _length(n: int, count: int) -> int:
    if count > 2 and n == count:
        return _LAST
    if count > 2 and n == count - 1:
        return _LONG
    return _ORDINARY[(n - 1) % len(_ORDINARY)]


def _places(n: int, metres: int, start: datetime) -> tuple[Place, ...]:
    count = metres // (_BETWEEN + 500)
    spots = [metres * (k + 1) // (count + 1) // 100 * 100 for k in range(count)]
    return tuple(Place(f"{n}CP{k}", spot, _closing(start, spot)) for k, spot in enumerate(spots, 1))


def _closing(start: datetime, metres: int) -> datetime:
    quarters = -(-metres * 4 // _SLOWEST) + 2
    return start + timedelta(minutes=15 * quarters)


def _waves(start: datetime) -> tuple[tuple[str, datetime, str], ...]:
    return (("A", start, "1-100"), ("B", start + timedelta(minutes=30), "101-200"))


def _time_boxed(count: int, *, example: bool) -> Outline:
    first = date(2031, 11, 20)
    legs = []
    for n in range(1, count + 1):
        start = datetime.combine(first + timedelta(days=n - 1), time(8))
        box = timedelta(hours=12 if n < count else 8)
        waves = (("A", start, "1-100"), ("B", start, "101-200")) if example else ()
        legs.append(Leg(n, f"Loop {n}", _LAP, start, box, (Place(f"{n}CP1", _LAP // 2),), box, waves))
    return Outline(first, 'utc_offset = "-03:00"', tuple(legs))
