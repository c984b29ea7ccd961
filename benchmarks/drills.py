"""Dress rehearsals by the hundred: how late the watch finds people, at how many false alarms, beside a fixed ratio.

The peer is the prototype: overdue when a leg took more than 2.5 times what the runner's own pace so far predicts. Both
see the very same passings. `python benchmarks/drills.py --drills 1000 --processes 16` prints one line of JSON for each
distance between checkpoints; `--picture FILE` draws the trade-off of both from these lines.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import Any

from msgspec import structs

sys.path.insert(0, str(Path(__file__).parent))

import drill_picture
from fixed_ratio import RATIO, RATIOS, fixed_ratio

from stagerace.core.clock import MINUTE, Elapsed
from stagerace.node.drill_score import DrillScore
from stagerace.node.drill_setting import invented
from stagerace.node.drilling import Pace, drill
from stagerace.simulation.drill.inventing import ALL_FAULTS, LOSSES, invent_scene
from stagerace.watch.numbers import USUAL

SPACINGS = (4.3, 5.0, 10.0)
GRACES = (5, 15, 30, 45, 60, 90)
"""How long somebody is given besides [min], for the trade-off."""
RUNNERS, KM = 200, 55.0
FIRST = 101
"""The first seed: the numbers of the watch were chosen on those below."""


def one(seed: int, every: float, grace: Elapsed, faults: dict[str, int], runners: int = RUNNERS) -> dict[str, Any]:
    """One drill, and the peer on its passings."""
    setting = invented(runners, KM, every, 1, faults)
    begun = time.process_time()
    pace = Pace(forecast=Elapsed(15 * MINUTE), numbers=structs.replace(USUAL, grace=grace))
    found = _told(drill(setting, seed, pace))
    found["cpu_s"] = time.process_time() - begun
    scene = invent_scene(setting.plan.stages[0], setting.bibs, seed, faults)
    found["peer"] = fixed_ratio(scene)
    return found


def _told(score: DrillScore) -> dict[str, Any]:
    stage = score.stages[0]
    people = [each for each in stage.faults if each.must and each.bibs]
    others = [each for each in stage.faults if each.must and not each.bibs]
    return {
        "late": [each.late_min for each in people if each.found],
        "late_others": [each.late_min for each in others if each.found],
        "people": len(people), "others": len(others),
        "missed": [(score.seed, each.what) for each in stage.missed],
        "false": len(stage.false_alarms), "why": [each.why for each in stage.false_alarms],
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


def rows(drills: int, processes: int, spacings: Sequence[float] = SPACINGS, graces: Sequence[float] = GRACES
         ) -> Iterator[dict[str, Any]]:  # fmt: skip
    """For each distance between checkpoints: everything planted, losses only beside the peer, and the trade-off."""
    with get_context("fork").Pool(processes) as pool:
        for every in spacings:
            seeds = range(FIRST, FIRST + drills)
            everything = pool.map(partial(one, every=every, grace=USUAL.grace, faults=dict(ALL_FAULTS)), seeds, 1)
            losses = pool.map(partial(one, every=every, grace=USUAL.grace, faults=dict(LOSSES)), seeds, 1)
            fewer = range(FIRST, FIRST + max(2, drills // 5))
            curve = []
            for grace in graces:
                some = pool.map(
                    partial(one, every=every, grace=Elapsed(int(grace * MINUTE)), faults=dict(LOSSES)), fewer, 1
                )
                curve.append({"grace_min": grace, **{k: v for k, v in summed(some).items() if k in _CURVE}})
            yield {
                "every_km": every, "grace_min": USUAL.grace / MINUTE, "everything": summed(everything),
                "losses": summed(losses), "peer": peer_of(losses), "curve": curve,
            }  # fmt: skip


_CURVE = ("drills", "people", "found", "delay_min", "overdue_a_stage")


def table(found: Sequence[dict[str, Any]]) -> None:
    """Print a row for each distance."""
    print(
        "| checkpoints | found | after, min | false alarms a stage | in checkpoints besides "
        "| ratio of 2.5: found | after, min | false alarms |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for row in found:
        ours, peer = row["losses"], next(each for each in row["peer"] if each["ratio"] == RATIO)
        print(
            f"| {row['every_km']:g} km | {ours['found']} of {ours['people']} | {_delay(ours)} "
            f"| {ours['overdue_a_stage']:.2f} | {ours['resting_a_stage']:.2f} "
            f"| {peer['found']} | {_delay(peer)} | {peer['false_a_stage']:.2f} |"
        )
    print("\n| all faults | people found | after, min | others found | false alarms | closed | unaccounted | s |")
    print("|---|---|---|---|---|---|---|---|")
    for row in found:
        all_ = row["everything"]
        print(
            f"| {row['every_km']:g} km | {all_['found']} of {all_['people']} | {_delay(all_)} "
            f"| {all_['others_found']} of {all_['others']} | {all_['false_a_stage']:.2f} "
            f"| {all_['closed']} of {all_['drills']} | {all_['unaccounted']} | {all_['cpu_s']:.1f} |"
        )


def _delay(row: dict[str, Any]) -> str:
    delay = row["delay_min"]
    return f"{delay['median']}, {delay['p90']}"


def quick_table() -> None:
    """A few drills, for `make check-all`."""
    table(list(rows(4, 2, (10.0,), ())))


def main() -> None:
    """Run them, print a line of JSON for each distance, then the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drills", type=int, default=20)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--every", type=float, action="append", help="kilometres between checkpoints; may be repeated")
    parser.add_argument("--picture", type=Path, help="draw the trade-off to this SVG")
    parser.add_argument("--from", dest="lines", type=Path, help="draw and print from these lines, run nothing")
    asked = parser.parse_args()
    found = []
    if asked.lines:
        found = [json.loads(line) for line in asked.lines.read_text().splitlines() if line.startswith("{")]
    else:
        for row in rows(asked.drills, asked.processes, asked.every or SPACINGS):
            print(json.dumps(row), flush=True)
            found.append(row)
    print()
    table(found)
    if asked.picture:
        asked.picture.write_text(drill_picture.drawn(found), encoding="utf-8")


if __name__ == "__main__":
    main()
