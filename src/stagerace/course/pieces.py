"""Several tracks in one file made one: pieces put together where they follow each other."""

from collections.abc import Sequence
from itertools import pairwise
from math import cos, hypot, radians
from typing import Final

import numpy as np

from stagerace.core.errors import BadInput, Problem
from stagerace.core.findings import Finding
from stagerace.course.geodesy import METRES_A_DEGREE
from stagerace.course.track import Track

_FOLLOWS: Final = 1_000.0
"""How far a piece may begin from the end of the one before it [m]."""


def whole(tracks: Sequence[Track], file: str = "") -> tuple[Track, tuple[Finding, ...]]:
    """One track of the tracks in a file: pieces that follow each other are put together, else the one with most points.

    Raises BadInput where there is none.
    """
    pieces = [track for track in tracks if len(track)]
    if not pieces:
        raise BadInput(Problem("there is no track in this file", "Export the track, not only waypoints", file))
    if len(pieces) == 1:
        return pieces[0], ()
    if all(_gap(one, other) <= _FOLLOWS for one, other in pairwise(pieces)):
        what = f"the file holds {len(pieces)} tracks that follow each other"
        return _joined(pieces), (Finding("pieces", what, "taken as one", file),)
    longest = max(pieces, key=len)
    what = f"the file holds {len(pieces)} tracks that lie apart"
    taken = f"took {longest.name!r}, the one with most points" if longest.name else "took the one with most points"
    return longest, (Finding("several-tracks", what, taken, file),)


def _gap(one: Track, other: Track) -> float:
    north = float(other.latitude[0] - one.latitude[-1]) * METRES_A_DEGREE
    east = float(other.longitude[0] - one.longitude[-1]) * METRES_A_DEGREE * cos(radians(float(one.latitude[-1])))
    return hypot(north, east)


def _joined(pieces: Sequence[Track]) -> Track:
    offsets = np.cumsum([0, *(len(piece) for piece in pieces[:-1])])
    return Track(
        latitude=np.concatenate([piece.latitude for piece in pieces]),
        longitude=np.concatenate([piece.longitude for piece in pieces]),
        altitude=np.concatenate([piece.altitude for piece in pieces]),
        time=np.concatenate([piece.time for piece in pieces]),
        starts=np.concatenate([piece.starts + offset for piece, offset in zip(pieces, offsets, strict=True)]),
        waypoints=tuple({w: None for piece in pieces for w in piece.waypoints}),
        name=pieces[0].name,
        source=pieces[0].source,
        invented=any(piece.invented for piece in pieces),
    )
