"""What each kind of ground looks like: a colour, and a pattern that tells it apart in black and white."""

from typing import Final

from stagerace.core.terrain import Terrain
from stagerace.desk.svg import tag

LOOKS: Final[dict[Terrain, tuple[str, str, int, int, str]]] = {
    "sand": ("#f2dfae", "#8d6f2c", 12, 12, "M2 3h1.4M8 9h1.4M9 2.5h1.4M3 8.6h1.4"),
    "dune": ("#eab869", "#7a4b0d", 24, 12, "M0 9q6-9 12 0q6-9 12 0"),
    "rock": ("#c9c1b4", "#4f483d", 22, 18, "M2 8l4-5 4 5zM13 16l3-4 3 4z"),
    "cliff": ("#a58f7f", "#2f231b", 7, 16, "M2 0v16M5.5 2v6"),
    "canyon": ("#d79a83", "#6b2413", 26, 12, "M0 2.5h26M0 8.5h8M13 8.5h9"),
    "snow": ("#eaf3f8", "#3f6c86", 20, 20, "M5 2v6M2.4 3.5l5.2 3m0-3l-5.2 3M15 12v6M12.4 13.5l5.2 3m0-3l-5.2 3"),
    "salt": ("#f6eef0", "#8a6d78", 24, 14, "M0 7h5l4-7h6l4 7h5M5 7l4 7M19 7l-4 7"),
    "road": ("#b9bbbd", "#2b2d30", 24, 9, "M0 1h24M0 5.5h13"),
    "unknown": ("#f7f3ea", "#b5a992", 12, 12, "M0 12L12 0"),
}  # fmt: skip
"""Of each kind: the colour, that of the pattern, the pattern's width and height [px], its strokes."""


def patterns(kinds: list[Terrain], name: str) -> str:
    """The patterns of the kinds present; `name` keeps those of two pictures apart."""
    return tag("defs", *(_pattern(kind, name) for kind in kinds)) if kinds else ""


def fill(kind: Terrain, name: str) -> str:
    """What an area of a kind is filled with."""
    return f"url(#{name}-{kind})"


def _pattern(kind: Terrain, name: str) -> str:
    colour, ink, width, height, strokes = LOOKS[kind]
    return tag(
        "pattern",
        tag("rect", width=width, height=height, fill=colour),
        tag("path", d=strokes, stroke=ink, fill="none", stroke_width="0.9", stroke_opacity="0.75"),
        id=f"{name}-{kind}", width=width, height=height, patternUnits="userSpaceOnUse",
    )  # fmt: skip
