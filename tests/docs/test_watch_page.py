"""The page of the watch names every alert and every number as they are."""

from pathlib import Path

from stagerace.core.clock import SECOND, Elapsed, say_length
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.numbers import USUAL, WatchNumbers

PAGE = (Path(__file__).parents[2] / "docs" / "watch.md").read_text(encoding="utf-8")


def test_every_kind_of_alert_is_on_it_with_what_it_asks() -> None:
    for kind in KINDS.values():
        assert f"| **{kind.heading}** (`{kind.name}`) |" in PAGE
        assert f"| {kind.asks} |" in PAGE


def test_every_number_is_on_it_with_its_value() -> None:
    for name in WatchNumbers.__struct_fields__:
        assert f"| `{name}` | {_said(name)} |" in PAGE


def _said(name: str) -> str:
    value = getattr(USUAL, name)
    if isinstance(value, int) and value >= 60 * SECOND and name not in ("slow", "fast"):
        return say_length(Elapsed(value))
    return f"{value:g}" if isinstance(value, float) else str(value)
