"""What was likely beside what happened: who finishes, how fast, why people leave, and the chances of the four."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from stagerace.core.clock import MINUTE
from stagerace.core.names import Bib
from stagerace.node.start.likely_chart import Band, Row, bands_chart
from stagerace.node.start.material import Material, RaceShown
from stagerace.node.start.words import came
from stagerace.rules.season.outing import RunnerId
from stagerace.simulation.hazards import CAUSES
from stagerace.simulation.likely import RaceLikely, Range, StageLikely
from stagerace.simulation.portraits import Portrait
from stagerace.simulation.telling import LIMITS

_OF_NO_MODEL = {"not_started": "did not start", "disqualified": "disqualified"}
_HOUR = 60 * MINUTE


def view(material: Material) -> dict[str, Any]:
    """Each race with its ranges and what came of them, the four with their chances, and how often a range held."""
    pairs = list(zip(material.races, material.likely.races, strict=True))
    races = [_race(shown, likely) for shown, likely in pairs]
    held = [inside for race in races for inside in race.pop("held")]
    return {
        "races": races,
        "four": [_portrait(portrait, material) for portrait in material.portraits],
        "replicates": material.likely.replicates,
        "seed": material.likely.seed,
        "season": material.folder / "season.toml",
        "all": _all_four(material),
        "figures": len(held),
        "inside": sum(held),
        "limits": LIMITS,
    }


def _race(shown: RaceShown, likely: RaceLikely) -> dict[str, Any]:
    name, unit = shown.race.plan.name, "km" if shown.by_distance else "h"
    rows = [_row(shown, position, stage) for position, stage in enumerate(likely.stages)]
    finished = len(shown.ranked()) + len(_unknown(shown))
    share = finished / len(shown.race.bibs)
    causes = [_cause(cause, likely.causes[cause], _left(shown)[cause]) for cause in CAUSES]
    held = [
        likely.finished.holds(share),
        *(cause["holds"] for cause in causes),
        *(band.likely.holds(band.was) for row in rows for band in row.bands if band.was is not None),
    ]
    return {
        "name": name,
        "unit": unit,
        "by_distance": shown.by_distance,
        "entered": len(shown.race.bibs),
        "finished": finished,
        "share": _percent(share),
        "likely": [_percent(value) for value in (likely.finished.low, likely.finished.middle, likely.finished.high)],
        "inside": likely.finished.holds(share),
        "chart": bands_chart(f"likely-{shown.folder.name}", name, rows, unit=unit),
        "rows": rows,
        "causes": causes,
        "others": [(words, _left(shown)[words]) for words in _OF_NO_MODEL.values() if _left(shown)[words]],
        "held": held,
    }


def _row(shown: RaceShown, position: int, likely: StageLikely) -> Row:
    stage = shown.race.plan.stages[position]
    was = sorted(_amounts(shown, position))
    if shown.by_distance:
        was.reverse()
    scale = 1000.0 if shown.by_distance else 60.0
    ends = (was[0], was[(len(was) - 1) // 2], was[-1]) if was else (None, None, None)
    parts = zip(("first", "middle", "last"), (likely.first, likely.median, likely.last), ends, strict=True)
    bands = tuple(Band(name, _scaled(likely, scale), value) for name, likely, value in parts)
    return Row(str(stage.n), bands, "shortened" if _shortened(shown, position) else "")


def _amounts(shown: RaceShown, position: int) -> Iterator[float]:
    """The times [h] or kilometres of everyone who did a stage as it was planned."""
    if _shortened(shown, position):
        return
    for results in shown.race.results.values():
        result = results[position]
        if result is None or result.status != "finished" or result.out:
            continue
        if shown.by_distance and result.metres:
            yield result.metres / 1000
        elif not shown.by_distance and result.ruled is not None:
            yield result.ruled / _HOUR


def _shortened(shown: RaceShown, position: int) -> bool:
    number = shown.race.plan.stages[position].n
    return any(ruling.text.ruling == "shorten" and ruling.text.stage == number for ruling in shown.race.rulings)


def _unknown(shown: RaceShown) -> list[Bib]:
    """Those who came through although a time of theirs is not known, so that they have no place."""
    return [
        bib for bib, runner in shown.truth.runners.items()
        if runner.status == "ranked" and (line := shown.line(bib)) is not None and line.rank is None
    ]  # fmt: skip


def _left(shown: RaceShown) -> Counter[str]:
    """How many left the race for a cause of the model, or for one that it does not know."""
    found: Counter[str] = Counter()
    for runner in shown.truth.runners.values():
        ends = [stage for stage in runner.stages.values() if stage.out]
        if ends:
            end = ends[-1]
            late = end.out in ("over_cutoff", "unranked")
            found["cut-off" if late else _OF_NO_MODEL.get(end.out, end.cause)] += 1
        elif runner.status == "not_started":
            found["did not start"] += 1
    return found


def _cause(cause: str, likely: Range, happened: int) -> dict[str, Any]:
    return {
        "name": cause, "low": round(likely.low), "middle": round(likely.middle), "high": round(likely.high),
        "happened": happened, "holds": likely.holds(happened),
    }  # fmt: skip


def _portrait(portrait: Portrait, material: Material) -> dict[str, Any]:
    bib = Bib(str(portrait.bib))
    rows = material.season.table.titles[0].rows if material.season.table.titles else ()
    state = next((row.state for row in rows if row.runner == RunnerId(portrait.runner)), "")
    return {
        "portrait": portrait,
        "races": [
            {
                "name": shown.race.plan.name,
                "p": _percent(likely.p_finish[portrait.runner]),
                "came": came(shown.line(bib), shown),
            }
            for shown, likely in zip(material.races, material.likely.races, strict=True)
        ],
        "all": _percent(material.likely.p_all[portrait.runner]),
        "completed": state == "completed",
    }


def _all_four(material: Material) -> dict[str, Any]:
    done = sum(row.state == "completed" for row in material.season.table.titles[0].rows)
    likely = material.likely.all_finish
    return {
        "entered": len(material.likely.p_all), "low": round(likely.low), "middle": round(likely.middle),
        "high": round(likely.high), "happened": done,
    }  # fmt: skip


def _scaled(likely: Range, by: float) -> Range:
    return Range(likely.low / by, likely.middle / by, likely.high / by)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
