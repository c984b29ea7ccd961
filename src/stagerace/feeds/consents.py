"""Sheets of consents: what each runner agreed to at check-in, or refused."""

from typing import Final, get_args

from msgspec import Struct

from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import Bib
from stagerace.core.records.consent_given import Consent
from stagerace.feeds.bibs import read_bib
from stagerace.feeds.cells import Cells, Unreadable, read_rows
from stagerace.feeds.context import Context
from stagerace.feeds.doubles import without_doubles
from stagerace.feeds.nearest import did_you_mean
from stagerace.feeds.notes import Notes
from stagerace.feeds.sheet import Column, Sheet, read_table

THINGS: Final[tuple[Consent, ...]] = get_args(Consent)
"""Everything that a runner can agree to, in the order of the columns."""

COLUMNS: Final = (
    Column("bib", ("number", "no", "nr", "dossard", "startnummer"), required=True),
    Column("name", ("public name", "name in public")),
    Column("chance", ("chances",)),
    Column("position", ("positions", "tracker")),
    Column("family", ("family link",)),
    Column("crew", ("film", "film crew")),
    Column("messages", ("message",)),
)

WORDS: Final = {
    "yes": True, "y": True, "true": True, "1": True, "x": True, "si": True, "sí": True, "oui": True, "ja": True,
    "no": False, "n": False, "false": False, "0": False, "non": False, "nein": False,
}  # fmt: skip
"""What people write for yes and for no."""


class ConsentRow(Struct, frozen=True):
    """What a row says of one runner; of what is not in it, it says nothing."""

    bib: Bib
    said: tuple[tuple[Consent, bool], ...]


def read(data: bytes, file: str, context: Context) -> Sheet[ConsentRow]:
    """The rows of a sheet of consents.

    Raises BadInput when the file as a whole cannot be read.
    """
    notes = Notes()
    table = read_table(data, file, COLUMNS, notes)
    if table.headers.keys().isdisjoint(THINGS):
        raise BadInput(Problem("no column says what anybody agreed to", f"Name one of {', '.join(THINGS)}", file, 1))
    sheet = read_rows(table, notes, lambda cells: _read_row(cells, context))
    return without_doubles(sheet, file, lambda row: row.bib, lambda row: f"bib {row.bib}")


def parse_word(text: str) -> bool:
    """A runner's word, yes or no.

    Raises Unreadable for any other.

    >>> parse_word("Yes"), parse_word("no")
    (True, False)
    """
    word = WORDS.get(text.strip().casefold())
    if word is None:
        raise Unreadable(f"{text[:40]!r} is neither yes nor no", "Write yes or no, or leave it empty")
    return word


def _read_row(cells: Cells, context: Context) -> ConsentRow | None:
    bib = cells.need("bib", read_bib)
    if bib is not None and bib not in context.known_bibs:
        cells.problem("bib", f"nobody entered wears {bib}", did_you_mean(bib, sorted(context.known_bibs)))
    elif bib in context.forgotten_bibs:
        cells.problem("bib", f"whoever wore {bib} was forgotten on request", "Take the row out")
    said = tuple((what, word) for what in THINGS if (word := cells.read(what, parse_word)) is not None)
    return ConsentRow(bib, said) if bib is not None else None
