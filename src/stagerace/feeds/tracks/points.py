"""Points gathered one by one into a track; what every reader of tracks gives back."""

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

import numpy as np

from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.course.track import Track, Waypoint

MISSING: Final = math.nan


@dataclass(frozen=True)
class Read:
    """The tracks of a file, in its order, and what was odd about the file."""

    tracks: tuple[Track, ...]
    findings: tuple[Finding, ...] = ()


@dataclass
class Points:
    """The points of a track while it is read, and how many values could not be."""

    latitude: list[float] = field(default_factory=list)
    longitude: list[float] = field(default_factory=list)
    altitude: list[float] = field(default_factory=list)
    time: list[float] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    unreadable: int = 0
    example: str = ""
    """The first value that could not be read."""

    def __len__(self) -> int:
        return len(self.latitude)

    def new_piece(self) -> None:
        """The next point begins a new piece; a piece without points is none."""
        if not self.starts or self.starts[-1] != len(self):
            self.starts.append(len(self))

    def add(self, latitude: str | None, longitude: str | None, altitude: str | None, time: str | None) -> None:
        """One more point, as the file writes it."""
        self.add_values(self.number(latitude), self.number(longitude), self.number(altitude), self.moment(time))

    def add_values(self, latitude: float, longitude: float, altitude: float, time: float) -> None:
        """One more point [deg, deg, m, s since 1970]; NaN where the file says nothing."""
        self.latitude.append(latitude)
        self.longitude.append(longitude)
        self.altitude.append(altitude)
        self.time.append(time)

    def number(self, written: str | None) -> float:
        """A number, NaN where there is none; what is no number is counted."""
        if written is None or not written.strip():
            return MISSING
        try:
            value = float(written)
        except ValueError:
            self._unread(written)
            return MISSING
        return value if math.isfinite(value) else MISSING

    def moment(self, written: str | None) -> float:
        """Seconds since 1970, NaN where there is no time; a time without a zone is UTC, as the formats say."""
        if written is None or not written.strip():
            return MISSING
        try:
            told = datetime.fromisoformat(written.strip())
            return (told if told.tzinfo else told.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError):
            self._unread(written)
            return MISSING

    def _unread(self, written: str) -> None:
        self.unreadable += 1
        self.example = self.example or written.strip()[:30]

    def refuse_nowhere(self, file: str) -> None:
        """Raise BadInput where there are points and none of them says where it is, in words of this globe."""
        positions = list(zip(self.latitude, self.longitude, strict=True))
        if not positions or any(abs(north) <= 90.0 and abs(east) <= 180.0 for north, east in positions):
            return
        north, east = next(((n, e) for n, e in positions if math.isfinite(n + e)), positions[0])
        if math.isfinite(north + east):
            what = f"no position is on the globe; the first is latitude {north:g}, longitude {east:g}"
            raise BadInput(Problem(what, "Check whether the two are exchanged, or are no degrees", file))
        written = f", as {self.example!r}" if self.example else ""
        what = f"no position can be read{written}"
        raise BadInput(Problem(what, "Write degrees with a point and nothing else, like 29.1234", file))

    def track(self, name: str, file: str, waypoints: tuple[Waypoint, ...] = (), *, invented: bool = False) -> Track:
        """What was gathered."""
        starts = [start for start in self.starts if start < len(self)] or [0]
        return Track(
            np.array(self.latitude, dtype=np.float64),
            np.array(self.longitude, dtype=np.float64),
            np.array(self.altitude, dtype=np.float64),
            np.array(self.time, dtype=np.float64),
            np.array(starts, dtype=np.int64),
            waypoints,
            name,
            file,
            invented,
        )

    def findings(self, file: str) -> tuple[Finding, ...]:
        """What could not be read."""
        if not self.unreadable:
            return ()
        what = f"{self.unreadable:,} numbers or times that cannot be read"
        return (Finding("unreadable", what, "taken as missing", file),)
