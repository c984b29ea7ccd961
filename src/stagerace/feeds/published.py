"""Sheets of published results: one figure a line, or one runner a line with a column a stage."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.cells import Cells, read_rows
from stagerace.feeds.notes import Notes
from stagerace.feeds.published_values import Value, is_time, read_value
from stagerace.feeds.sheet import Column, Sheet, read_table
from stagerace.rules.published.figures import Figure, Where

_STAGES: Final = range(1, 13)
_WORDS: Final = ("s", "st", "etape", "etapa", "tappa", "etappe", "day", "tag", "jour", "leg")

COLUMNS: Final = (
    Column("scope", ("stage", "stage or overall", "where", "part", "etape", "etapa", "tappa", "etappe")),
    Column("rank_scope", ("rank scope", "class", "classification", "category", "table")),
    Column("rank", ("place", "pos", "position", "platz", "rang", "ranking", "#")),
    Column("bib", ("no", "nr", "bib no", "bib number", "race number", "startnummer", "dossard", "dorsal", "pettorale")),
    Column("name", ("runner", "athlete", "competitor", "nom", "nombre", "nome", "full name")),
    Column("country", ("nat", "nation", "nationality", "pays", "pais", "land")),
    Column("gender", ("sex", "sexe", "sexo", "geschlecht")),
    Column("value", ("time", "time hms", "elapsed", "result", "temps", "tiempo", "tempo", "zeit", "printed")),
    Column("value_kind", ("value kind", "kind")),
    Column("source", ("url", "link", "seen at")),
    Column("note", ("notes", "remark", "remarks", "comment")),
    *(Column(f"stage {n}", tuple(f"{word}{gap}{n}" for word in _WORDS for gap in ("", " "))) for n in _STAGES),
    *(Column(f"after {n}", (f"after stage {n}", f"overall after {n}", f"total after {n}")) for n in _STAGES),
    Column("penalty", ("penalties", "time penalty", "pen", "strafe", "penalite")),
    Column("credit", ("credits", "bonus", "time credit")),
    Column("overall", ("total", "total time", "final", "final time", "overall time", "gesamt", "cumulative")),
)  # fmt: skip
_WIDE: Final = (*(f"stage {n}" for n in _STAGES), *(f"after {n}" for n in _STAGES), "overall", "penalty", "credit")
_SCOPES: Final = (
    (re.compile(r"(?:checkpoint|cp)\b.*|stage \d+ (?:checkpoint|cp)\b.*"), "checkpoint"),
    (re.compile(r"(?:stage )?(\d{1,2})"), "stage"),
    (re.compile(r"(?:overall |total )?after (?:stage )?(\d{1,2})"), "after"),
    (re.compile(r"overall|total|final|"), "overall"),
    (re.compile(r"slot (.+)"), "slot"),
)
_KINDS: Final = (
    "elapsed", "clock_finish", "checkpoint_split", "gap", "penalty", "credit", "distance_km", "course", "count",
    "rank_sum", "place", "status",
)  # fmt: skip


class _Lines(Struct, frozen=True):
    figures: tuple[Figure, ...]


def read(data: bytes, file: str) -> Sheet[Figure]:
    """The figures of a sheet of published results.

    Raises BadInput when the file as a whole cannot be read, or has no column that holds results.
    """
    notes = Notes()
    table = read_table(data, file, COLUMNS, notes)
    wide = [name for name in _WIDE if name in table.headers]
    if "value" not in table.headers and "rank" not in table.headers and not wide:
        raise BadInput(_no_results(file))
    sheet = read_rows(table, notes, lambda cells: _row(cells, wide))
    pairs = [(figure, line) for row, line in zip(sheet.bodies, sheet.lines, strict=True) for figure in row.figures]
    return Sheet(tuple(f for f, _ in pairs), tuple(line for _, line in pairs), sheet.problems, sheet.notes)


def _no_results(file: str) -> Problem:
    remedy = "Begin the file with scope,rank_scope,rank,name,country,gender,value,value_kind,source,note"
    return Problem("no column holds results", remedy, file, 1)


def _row(cells: Cells, wide: list[str]) -> _Lines | None:
    if not wide or cells.text("value"):
        figure = _figure(cells, parse_where(cells.text("scope")), "value")
        return None if figure is None else _Lines((figure,))
    return _Lines(tuple(_wide(cells, wide)))


def _wide(cells: Cells, wide: list[str]) -> Iterator[Figure]:
    filled = [column for column in wide if cells.text(column)]
    for column in filled:
        where = parse_where("" if column in ("penalty", "credit") else column)
        figure = _figure(cells, where, column, ranked=column == "overall")
        if figure is not None:
            yield figure


def _figure(cells: Cells, where: Where, column: str, *, ranked: bool = True) -> Figure | None:
    kind, value = _value(cells, column)
    name, rank = cells.text("name"), cells.text("rank") if ranked else ""
    if not name and not cells.text("bib") and kind not in ("count", "course"):
        cells.problem("name", "name is empty", "Fill it in, or take the row out")
        return None
    return Figure(
        where=where,
        table=cells.text("rank_scope").casefold() or "overall",
        rank=int(rank.rstrip(".")) if re.fullmatch(r"[0-9]{1,5}\.?", rank) else None,
        rank_text=rank,
        name=name,
        bib=cells.text("bib", 20),
        country=cells.text("country"),
        gender=cells.text("gender"),
        printed=cells.text(column),
        kind=kind,
        amount=value.amount,
        unit=value.unit,
        grain=value.grain,
        source=cells.text("source", 500),
        note=cells.text("note", 500),
        line=cells.line,
    )


def _value(cells: Cells, column: str) -> tuple[str, Value]:
    text = cells.text(column)
    kind = column if column in ("penalty", "credit") else cells.text("value_kind").casefold().replace(" ", "_")
    if kind.startswith("distance_km="):
        kind, text = "distance_km", kind.removeprefix("distance_km=")
    kind = _known_kind(kind, text)
    if kind not in _KINDS:
        cells.note(f"value_kind {kind[:40]!r} is not known, so its value is not checked")
        return kind, Value()
    return kind, cells.read(column, lambda text_: read_value(text or text_, kind)) or Value()


def _known_kind(kind: str, text: str) -> str:
    """The kind as it is known here; where a sheet names none, what its text looks like."""
    if kind == "elapsed_derived_from_clock":
        return "elapsed"
    if kind == "distance_ranking":
        return "distance_km"
    if kind or not text or is_time(text):
        return kind or "elapsed"
    if text.casefold().endswith("km"):
        return "distance_km"
    return "elapsed" if any(sign.isdigit() for sign in text) else "status"


def parse_where(text: str) -> Where:
    """The part of a race that words name: `stage 3`, `after 3`, `overall`, `checkpoint 2 of stage 3`.

    >>> parse_where("overall after stage 3"), parse_where("Stage 4").n
    (Where(part='after', n=3, name=''), 4)
    """
    plain = " ".join(text.casefold().split())
    for pattern, part in _SCOPES:
        if match := pattern.fullmatch(plain):
            if part in ("checkpoint", "slot"):
                return Where("checkpoint" if part == "checkpoint" else "slot", 0, plain)
            number = int(match[1]) if match.re.groups else 0
            return Where("stage" if part == "stage" else "after" if part == "after" else "overall", number)
    return Where("other", 0, plain)
