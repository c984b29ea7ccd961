"""Sheets of terrain: what the ground is made of, from kilometre to kilometre."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.course import Ground
from stagerace.core.errors import Problem
from stagerace.core.names import Metres, StageNo
from stagerace.core.terrain import TERRAINS, Terrain
from stagerace.feeds.cells import Cells, Unreadable, read_rows
from stagerace.feeds.nearest import did_you_mean
from stagerace.feeds.notes import Notes
from stagerace.feeds.sheet import Column, Sheet, read_table
from stagerace.feeds.times import parse_km

COLUMNS: Final = (
    Column("stage", ("stage no", "stage number", "etape", "etapa", "tappa", "etappe")),
    Column("from_km", ("from", "start", "start km", "km from", "von", "de"), required=True),
    Column("to_km", ("to", "end", "end km", "km to", "bis", "a"), required=True),
    Column("terrain", ("ground", "surface", "kind", "type", "untergrund", "terreno"), required=True),
)

FIRST: Final = StageNo(1)
"""The stage that a sheet without a column for it means."""


class Stretch(Struct, frozen=True):
    """A row of the sheet: a stretch of a stage on one kind of ground."""

    stage: StageNo
    start: Metres
    end: Metres
    terrain: Terrain


class TerrainSheet(Struct, frozen=True):
    """What a sheet of terrain holds: the ground of each stage it names, what is wrong in it, and what was assumed."""

    grounds: dict[StageNo, tuple[Ground, ...]]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def read_terrain(data: bytes, file: str, stages: Sequence[StageNo] = ()) -> TerrainSheet:
    """The ground of each stage; what no row names is `unknown`.

    `stages` are those of the plan; without any, every number is taken. A sheet without the column `stage` is about
    stage 1. Two rows about one stretch are a problem that names both lines, and the first one holds. Raises BadInput
    when the file as a whole cannot be read.
    """
    notes = Notes()
    table = read_table(data, file, COLUMNS, notes)
    one = "stage" not in table.headers
    if one and len(stages) > 1:
        notes.add("there is no column stage: every row is taken for stage 1")
    sheet = read_rows(table, notes, lambda cells: _read_row(cells, stages, one=one))
    kept, overlaps = _without_overlaps(sheet, file)
    numbers = dict.fromkeys(sorted(stretch.stage for stretch in kept))
    grounds = {n: _ground(stretch for stretch in kept if stretch.stage == n) for n in numbers}
    return TerrainSheet(grounds, (*sheet.problems, *overlaps), tuple(notes))


def _read_row(cells: Cells, stages: Sequence[StageNo], *, one: bool) -> Stretch | None:
    stage = FIRST if one else cells.need("stage", lambda text: _parse_stage(text, stages))
    start = cells.need("from_km", parse_km)
    end = cells.need("to_km", parse_km)
    terrain = cells.need("terrain", parse_terrain)
    if stage is None or start is None or end is None or terrain is None:
        return None
    if end <= start:
        cells.problem("to_km", f"the stretch ends at km {_km(end)}, not after its start", "Write from_km before to_km")
        return None
    return Stretch(stage, start, end, terrain)


def parse_terrain(text: str) -> Terrain:
    """A kind of ground by its name, one or many of it.

    Raises Unreadable for any other word.

    >>> parse_terrain("Dunes"), parse_terrain("salt flat")
    ('dune', 'salt')
    """
    word = text.casefold().strip()
    for terrain in TERRAINS:
        if word in (terrain, f"{terrain}s", f"{terrain}y", f"{terrain} flat", f"{terrain} flats"):
            return terrain
    raise Unreadable(f"{text[:40]!r} is no kind of ground", did_you_mean(text, TERRAINS))


def _parse_stage(text: str, stages: Sequence[StageNo]) -> StageNo:
    digits = text.casefold().removeprefix("stage").strip().removesuffix(".0")
    if not (digits.isascii() and digits.isdigit() and 0 < int(digits[:4]) < 1_000):
        raise Unreadable(f"{text[:40]!r} is no number of a stage", "Write 1, 2, 3 …")
    if stages and int(digits) not in stages:
        raise Unreadable(f"the plan has no stage {digits}", f"It has {', '.join(str(n) for n in stages[:30])}")
    return StageNo(int(digits))


def _without_overlaps(sheet: Sheet[Stretch], file: str) -> tuple[list[Stretch], list[Problem]]:
    """The stretches in the order of the course; of two about the same ground only the one on the earlier line."""
    kept: list[tuple[Stretch, int]] = []
    problems: list[tuple[int, Problem]] = []
    rows = zip(sheet.bodies, sheet.lines, strict=True)
    for row in sorted(rows, key=lambda row: (row[0].stage, row[0].start, row[1])):
        if not kept or not _overlap(kept[-1][0], row[0]):
            kept.append(row)
            continue
        (_, first), (stretch, line) = sorted((kept[-1], row), key=lambda row: row[1])
        if kept[-1][1] == line:
            kept[-1] = row
        what = f"km {_km(stretch.start)} to {_km(stretch.end)} of stage {stretch.stage} overlaps line {first}"
        remedy = "Let each stretch begin where the one before it ends"
        problems.append((line, Problem(what, remedy, file, line, "from_km")))
    return [stretch for stretch, _ in kept], [problem for _, problem in sorted(problems, key=lambda p: p[0])]


def _overlap(one: Stretch, other: Stretch) -> bool:
    return one.stage == other.stage and one.start < other.end and other.start < one.end


def _ground(stretches: Iterable[Stretch]) -> tuple[Ground, ...]:
    """The ground from the start on: `unknown` in the gaps and after the last stretch."""
    parts: list[Ground] = []
    for part in _parts(stretches):
        if parts and parts[-1].terrain == part.terrain:
            continue
        parts.append(part)
    return tuple(parts)


def _parts(stretches: Iterable[Stretch]) -> Iterator[Ground]:
    reached = Metres(0)
    for stretch in stretches:
        if stretch.start > reached:
            yield Ground(reached, "unknown")
        yield Ground(stretch.start, stretch.terrain)
        reached = stretch.end
    yield Ground(reached, "unknown")


def _km(metres: Metres) -> str:
    return f"{metres / 1_000:g}"
