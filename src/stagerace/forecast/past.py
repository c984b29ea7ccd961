"""Columns of an earlier edition found again: by name, else by distance."""

import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np

from stagerace.forecast.situation import Array, Edition, Places

NEAR_M: Final = 500.0
"""How far a column of another name may lie and still be the same place [m]."""


def columns_of(places: Places, past: Places) -> list[int]:
    """For each column the one of the past edition that stands for it; -1 where there is none.

    Finishes stand for each other whatever they are called: both are the end of the way.
    """
    named = {plain(name): k for k, name in enumerate(past.names)}
    found = [_column(places, k, past, named) for k in range(len(places))]
    last = -1
    for k, column in enumerate(found):
        if 0 <= column <= last:
            found[k] = -1
        last = max(last, found[k])
    return found


def _column(places: Places, k: int, past: Places, named: dict[str, int]) -> int:
    if plain(places.names[k]) in named:
        return named[plain(places.names[k])]
    if k == len(places) - 1:
        return len(past) - 1
    away = np.abs(past.distance_m - places.distance_m[k])
    nearest = int(np.argmin(away))
    taken = plain(past.names[nearest]) in {plain(name) for name in places.names}
    return nearest if away[nearest] <= NEAR_M and not taken else -1


def plain(name: str) -> str:
    """A name without case, accents and signs.

    >>> plain("Arête Mont-Favre")
    'aretemontfavre'
    """
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in folded if c.isalnum() and not unicodedata.combining(c))


def pooled(places: Places, history: Sequence[Edition]) -> Array:
    """Elapsed of everybody in the history, by runner and column of this course [s]; NaN where it had no such column."""
    parts = [np.empty((0, len(places)))]
    for edition in history:
        columns = np.array(columns_of(places, edition.places))
        part = edition.elapsed[:, columns].copy()
        part[:, columns < 0] = np.nan
        parts.append(part)
    return np.concatenate(parts)
