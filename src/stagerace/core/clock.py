"""Instants, elapsed times and the order of edits: three things a clock can mean."""

import re
from typing import Final, NewType

from msgspec import Struct

Instant = NewType("Instant", int)
"""A moment, the same for everyone on Earth [ms since 1970-01-01T00:00:00Z]."""

Elapsed = NewType("Elapsed", int)
"""A length of time [ms]; may be negative."""

Segment = NewType("Segment", int)
"""A stretch of a device's life through which its clocks ran on undisturbed, from 1; 0 where it is not said."""

SECOND: Final = 1_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

ZERO: Final = Elapsed(0)
FAR_AHEAD: Final = Elapsed(24 * HOUR)
"""How far ahead of our clock a stamp from elsewhere may be before it is not believed [ms]."""


def elapsed(start: Instant, end: Instant) -> Elapsed:
    """How long it is from one instant to another [ms].

    >>> elapsed(Instant(1_000), Instant(3_500))
    2500
    """
    return Elapsed(end - start)


def later(instant: Instant, by: Elapsed) -> Instant:
    """The instant that comes so much later; earlier when `by` is negative."""
    return Instant(instant + by)


class Stamp(Struct, frozen=True, gc=False, order=True, array_like=True):
    """A hybrid logical clock reading: orders edits, says nothing of when something happened.

    `wall` is a clock reading [ms], `tick` counts edits that share it.
    """

    wall: int
    tick: int = 0

    def next(self, now: Instant) -> "Stamp":
        """The stamp of an edit made now, after this one, even if the clock was set back."""
        return Stamp(now, 0) if now > self.wall else Stamp(self.wall, self.tick + 1)

    def heard(self, other: "Stamp", now: Instant) -> "Stamp":
        """This clock after hearing another's stamp; one more than a day ahead of `now` moves nothing.

        >>> Stamp(5).heard(Stamp(9, 1), Instant(6))
        Stamp(wall=9, tick=1)
        """
        return self if other.wall > now + FAR_AHEAD else max(self, other)


_ELAPSED = re.compile(r"(?P<h>\d{1,4}):(?P<m>[0-5]\d):(?P<s>[0-5]\d)(?:[.,](?P<f>\d{1,3}))?")
_SECONDS = re.compile(r"(?P<s>\d{1,8})(?:[.,](?P<f>\d{1,3}))?")


def parse_elapsed(text: str) -> Elapsed:
    """An elapsed time from `h:mm:ss[.mmm]`, hours past 24 allowed, or from seconds.

    Raises ValueError when it is neither.

    >>> parse_elapsed("31:05:00.25"), parse_elapsed("90")
    (111900250, 90000)
    """
    if match := _ELAPSED.fullmatch(text.strip()):
        whole = int(match["h"]) * HOUR + int(match["m"]) * MINUTE + int(match["s"]) * SECOND
    elif match := _SECONDS.fullmatch(text.strip()):
        whole = int(match["s"]) * SECOND
    else:
        raise ValueError(f"{text!r} is not an elapsed time: write h:mm:ss, h:mm:ss.mmm or seconds")
    return Elapsed(whole + int((match["f"] or "0").ljust(3, "0")))


def format_elapsed(time: Elapsed) -> str:
    """An elapsed time as `h:mm:ss`, with `.mmm` only where there are milliseconds.

    >>> format_elapsed(Elapsed(111_900_250)), format_elapsed(Elapsed(-90_000))
    ('31:05:00.250', '-0:01:30')
    """
    seconds, ms = divmod(abs(time), SECOND)
    text = f"{'-' if time < 0 else ''}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text}.{ms:03}" if ms else text


def say_length(time: Elapsed) -> str:
    """An elapsed time as one says it.

    >>> say_length(Elapsed(30 * MINUTE)), say_length(Elapsed(5 * HOUR + 10 * MINUTE)), say_length(Elapsed(25_000))
    ('30 min', '5 h 10 min', '25 s')
    """
    seconds = abs(time) // SECOND
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    parts = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else "", f"{rest} s" if rest else ""]
    return " ".join(part for part in parts if part) or ("0 s" if time % SECOND == 0 else f"{abs(time)} ms")
