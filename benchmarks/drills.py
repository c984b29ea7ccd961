"""Dress rehearsals by the hundred: how late the watch finds people, at how many false alarms, beside a fixed ratio.

The peer is the prototype: overdue when a leg took more than 2.5 times what the runner's own pace so far predicts. Both
see the very same passings. `python benchmarks/drills.py --lines FILE` writes a line of JSON for each drill as it ends
and leaves out those that are in the file already, so that a run can be cut off and taken up; `--only-print` sums up
what there is; `--picture FILE` draws the trade-off of both.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import Any, NamedTuple

import numpy as np
from msgspec import structs

sys.path.insert(0, str(Path(__file__).parent))

import drill_picture
from fixed_ratio import RATIOS, fixed_ratio

from stagerace.core.clock import MINUTE, Elapsed
from stagerace.core.names import Bib
from stagerace.core.plan import Stage
from stagerace.node.drill_score import DrillScore
from stagerace.node.drill_setting import invented
from stagerace.node.drilling import Pace, drill
from stagerace.simulation.drill.going import EVEN, Going, go
from stagerace.simulation.drill.going import USUAL as USUAL_PEOPLE
from stagerace.simulation.drill.inventing import ALL_FAULTS, LOSSES, invent_scene
from stagerace.watch.numbers import USUAL

SPACINGS = (4.3, 5.0, 10.0)
GRACES = (0, 10, 35, 50)
"""How long somebody is given besides [min], for the trade-off, besides the usual."""
RUNNERS, KM = 200, 55.0
FIRST = 101
"""The first seed: the numbers of the watch were chosen on those below."""
FIELDS = {"usual": USUAL_PEOPLE, "even": EVEN}
"""The field of every drill, and one in which the fixed ratio does what was said of the prototype."""


class Asked(NamedTuple):
    """One drill: what is planted, who runs, kilometres between checkpoints, minutes of grace, seed."""

    row: str
    field: str
    every_km: float
    grace_min: float
    seed: int


def asked(drills: int, beside: int, curve: int) -> list[Asked]:
    """So many drills with everything planted, so many a distance beside the peer, so many a point of the curve."""
    usual = USUAL.grace / MINUTE
    found = []
    for k in range(max(-(-drills // 2), beside, curve)):
        seed = FIRST + k
        found += [Asked("everything", "usual", every, usual, seed) for every in SPACINGS[1:] if k < -(-drills // 2)]
        settings = [("usual", every) for every in SPACINGS] + [("even", SPACINGS[0])]
        found += [Asked("losses", field, every, usual, seed) for field, every in settings if k < beside]
        found += [
            Asked("losses", field, every, grace, seed) for field, every in settings for grace in GRACES if k < curve
        ]
    return found


def one(this: Asked, runners: int = RUNNERS) -> dict[str, Any]:
    """One drill, and the peer on its passings."""
    faults = dict(ALL_FAULTS if this.row == "everything" else LOSSES)
    setting = invented(runners, KM, this.every_km, 1, faults)
    begun = time.process_time()
    grace = Elapsed(round(this.grace_min * MINUTE))
    pace = Pace(forecast=Elapsed(15 * MINUTE), numbers=structs.replace(USUAL, grace=grace))
    found = this._asdict() | _told(drill(setting, this.seed, pace, fields=partial(_field, this)))
    found["cpu_s"] = round(time.process_time() - begun, 2)
    stage = setting.plan.stages[0]
    scene = invent_scene(stage, setting.bibs, this.seed, faults, _field(this, stage, setting.bibs))
    found["peer"] = fixed_ratio(scene)
    return found


def _field(this: Asked, stage: Stage, bibs: Sequence[Bib]) -> Going | None:
    """Another field than the usual one, from luck of its own."""
    if this.field == "usual":
        return None
    return go(stage, bibs, np.random.default_rng((this.seed, stage.n, 1)), FIELDS[this.field])


def _told(score: DrillScore) -> dict[str, Any]:
    stage = score.stages[0]
    people = [each for each in stage.faults if each.must and each.bibs]
    others = [each for each in stage.faults if each.must and not each.bibs]
    return {
        "late": [each.late_min for each in people if each.found],
        "late_others": [each.late_min for each in others if each.found],
        "people": len(people), "others": len(others),
        "passed": stage.passed, "missed": [(score.seed, each.what) for each in stage.missed],
        "false": len(stage.false_alarms), "why": [f"{each.what}, {each.why}" for each in stage.false_alarms],
        "overdue": sum(each.what == "overdue" and each.why != "resting" for each in stage.false_alarms),
        "resting": sum(each.what == "overdue" and each.why == "resting" for each in stage.false_alarms),
        "unaccounted": len(stage.unaccounted), "closed": stage.closed is not None,
        "open": [(score.seed, why) for why in stage.open_because] if stage.closed is None else [],
    }  # fmt: skip


def spread(values: Sequence[float]) -> dict[str, float | None]:
    """The middle and nine of ten of some delays [min]."""
    if len(values) < 2:
        return {"median": values[0] if values else None, "p90": None}
    return {"median": round(median(values), 1), "p90": round(quantiles(values, n=10)[-1], 1)}


def summed(found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Many drills as one row."""
    why: dict[str, float] = {}
    for each in found:
        for name in each["why"]:
            why[name] = why.get(name, 0) + 1 / len(found)
    return {
        "drills": len(found),
        "passed": sum(each["passed"] for each in found),
        "people": sum(each["people"] for each in found),
        "found": sum(len(each["late"]) for each in found),
        "delay_min": spread([late for each in found for late in each["late"]]),
        "others": sum(each["others"] for each in found),
        "others_found": sum(len(each["late_others"]) for each in found),
        "false_a_stage": round(fmean(each["false"] for each in found), 3),
        "overdue_a_stage": round(fmean(each["overdue"] for each in found), 3),
        "resting_a_stage": round(fmean(each["resting"] for each in found), 3),
        "false_by_cause": {name: round(value, 3) for name, value in sorted(why.items())},
        "closed": sum(each["closed"] for each in found),
        "unaccounted": sum(each["unaccounted"] for each in found),
        "cpu_s": round(fmean(each["cpu_s"] for each in found), 2),
        "missed": [what for each in found for what in each["missed"]][:20],
        "open": [what for each in found for what in each["open"]][:20],
    }


def peer_of(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The peer at each of its ratios."""
    rows = []
    for k, ratio in enumerate(RATIOS):
        late = [value for each in found for value in each["peer"][k]["late"]]
        false = fmean(each["peer"][k]["false"] for each in found)
        rows.append({"ratio": ratio, "found": len(late), "delay_min": spread(late), "false_a_stage": round(false, 3)})
    return rows


def run(these: Sequence[Asked], processes: int, lines: Path | None) -> list[dict[str, Any]]:
    """Every drill asked for, those not in the file run and written to it."""
    known = {tuple(each[name] for name in Asked._fields): each for each in read(lines)}
    found = [known[each] for each in these if each in known]
    with get_context("fork").Pool(processes) as pool:
        for each in pool.imap_unordered(one, [each for each in these if each not in known]):
            found.append(each)
            if lines is not None:
                with lines.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(each) + "\n")
    return found


def read(lines: Path | None) -> list[dict[str, Any]]:
    """The drills in a file of lines; a line that was cut off is none."""
    if lines is None or not lines.exists():
        return []
    return [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines() if line.endswith("}")]


def rows(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each field and distance between checkpoints: everything planted, losses only beside the peer, the curve."""
    usual, told = USUAL.grace / MINUTE, []
    for field, every in sorted({(each["field"], each["every_km"]) for each in found}, key=lambda at: (at[1], at[0])):
        here = [each for each in found if (each["field"], each["every_km"]) == (field, every)]
        losses = [each for each in here if each["row"] == "losses"]
        graces = sorted({each["grace_min"] for each in losses})
        beside = [each for each in losses if each["grace_min"] == usual]
        everything = [each for each in here if each["row"] == "everything"]
        told.append({
            "field": field, "every_km": every, "everything": summed(everything) if everything else None,
            "losses": summed(beside) if beside else None, "peer": peer_of(beside) if beside else [],
            "curve": [
                {"grace_min": grace, **summed([each for each in losses if each["grace_min"] == grace])}
                for grace in graces
            ],
        })  # fmt: skip
    return told


def table(found: Sequence[dict[str, Any]]) -> None:
    """Print a row for each field and distance."""
    ratios = [2.0, 2.25, 2.5, 3.0]
    print("| field, checkpoints | drills | found | after, min | false alarms a stage | in checkpoints besides | "
          + " | ".join(f"ratio {ratio:g}" for ratio in ratios) + " |")  # fmt: skip
    print("|---" * (6 + len(ratios)) + "|")
    for row in (each for each in found if each["losses"]):
        ours, peer = row["losses"], {each["ratio"]: each for each in row["peer"]}
        theirs = " | ".join(f"{_delay(peer[ratio])} at {peer[ratio]['false_a_stage']:.2f}" for ratio in ratios)
        print(
            f"| {row['field']}, {row['every_km']:g} km | {ours['drills']} | {ours['found']} of {ours['people']} "
            f"| {_delay(ours)} | {ours['overdue_a_stage']:.2f} | {ours['resting_a_stage']:.2f} | {theirs} |"
        )
    print("\n| all faults | drills | passed | people found | after, min | others found | false alarms | closed "
          "| unaccounted | s |")  # fmt: skip
    print("|---" * 10 + "|")
    for row in (each for each in found if each["everything"]):
        all_ = row["everything"]
        print(
            f"| {row['every_km']:g} km | {all_['drills']} | {all_['passed']} | {all_['found']} of {all_['people']} "
            f"| {_delay(all_)} | {all_['others_found']} of {all_['others']} | {all_['false_a_stage']:.2f} "
            f"| {all_['closed']} | {all_['unaccounted']} | {all_['cpu_s']:.1f} |"
        )
        print(f"  false alarms by cause: {all_['false_by_cause']}; missed: {all_['missed']}; open: {all_['open']}")


def _delay(row: dict[str, Any]) -> str:
    delay = row["delay_min"]
    return f"{delay['median']}, {delay['p90']}"


def quick_table() -> None:
    """A few drills, for `make check-all`."""
    usual = USUAL.grace / MINUTE
    these = [Asked(row, "usual", 10.0, usual, FIRST + k) for row in ("everything", "losses") for k in range(2)]
    table(rows(run(these, 2, None)))


def main() -> None:
    """Run them, print the tables, draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--drills", type=int, default=20, help="with everything planted, half of them at 5 and at 10 km"
    )
    parser.add_argument("--beside", type=int, default=10, help="with losses alone, for each field and distance")
    parser.add_argument("--curve", type=int, default=0, help="for each further point of the trade-off")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--lines", type=Path, help="the drills, one line of JSON each")
    parser.add_argument("--only-print", action="store_true", help="run nothing, sum up the lines")
    parser.add_argument("--picture", type=Path, help="draw the trade-off to this SVG")
    told = parser.parse_args()
    if told.only_print:
        found = read(told.lines)
    else:
        found = run(asked(told.drills, told.beside, told.curve), told.processes, told.lines)
    summary = rows(found)
    table(summary)
    if told.picture:
        told.picture.write_text(drill_picture.drawn(summary), encoding="utf-8")


if __name__ == "__main__":
    main()
