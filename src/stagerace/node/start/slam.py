"""Who completed the Grand Slam, and the firsts it gave."""

from typing import Any

from stagerace.core.clock import Elapsed, format_elapsed
from stagerace.node.start.material import Material
from stagerace.rules.season.table import Row, TitleTable

_FIRSTS = {
    "first woman": "First woman",
    "youngest": "Youngest",
    "oldest": "Oldest",
    "fastest": "Fastest",
}


def view(material: Material) -> dict[str, Any]:
    """The titles of the season with everyone's state, and the firsts."""
    season, names = material.season, material.season.names
    return {
        "titles": [_title(title, names) for title in season.table.titles],
        "firsts": [_first(found.first, names) for found in season.table.firsts],
        "slots": season.table.slots,
        "four": {portrait.runner for portrait in material.portraits},
    }


def _title(title: TitleTable, names: Any) -> dict[str, Any]:
    rows = [_row(row, names) for row in title.rows if row.state in ("completed", "ranked") or row.races]
    done = [row for row in rows if row["state"] == "completed"]
    return {"name": title.name, "kind": title.kind, "rows": rows, "completed": len(done), "note": title.note}


def _row(row: Row, names: Any) -> dict[str, Any]:
    return {
        "runner": row.runner,
        "name": names.get(row.runner, row.runner),
        "country": row.country,
        "state": row.state,
        "why": row.why,
        "sum": row.sum,
        "place": row.place,
        "champion": row.champion,
        "races": {ran.slot: (ran.rank, ran.status) for ran in row.races},
    }


def _first(first: Any, names: Any) -> dict[str, Any]:
    who = " and ".join(names.get(holder.who, holder.who) for holder in first.holders)
    value = first.holders[0].value if first.holders else 0
    return {"kind": _FIRSTS.get(first.kind, first.kind), "who": who, "value": _value(first.kind, value)}


def _value(kind: str, value: int) -> str:
    if kind == "fastest":
        return format_elapsed(Elapsed(value)).partition(".")[0]
    return f"{abs(value)} years" if kind in ("youngest", "oldest") else ""
