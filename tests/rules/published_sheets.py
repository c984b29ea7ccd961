"""Small sheets of published figures, invented, for the tests of what they say of each other."""

import csv
import io
import random
from datetime import time

from stagerace.core.clock import Elapsed, format_elapsed
from stagerace.core.names import Metres
from stagerace.feeds import published
from stagerace.rules.published.edition import Edition, HeldStage
from stagerace.rules.published.figures import Figure
from stagerace.rules.published.judging import FigureVerdict, Judgement, judge

HEAD = "scope,rank_scope,rank,name,country,gender,value,value_kind,source,note"
EIGHT = time(8)


def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a sheet; rows are `scope,rank_scope,rank,name,value` and what more is needed by name."""
    sheet = published.read(text.encode(), "published.csv")
    assert not sheet.problems, sheet.problems
    return sheet.bodies


def rows(*lines: str, kind: str = "elapsed") -> tuple[Figure, ...]:
    """Figures from `scope, rank, name, value` each."""
    split = [[cell.strip() for cell in line.split("|")] for line in lines]
    return figures("\n".join([HEAD, *(f"{s},overall,{r},{n},,,{v},{kind},page," for s, r, n, v in split)]))


def held(*km: float, start: time | None = None, lap_km: float | None = None) -> tuple[HeldStage, ...]:
    """Stages of these lengths."""
    lap = Metres(int(lap_km * 1_000)) if lap_km else None
    return tuple(HeldStage(n=n, metres=Metres(int(k * 1_000)), start=start, lap=lap) for n, k in enumerate(km, 1))


def judged(found: tuple[Figure, ...], stages: tuple[HeldStage, ...] = (), count: int | None = None) -> Judgement:
    """The judgement on figures of an invented edition."""
    return judge(Edition(event="Invented", stages=stages, stage_count=count, figures=found))


def wrong(judgement: Judgement) -> list[str]:
    """The figures that contradict, as `where, name value`."""
    return [str(verdict.figure) for verdict in judgement.contradictions]


def verdict(judgement: Judgement, figure: str) -> FigureVerdict:
    """The verdict on one figure, named as it is shown."""
    return next(found for found in judgement.verdicts if str(found.figure) == figure)


def clean_edition(seed: int) -> tuple[list[list[str]], tuple[HeldStage, ...]]:
    """An invented edition whose published rows all agree, some of them left out; and its stages."""
    luck = random.Random(seed)
    names = [
        f"{first} {last}" for first in ("Ana", "Bo", "Chen", "Dara", "Eli") for last in ("Åker", "Duarte", "Okafor")
    ]
    people = luck.sample(names, luck.randint(4, 15))
    kms = [luck.choice([10, 28.5, 36.2, 40, 75]) for _ in range(luck.randint(2, 6))]
    women = set(luck.sample(people, len(people) // 3 + 1))
    times = {name: [int(km * 1_000 * luck.uniform(0.35, 0.9)) for km in kms] for name in people}
    if luck.random() < 0.5:
        times[people[0]][0] = times[people[1]][0]
    found: list[list[str]] = []
    for n in range(1, len(kms) + 1):
        found += _table(f"stage {n}", {name: times[name][n - 1] for name in people}, women)
        if n < len(kms):
            found += _table(f"after {n}", {name: sum(times[name][:n]) for name in people}, women)
    found += _table("overall", {name: sum(times[name]) for name in people}, women)
    if luck.random() < 0.6:
        found = [row for row in found if luck.random() < 0.8]
    return found, held(*kms, start=EIGHT if luck.random() < 0.5 else None)


def _table(scope: str, times: dict[str, int], women: set[str]) -> list[list[str]]:
    found = []
    for table, people in (("overall", set(times)), ("women", women)):
        for name in sorted(people, key=lambda name: (times[name], name)):
            rank = 1 + sum(times[other] < times[name] for other in people)
            value = format_elapsed(Elapsed(times[name] * 1_000))
            gender = "F" if name in women else "M"
            found.append([scope, table, str(rank), name, "SWE", gender, value, "elapsed", f"page of {scope}", ""])
    return found


def as_csv(found: list[list[str]]) -> bytes:
    """Rows as a sheet."""
    text = io.StringIO()
    csv.writer(text).writerows([HEAD.split(","), *found])
    return text.getvalue().encode()
