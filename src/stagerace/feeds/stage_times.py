"""Sheets of stage times: how each runner's stage came out."""

import re
from typing import Final

from stagerace.core.clock import ZERO
from stagerace.core.records import StageTime, StageTimeStatus
from stagerace.feeds.bibs import read_bib
from stagerace.feeds.cells import Cells, Unreadable, read_rows
from stagerace.feeds.context import Context
from stagerace.feeds.doubles import without_doubles
from stagerace.feeds.nearest import did_you_mean
from stagerace.feeds.notes import Notes
from stagerace.feeds.places import stage_number
from stagerace.feeds.sheet import Column, Sheet, read_table
from stagerace.feeds.times import parse_clocked, parse_km

COLUMNS: Final = (
    Column("stage", ("stage no", "stage number", "etape", "etapa", "tappa", "etappe"), required=True),
    Column("bib", ("no", "nr", "n", "#", "number", "bib no", "bib number", "race number", "startnummer", "dossard",
                   "dorsal", "pettorale"), required=True),
    Column("status", ("result status", "finish status", "statut", "estado"), required=True),
    Column("elapsed", ("time", "stage time", "elapsed time", "net time", "temps", "tiempo", "tempo", "zeit")),
    Column("penalty_s", ("penalty", "penalties", "penalty seconds")),
    Column("credit_s", ("credit", "credits", "bonus", "credit seconds")),
    Column("distance_km", ("distance", "km", "kilometres", "kilometers")),
    Column("place", ("rank", "position", "pos", "platz", "rang")),
)  # fmt: skip

STATUSES: Final[dict[str, StageTimeStatus]] = {
    "finished": "finished",
    "finish": "finished",
    "finisher": "finished",
    "ok": "finished",
    "dnf": "withdrawn",
    "withdrawn": "withdrawn",
    "withdrew": "withdrawn",
    "did not finish": "withdrawn",
    "dns": "not_started",
    "not started": "not_started",
    "did not start": "not_started",
    "over cutoff": "over_cutoff",
    "over cut off": "over_cutoff",
    "otl": "over_cutoff",
    "hd": "over_cutoff",
    "dsq": "disqualified",
    "dq": "disqualified",
    "disqualified": "disqualified",
    "stopped": "stopped",
}
"""What each word of the column status means."""


def read(data: bytes, file: str, context: Context) -> Sheet[StageTime]:
    """The rows of a sheet of stage times.

    Raises BadInput when the file as a whole cannot be read.
    """
    notes = Notes()
    table = read_table(data, file, COLUMNS, notes)
    sheet = read_rows(table, notes, lambda cells: _read_row(cells, context))
    return without_doubles(
        sheet, file, lambda row: (row.stage, row.bib), lambda row: f"bib {row.bib} on stage {row.stage}"
    )


def _read_row(cells: Cells, context: Context) -> StageTime | None:
    stage = cells.need("stage", lambda text: stage_number(text, context.plan))
    bib = cells.need("bib", read_bib)
    status = cells.need("status", parse_status)
    if stage is None or bib is None or status is None:
        return None
    row = StageTime(
        stage=stage,
        bib=bib,
        status=status,
        elapsed=cells.read("elapsed", parse_clocked),
        penalty=cells.read("penalty_s", parse_clocked) or ZERO,
        credit=cells.read("credit_s", parse_clocked) or ZERO,
        metres=cells.read("distance_km", parse_km),
        place=cells.read("place", _parse_place),
    )
    _check(cells, row, context)
    return row


def parse_status(text: str) -> StageTimeStatus:
    """How a stage came out, from the words sheets use for it.

    Raises Unreadable for any other word.
    """
    word = " ".join(re.sub(r"[^a-z]", " ", text.casefold()).split())
    if word not in STATUSES:
        known = ("finished", "dnf", "dns", "over_cutoff", "dsq", "stopped", "otl")
        raise Unreadable(f"{text[:40]!r} is not a status", did_you_mean(text, known))
    return STATUSES[word]


def _check(cells: Cells, row: StageTime, context: Context) -> None:
    by_distance = context.plan.scoring == "distance"
    unread = bool(cells.problems)
    if row.status == "finished" and row.elapsed is None and not unread and not (by_distance and row.metres is not None):
        remedy = "Fill in elapsed or distance_km" if by_distance else "Fill it in, or change the status"
        cells.problem("elapsed", "a finished stage needs its time", remedy)
    if row.status == "finished" and row.elapsed == ZERO:
        cells.note("finished in no time at all, taken as it is")
    if row.status == "not_started" and row.elapsed:
        cells.problem("elapsed", "someone who did not start has no time", "Clear it, or change the status")
    if context.known_bibs and row.bib not in context.known_bibs:
        cells.note("the bib is not entered; kept as it is")


def _parse_place(text: str) -> int:
    digits = text.strip().rstrip(".")
    if not re.fullmatch(r"[0-9]{1,5}", digits) or int(digits) == 0:
        raise Unreadable(f"{text[:40]!r} is not a place", "Write a whole number from 1, or leave it empty")
    return int(digits)
