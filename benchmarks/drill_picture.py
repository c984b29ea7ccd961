"""The trade-off between how late people are found and how many false alarms that costs, drawn."""

import math
from collections.abc import Sequence
from typing import Any

WIDE, HIGH, LEFT, TOP = 300, 200, 44, 66
LOW, MOST = 0.05, 50.0
STEP = HIGH + 72
"""From one panel to the next."""
FIELDS = {"usual": "the drill's own field", "even": "a field like the prototype's"}
STYLE = """
  .paper { fill: #ffffff } .ink { fill: #222222 } .grid { stroke: #d8d4cc }
  .ours { fill: #0b6e4f; stroke: #0b6e4f } .peer { fill: #a2440f; stroke: #a2440f } text { stroke: none !important }
  polyline { fill: none !important; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #16181c } .ink { fill: #e8e6e1 } .grid { stroke: #3a3d44 }
    .ours { fill: #5fd0a5; stroke: #5fd0a5 } .peer { fill: #f0a070; stroke: #f0a070 }
  }
"""

Point = tuple[float, float, str]
"""False alarms a stage, minutes late in the middle, what it is drawn with."""


def drawn(rows: Sequence[dict[str, Any]]) -> str:
    """One panel for each field and distance between checkpoints, one below the other so that a phone shows them."""
    told = [row for row in rows if row["peer"]]
    width, high = LEFT + WIDE + 16, TOP + len(told) * STEP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {high}" width="{width * 1.5:.0f}" role="img" '
        'aria-label="How late people are found against false alarms a stage" '
        'font-family="system-ui, sans-serif" font-size="12">',
        f'<style>{STYLE}</style><rect width="100%" height="100%" class="paper"/>',
        '<text x="12" y="20" class="ink" font-size="14">Found so late in the middle [min], up,</text>'
        '<text x="12" y="38" class="ink" font-size="14">at so many false alarms a stage of 200, across</text>',
    ]
    parts += [f'<g transform="translate({LEFT} {TOP + k * STEP})">{_panel(row)}</g>' for k, row in enumerate(told)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(row: dict[str, Any]) -> str:
    ours, peer = _ours(row), _peer(row)
    top = math.ceil(max([late for _, late, _ in ours + peer], default=90.0) / 30) * 30
    step = 30 if top <= 150 else 60
    parts = [f'<text x="0" y="-8" class="ink">every {row["every_km"]:g} km, {FIELDS[row["field"]]}</text>']
    for minutes in range(0, top + 1, step):
        y = _y(minutes, top)
        parts.append(f'<line x1="0" x2="{WIDE}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        parts.append(f'<text x="-8" y="{y + 4:.1f}" text-anchor="end" class="ink">{minutes}</text>')
    for false in (0.1, 1, 10):
        x = _x(false)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{HIGH}" class="grid"/>')
        parts.append(f'<text x="{x:.1f}" y="{HIGH + 18}" text-anchor="middle" class="ink">{false:g}</text>')
    return "".join(
        [
            *parts,
            _line(peer, top, "peer", "6 4", "fixed ratio", -9),
            _line(ours, top, "ours", "", "the watch, by grace [min]", 16),
        ]
    )


def _line(points: list[Point], top: int, name: str, dash: str, label: str, off: int) -> str:
    if not points:
        return ""
    at = [(_x(false), _y(late, top), text) for false, late, text in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in at)
    parts = [f'<polyline points="{path}" class="{name}" stroke-dasharray="{dash}"/>']
    beside, anchor = (-6, "end") if off > 0 else (6, "start")
    for x, y, text in at:
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" class="{name}"/>')
        where = f'x="{x + beside:.1f}" y="{y + off:.1f}"'
        parts.append(f'<text {where} class="{name}" font-size="10" text-anchor="{anchor}">{text}</text>')
    y = HIGH - 8 if off > 0 else 12
    x, anchor = (4, "start") if off > 0 else (WIDE - 4, "end")
    parts.append(f'<text x="{x}" y="{y}" class="{name}" font-weight="bold" text-anchor="{anchor}">{label}</text>')
    return "".join(parts)


def _ours(row: dict[str, Any]) -> list[Point]:
    found = [(each["overdue_a_stage"], each["delay_min"]["median"], _grace(each["grace_min"])) for each in row["curve"]]
    return _within(found)


def _grace(minutes: float) -> str:
    """A grace as it is written at its point; not at each, where they lie close."""
    return f"{minutes:g}" if minutes in (0, 10, 20, 40, 60) else ""


def _peer(row: dict[str, Any]) -> list[Point]:
    return _within([(each["false_a_stage"], each["delay_min"]["median"], f"{each['ratio']:g}") for each in row["peer"]])


def _within(points: list[Point]) -> list[Point]:
    """Those that can be drawn: somebody was found, and false alarms lie on the scale."""
    return sorted(point for point in points if point[1] is not None and LOW <= point[0] <= MOST)


def _x(false: float) -> float:
    return math.log(false / LOW) / math.log(MOST / LOW) * WIDE


def _y(minutes: float, top: int) -> float:
    return HIGH - HIGH * minutes / top
