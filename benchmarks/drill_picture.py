"""The trade-off between how late people are found and how many false alarms that costs, drawn."""

import math
from collections.abc import Sequence
from typing import Any

WIDE, HIGH, LEFT, TOP = 300, 260, 56, 48
LOW, MOST = 0.02, 100.0
OURS, PEER, INK, GRID = "#0b6e4f", "#b3541e", "#222222", "#d8d4cc"


def drawn(rows: Sequence[dict[str, Any]]) -> str:
    """One panel for each distance between checkpoints."""
    most = max([point[1] for row in rows for points in (_ours(row), _peer(row)) for point in points], default=100.0)
    top = math.ceil(most / 30) * 30
    width = LEFT + len(rows) * (WIDE + 40)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {TOP + HIGH + 64}" role="img" '
        'aria-label="How late people are found against false alarms a stage" '
        'font-family="system-ui, sans-serif" font-size="12">',
        f'<rect width="100%" height="100%" fill="#ffffff"/><text x="{LEFT}" y="18" fill="{INK}" font-size="14">'
        "Found so late in the middle [min], at so many false alarms a stage of 200 runners</text>",
    ]
    for k, row in enumerate(rows):
        parts.append(f'<g transform="translate({LEFT + k * (WIDE + 40)} {TOP})">{_panel(row, top)}</g>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(row: dict[str, Any], top: int) -> str:
    parts = [f'<text x="0" y="-8" fill="{INK}">checkpoints {row["every_km"]:g} km apart</text>']
    for minutes in range(0, top + 1, 30):
        y = _y(minutes, top)
        parts.append(f'<line x1="0" x2="{WIDE}" y1="{y:.1f}" y2="{y:.1f}" stroke="{GRID}"/>')
        parts.append(f'<text x="-8" y="{y + 4:.1f}" text-anchor="end" fill="{INK}">{minutes}</text>')
    for false in (0.1, 1, 10, 100):
        x = _x(false)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{HIGH}" stroke="{GRID}"/>')
        parts.append(f'<text x="{x:.1f}" y="{HIGH + 18}" text-anchor="middle" fill="{INK}">{false:g}</text>')
    parts += [
        _line(_peer(row), top, PEER, "6 4", "fixed ratio", 14),
        _line(_ours(row), top, OURS, "", "the watch", -10),
    ]
    return "".join(parts)


def _line(points: list[tuple[float, float, str]], top: int, colour: str, dash: str, name: str, off: int) -> str:
    if not points:
        return ""
    at = [(_x(false), _y(late, top), label) for false, late, label in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in at)
    parts = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>']
    for x, y, label in at:
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
        parts.append(f'<text x="{x:.1f}" y="{y + off:.1f}" fill="{colour}" font-size="10">{label}</text>')
    x, y, _ = at[-1]
    parts.append(f'<text x="{x:.1f}" y="{y + 2.2 * off:.1f}" fill="{colour}" font-weight="bold">{name}</text>')
    return "".join(parts)


def _ours(row: dict[str, Any]) -> list[tuple[float, float, str]]:
    found = [(each["overdue_a_stage"], each["delay_min"]["median"], f"{each['grace_min']:g}") for each in row["curve"]]
    return sorted(point for point in found if point[1] is not None)


def _peer(row: dict[str, Any]) -> list[tuple[float, float, str]]:
    found = [(each["false_a_stage"], each["delay_min"]["median"], f"{each['ratio']:g}") for each in row["peer"]]
    return sorted(point for point in found if point[1] is not None)


def _x(false: float) -> float:
    share = math.log(max(min(false, MOST), LOW) / LOW) / math.log(MOST / LOW)
    return share * WIDE


def _y(minutes: float, top: int) -> float:
    return HIGH - HIGH * minutes / top
