"""Distances and places as readers read them, in a chart, on a page and in a feed."""

from typing import Any, Protocol


class Says(Protocol):
    """The words of a language, by their key."""

    def __call__(self, key: str, **values: Any) -> str:
        """A sentence with its values put in."""


def kilometres(metres: float) -> str:
    """A distance in kilometres, a tenth where there is one.

    >>> kilometres(10_200), kilometres(38_000)
    ('10.2', '38')
    """
    return f"{metres / 1000:.1f}".removesuffix(".0")


def place_word(name: str, w: Says) -> str:
    """A place as readers call it, from its name in a view: `CP2`, the finish, lap 3."""
    if name in ("START", "FINISH"):
        return w(f"place.{name.casefold()}")
    return w("place.lap", n=name[4:]) if name.startswith("lap ") else name
