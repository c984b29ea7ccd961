"""An invented race day: what timekeepers would have written down, with all that goes wrong."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from stagerace.core.clock import HOUR, SECOND, Elapsed, Instant, later
from stagerace.core.names import Bib, finish_of, start_of
from stagerace.core.plan import Checkpoint, Plan, Stage
from stagerace.core.zone import to_iso
from stagerace.feeds.example_people import Invented, invent_field
from stagerace.feeds.example_rulings import LEAVES, NEVER_CAME, example_rulings
from stagerace.feeds.luck import Luck

STAGES: Final = 2
"""How many stages of an example have been run."""
_UNREAD: Final = 3
_MISSED: Final = 6
_DOUBLE: Final = 8


class Mark(Struct, frozen=True, order=True):
    """A line of an invented sheet of passings."""

    at: int
    bib: str
    place: str
    way: str
    source: str


def example_sheets(plan: Plan, luck: Luck) -> dict[str, str]:
    """The sheets of an invented field on a plan: runners.csv, passings.csv and rulings.csv."""
    field = invent_field(date.fromisoformat(plan.start_date), luck)
    marks = _spoiled([mark for stage in plan.stages[:STAGES] for mark in _stage(stage, field, luck)], luck)
    return {
        "runners.csv": _runners(field),
        "passings.csv": _passings(marks, plan),
        "rulings.csv": _sheet(example_rulings(plan)),
    }


def _stage(stage: Stage, field: Iterable[Invented], luck: Luck) -> Iterator[Mark]:
    for runner in field:
        if runner.bib == NEVER_CAME or (runner.bib == LEAVES and stage.n > STAGES):
            continue
        wave = stage.wave_of(Bib(str(runner.bib)), runner.wave)
        start = wave.start if wave else stage.start
        marks = list(_laps(stage, runner, start, luck) if stage.loop else _once(stage, runner, start, luck))
        yield from _until_leaving(marks, stage, runner.bib)


def _until_leaving(marks: list[Mark], stage: Stage, bib: int) -> list[Mark]:
    if bib != LEAVES or stage.n != STAGES or not stage.checkpoints:
        return marks
    last = stage.checkpoints[min(1, len(stage.checkpoints) - 1)].id
    end = next(index for index, mark in enumerate(marks) if mark.place == last)
    return marks[: end + 1]


def _once(stage: Stage, runner: Invented, start: Instant, luck: Luck) -> Iterator[Mark]:
    at = later(start, Elapsed(luck.randrange(2, 90) * SECOND))
    yield Mark(at, str(runner.bib), start_of(stage.n), "out", "start mat")
    yield from _walk(stage, stage.places[1:], runner, at, luck)


def _laps(stage: Stage, runner: Invented, start: Instant, luck: Luck) -> Iterator[Mark]:
    assert stage.loop is not None
    at, end = later(start, Elapsed(luck.randrange(2, 90) * SECOND)), later(start, stage.loop.box)
    yield Mark(at, str(runner.bib), start_of(stage.n), "out", "start mat")
    while at < end:
        for mark in _walk(stage, stage.places[1:], runner, at, luck):
            if mark.at >= end:
                return
            yield mark
            at = Instant(mark.at)


def _walk(stage: Stage, places: Iterable[Checkpoint], runner: Invented, at: Instant, luck: Luck) -> Iterator[Mark]:
    speed, far = runner.speed * luck.uniform(0.93, 1.05), 0
    for place in places:
        tired = 1 + place.metres / 250_000
        leg = (place.metres - far) * tired / speed * HOUR * luck.uniform(0.94, 1.08)
        at, far = later(at, Elapsed(round(leg))), place.metres
        mat = place.id == finish_of(stage.n)
        at = Instant(at if mat else at // SECOND * SECOND)
        yield Mark(at, str(runner.bib), place.id, "in", "finish mat" if mat else "tablet")
        if "out" in place.record:
            at = later(at, Elapsed(luck.randrange(90, 900) * SECOND))
            yield Mark(at, str(runner.bib), place.id, "out", "tablet")


def _spoiled(marks: list[Mark], luck: Luck) -> list[Mark]:
    """The marks with a few doubles, bibs not read, and passings that nobody saw."""
    on_course = [index for index, mark in enumerate(marks) if mark.source == "tablet" and mark.bib != str(LEAVES)]
    chosen = luck.sample(on_course, _UNREAD + _MISSED + _DOUBLE)
    unread, missed, double = chosen[:_UNREAD], chosen[_UNREAD:-_DOUBLE], chosen[-_DOUBLE:]
    more = []
    for index in unread:
        bib = marks[index].bib
        hidden = luck.randrange(len(bib))
        marks[index] = Mark(marks[index].at, f"{bib[:hidden]}*{bib[hidden + 1 :]}", *_rest(marks[index]))
    for index in double:
        again = marks[index].at + luck.randrange(3, 40) * SECOND
        more.append(Mark(again, marks[index].bib, marks[index].place, marks[index].way, "paper"))
    kept = [mark for index, mark in enumerate(marks) if index not in missed]
    return sorted([*kept, *more])


def _rest(mark: Mark) -> tuple[str, str, str]:
    return mark.place, mark.way, mark.source


def _runners(field: Iterable[Invented]) -> str:
    header = ("bib", "name", "gender", "birth_date", "country", "team", "runner", "wave")
    rows = [(r.bib, r.name, r.gender, r.birth_date, r.country, r.team, r.runner, r.wave) for r in field]
    return _sheet([header, *rows])


def _passings(marks: Iterable[Mark], plan: Plan) -> str:
    rows = ((m.bib, m.place, to_iso(Instant(m.at), plan.zone), m.way, m.source) for m in marks)
    return _sheet([("bib", "checkpoint", "time", "kind", "source"), *rows])


def _sheet(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
