"""Entry lists: who runs, wearing which bib."""

import re
from datetime import date
from typing import Final

from msgspec import Struct

from stagerace.core.errors import Problem
from stagerace.core.names import Bib, WaveId
from stagerace.feeds.ages import LIKELY_AGES, age_on, parse_age, parse_birth_date
from stagerace.feeds.bibs import read_bib
from stagerace.feeds.cells import Cells, Unreadable, read_rows
from stagerace.feeds.context import Context
from stagerace.feeds.doubles import without_doubles
from stagerace.feeds.nearest import did_you_mean
from stagerace.feeds.notes import Notes
from stagerace.feeds.sheet import Column, Sheet, Table, read_table

COLUMNS: Final = (
    Column("bib", ("no", "nr", "n", "#", "number", "bib no", "bib number", "race number", "startnummer", "start number",
                   "dossard", "dorsal", "pettorale"), required=True),
    Column("name", ("runner name", "full name", "nom", "nombre", "nome", "athlete", "participant", "competitor"),
           required=True),
    Column("gender", ("sex", "sexe", "geschlecht", "sexo", "genero", "sesso", "m f")),
    Column("birth_date", ("birthdate", "birth date", "date of birth", "dob", "birthday", "born", "geburtsdatum",
                          "date de naissance", "fecha de nacimiento", "data di nascita")),
    Column("age", ("alter", "edad", "eta", "years")),
    Column("country", ("nation", "nationality", "nat", "noc", "land", "pays", "pais", "paese", "country code")),
    Column("team", ("club", "equipe", "equipo", "squadra", "mannschaft", "team name")),
    Column("runner", ("runner id", "runnerid", "athlete id", "person id")),
    Column("wave", ("start group", "startgroup", "start wave", "vague", "startgruppe", "welle")),
)  # fmt: skip

_GENDERS: Final = {
    "F": ("f", "female", "woman", "women", "w", "femme", "frau", "mujer", "donna", "girl"),
    "M": ("m", "male", "man", "men", "homme", "mann", "hombre", "uomo", "boy", "h"),
    "X": ("x", "nonbinary", "nb", "diverse", "divers", "d", "other"),
}
_GENDER_OF: Final = {word: gender for gender, words in _GENDERS.items() for word in words}


class EntryRow(Struct, frozen=True):
    """A row of an entry list: what becomes an entry, and what goes into the vault (name, birth date, runner)."""

    bib: Bib
    name: str
    gender: str = ""
    age: int | None = None
    """Whole years on the race's start date."""
    birth_date: str = ""
    """`YYYY-MM-DD`, empty where unknown."""
    country: str = ""
    team: str = ""
    runner: str = ""
    """The stable id of the runner across a season."""
    wave: WaveId | None = None


def read(data: bytes, file: str, context: Context) -> Sheet[EntryRow]:
    """The rows of an entry list.

    Raises BadInput when the file as a whole cannot be read.
    """
    notes = Notes()
    table = read_table(data, file, COLUMNS, notes)
    start = date.fromisoformat(context.plan.start_date)
    sheet = read_rows(table, notes, lambda cells: _read_row(cells, context, start))
    sheet = without_doubles(sheet, file, lambda row: row.bib, lambda row: f"bib {row.bib}")
    return _one_country_a_runner(sheet, table)


def _read_row(cells: Cells, context: Context, start: date) -> EntryRow | None:
    bib = cells.need("bib", read_bib)
    name = cells.need("name", parse_name, "Fill it in; without a name nobody can be called")
    birth_date, age = _read_age(cells, start)
    row = EntryRow(
        bib=bib or Bib(""),
        name=name or "",
        gender=cells.read("gender", parse_gender) or "",
        age=age,
        birth_date=birth_date.isoformat() if birth_date else "",
        country=cells.read("country", parse_country) or "",
        team=cells.text("team"),
        runner=cells.text("runner"),
        wave=cells.read("wave", lambda text: _parse_wave(text, context)),
    )
    return row if bib and name else None


def parse_name(text: str) -> str:
    """A name: something with a letter in it."""
    if not any(c.isalpha() for c in text):
        raise Unreadable(f"{text!r} is not a name", "Write the runner's name; are the columns in the right order?")
    return text


def parse_gender(text: str) -> str:
    """`F`, `M` or `X` from a letter or a word.

    Raises Unreadable for any other.
    """
    word = re.sub(r"[^a-z]", "", text.casefold())
    if word not in _GENDER_OF:
        raise Unreadable(f"{text!r} is not a gender that is known", "Write F, M or X, or leave it empty")
    return _GENDER_OF[word]


def parse_country(text: str) -> str:
    """A country: a code of two or three letters in capitals, or its name as written.

    Raises Unreadable when there are digits in it.
    """
    if any(c.isdigit() for c in text):
        raise Unreadable(f"{text!r} is not a country", "Write three letters like FRA")
    return text.upper() if len(text) <= 3 else text


def _parse_wave(text: str, context: Context) -> WaveId:
    waves = {wave.id.casefold(): wave.id for stage in context.plan for wave in stage.waves}
    if text.casefold() not in waves:
        remedy = (
            did_you_mean(text, waves.values()) or "The plan has no waves: leave it empty, or adopt a plan with them"
        )
        raise Unreadable(f"the plan has no wave {text!r}", remedy)
    return waves[text.casefold()]


def _read_age(cells: Cells, start: date) -> tuple[date | None, int | None]:
    born, told = cells.read("birth_date", parse_birth_date), cells.read("age", parse_age)
    if born is None:
        return None, told
    age = age_on(start, born)
    if age not in LIKELY_AGES:
        cells.problem("birth_date", f"born {born}, that is {age} years old at the start", "Check the year")
    if told is not None and told != age:
        cells.problem("age", f"the age says {told}, the birth date {age} on {start}", "Correct one of the two")
    return born, age


def _one_country_a_runner(sheet: Sheet[EntryRow], table: Table) -> Sheet[EntryRow]:
    first: dict[str, tuple[str, int]] = {}
    for row, line in zip(sheet.bodies, sheet.lines, strict=True):
        if row.runner and row.country:
            first.setdefault(row.runner, (row.country, line))
    bad = {
        line: first[row.runner]
        for row, line in zip(sheet.bodies, sheet.lines, strict=True)
        if row.runner and row.country and first[row.runner][0] != row.country
    }
    problems = tuple(
        Problem(
            f"the runner of this row is from {country} on line {other}",
            "Give each person an id of their own, or one country",
            table.file,
            line,
            table.headers.get("country", "country"),
        )
        for line, (country, other) in bad.items()
    )
    kept = [(row, line) for row, line in zip(sheet.bodies, sheet.lines, strict=True) if line not in bad]
    return Sheet(tuple(r for r, _ in kept), tuple(n for _, n in kept), (*sheet.problems, *problems), sheet.notes)
