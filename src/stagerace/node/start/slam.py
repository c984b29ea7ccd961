"""Who completed the Grand Slam, and the firsts it gave."""

from collections.abc import Mapping
from typing import Any

from stagerace.node.names import ordinal
from stagerace.node.seasons import SeasonView
from stagerace.node.start.material import Material
from stagerace.rules.season.firsts import First
from stagerace.rules.season.outing import RunnerId
from stagerace.rules.season.table import Row, TitleTable
from stagerace.rules.season.words import say_value


def view(material: Material) -> dict[str, Any]:
    """The titles of the season with everyone's state, and the firsts."""
    table = material.season.table
    return {
        "titles": [_title(title, material.season) for title in table.titles],
        "slots": table.slots,
        "four": {portrait.runner for portrait in material.portraits},
    }


def _title(title: TitleTable, season: SeasonView) -> dict[str, Any]:
    names = season.names
    summed = title.kind != "slots"
    rows = [_row(row, names) for row in title.rows if row.state == "completed" or (row.races and not summed)]
    done = [row for row in rows if row["state"] == "completed"]
    return {
        "name": title.name,
        "kind": title.kind,
        "rows": rows,
        "completed": len(done),
        "note": title.note,
        "firsts": [_first(found.first, names) for found in season.table.firsts if found.title == title.id],
    }


def _row(row: Row, names: Mapping[RunnerId, str]) -> dict[str, Any]:
    return {
        "runner": row.runner,
        "name": names.get(row.runner, row.runner),
        "country": row.country,
        "state": row.state,
        "why": row.why,
        "sum": row.sum,
        "place": row.place,
        "champion": row.champion,
        "races": {ran.slot: ordinal(ran.rank) if ran.rank else ran.status.replace("_", " ") for ran in row.races},
    }


def _first(first: First, names: Mapping[RunnerId, str]) -> dict[str, Any]:
    who = " and ".join(names.get(RunnerId(holder.who), holder.who) for holder in first.holders)
    earlier = say_value(first.kind, first.earlier) if first.earlier else ""
    before = earlier and (f"until now {earlier}" if first.stands else f"but {earlier} before")
    return {"kind": first.kind, "who": who, "value": say_value(first.kind, first.holders[0]), "before": before}
