"""The board as a page: what its template is given."""

from collections.abc import Mapping
from typing import Final

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.names import Bib
from stagerace.core.plan import Plan
from stagerace.node.board import Board, Version
from stagerace.node.names import STATES, seconds
from stagerace.rules.classes import Scope
from stagerace.rules.tables import Row, Table
from stagerace.web.board_query import Wanted
from stagerace.web.board_sorting import key_of, rows_wanted
from stagerace.web.board_words import MARKS, SURE, Words, say_age, say_column, say_place, say_where, silent_points

HEADS: Final = (("place", "Place"), ("bib", "Bib"), ("name", "Name"), ("last", "Last seen"), ("where", "Where"),
                ("overall", "Overall"), ("time", "Time"))  # fmt: skip
"""The columns before those of the points."""
FORESEEN: Final = (("next", "Next"), ("intime", "Cut-offs"), ("chance", "Finishes"))
"""Those of the forecast, behind where somebody is: the next place, the chance to be in time, the chance to finish."""


def shown(board: Board, plan: Plan, want: Wanted, now: Instant, *, named: bool) -> dict[str, object]:
    """What the template needs; `now` is the camp's time.

    Raises NotARace, LogRefused.
    """
    version = board.version(want.stage)
    mark = board.told(want.stage, named=named).told.mark
    names = version.names if named else {}
    words = Words(plan.zone, version.table.start)
    last = version.table.last
    return {
        "want": want,
        "race_name": plan.name,
        "stages": plan.stages,
        "classes": plan.classes,
        "named": named,
        "names": names,
        "table": version.table,
        "mark": mark,
        "position": version.position,
        "now": now,
        "zone": " ".join(f"{since}:{offset}" for since, offset in plan.zone.changes),
        "age": say_age(Elapsed(now - last.at)) if last else "",
        "words": words,
        "heads": [
            (key, "Country" if key == "name" and not named else said)
            for key, said in (*HEADS[:5], *(FORESEEN if want.foresees else ()), *HEADS[5:])
        ],
        **(_spread(version, names, want) if want.show == "spread" else _standings(board, version, want)),
        **_SAYING,
    }


_SAYING: Final[Mapping[str, object]] = {
    "marks": MARKS, "sure": SURE, "key_of": key_of, "say_column": say_column, "say_place": say_place,
    "say_where": say_where, "silent_points": silent_points, "seconds": seconds, "states": STATES,
}  # fmt: skip


def _spread(version: Version, names: Mapping[Bib, str], want: Wanted) -> dict[str, object]:
    return {"rows": rows_wanted(version.table, names, want), "standings": None}


def _standings(board: Board, version: Version, want: Wanted) -> dict[str, object]:
    scope = Scope(stage=want.stage) if want.show == "stage" else Scope(after=want.stage)
    table = board.standings(scope, want.cls)
    counted = next((row.stages for row in table.rows if row.stages), ())
    return {
        "rows": _found(table, want.find),
        "standings": table,
        "counted": [cell.stage for cell in counted],
        "countries": {row.bib: row.country for row in version.table.rows},
    }


def _found(table: Table, find: str) -> list[Row]:
    said = find.casefold()
    return [row for row in table.rows if row.bib.casefold().startswith(said) or find in (row.members or ())]
