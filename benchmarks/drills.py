"""Dress rehearsals by the hundred: how late the watch finds people, at how many false alarms, beside a fixed ratio.

The peer is the prototype: overdue when a leg took more than 2.5 times what the runner's own pace so far predicts. Both
see the very same passings. `python benchmarks/drills.py --lines FILE` writes a line of JSON for each drill as it ends
and leaves out those that are in the file already, so that a run can be cut off and taken up; `--only-print` sums up
what there is; `--picture FILE` draws the trade-off of both.
"""

import argparse
import json
import math
import sys
import time
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

import drill_picture
from fixed_ratio import RATIOS, fixed_ratio

from stagerace.core.clock import MINUTE, Elapsed, Instant, later
from stagerace.core.names import Bib
from stagerace.core.plan import Stage
from stagerace.node.drill_score import StageScore
from stagerace.node.drill_setting import invented
from stagerace.node.drilling import Desk, Pace, Rehearsal
from stagerace.simulation.drill.going import EVEN, Going, go
from stagerace.simulation.drill.going import USUAL as USUAL_PEOPLE
from stagerace.simulation.drill.inventing import ALL_FAULTS, LOSSES, invent_scene
from stagerace.simulation.drill.scene import Scene
from stagerace.watch.watching import Watch

SPACINGS = (4.3, 5.0, 10.0)
GRACES = (0, 5, 10, 15, 20, 30, 40, 50, 60, 80)
"""How long somebody is given besides [min], for the trade-off."""
PACES = {
    "everything": Pace(Elapsed(6 * MINUTE), Elapsed(30 * MINUTE)),
    "losses": Pace(Elapsed(MINUTE), Elapsed(10 * MINUTE)),
}
"""How often the watch looks and a forecast is made, by row: a race looks at once, and forecasts after seconds."""
RUNNERS, KM = 200, 55.0
FIRST = 101
"""The first seed: the numbers of the watch were chosen on those below."""
FIELDS = {"usual": USUAL_PEOPLE, "even": EVEN}
"""The field of every drill, and one in which the fixed ratio does what was said of the prototype."""


class Asked(NamedTuple):
    """One drill: what is planted, who runs, kilometres between checkpoints, seed."""

    row: str
    field: str
    every_km: float
    seed: int


def asked(drills: int, beside: int) -> list[Asked]:
    """So many drills with everything planted, half of them at 5 km, and so many of each setting beside the peer."""
    settings = [("even", SPACINGS[0]), *(("usual", every) for every in SPACINGS)]
    found = []
    for k in range(max(-(-drills // 2), beside)):
        found += [Asked("everything", "usual", every, FIRST + k) for every in SPACINGS[1:] if k < -(-drills // 2)]
        found += [Asked("losses", field, every, FIRST + k) for field, every in settings if k < beside]
    return found


class Noted(Rehearsal):
    """A rehearsal that notes how far beyond a due without any grace somebody on course ever was."""

    def __init__(self, desk: Desk, scene: Scene, pace: Pace) -> None:
        super().__init__(desk, scene, pace)
        self.over: dict[tuple[Bib, int], tuple[Instant, float]] = {}
        """By runner and the point they were due at: that due, and the most they were beyond it [min]."""

    def _watch(self, now: Instant) -> Watch:
        found = super()._watch(now)
        for bib, due in found.dues.items():
            if due.why != "care" and due.way == "in":
                bare = Instant(due.at - (self.pace.numbers.grace if due.why == "forecast" else 0))
                beyond = (now - bare) / MINUTE if due.why == "forecast" or now <= bare else math.inf
                if beyond > self.over.get((bib, due.index), (bare, 0.0))[1]:
                    self.over[bib, due.index] = (bare, beyond)
        return found

    def curve(self) -> list[dict[str, Any]]:
        """With each grace how late people would be found [min], and how many others would be overdue."""
        trouble = {self.scene.going.bibs[runner]: since for runner, since in self.scene.trouble.items()}
        return [self._at(grace, trouble) for grace in GRACES]

    def _at(self, grace: float, trouble: Mapping[Bib, Instant]) -> dict[str, Any]:
        late, false = [], 0
        for (bib, _), (bare, beyond) in self.over.items():
            due = later(bare, Elapsed(round(grace * MINUTE) if beyond < math.inf else 0))
            since = trouble.get(bib)
            if since is not None and since <= due:
                # Whoever was found is looked for no more: without that they would have been missed later.
                looks, start = self.pace.watch, self.scene.going.start
                looked = -(-(due + 1 - start) // looks) * looks + start
                late.append((looked - since) / MINUTE)
            elif beyond > grace:
                false += 1
        return {"grace_min": grace, "late": late, "false": false}


def one(this: Asked, runners: int = RUNNERS) -> dict[str, Any]:
    """One drill, and the peer on its passings."""
    faults = dict(ALL_FAULTS if this.row == "everything" else LOSSES)
    setting = invented(runners, KM, this.every_km, 1, faults)
    stage = setting.plan.stages[0]
    begun = time.process_time()
    scene = invent_scene(stage, setting.bibs, this.seed, faults, _field(this, stage, setting.bibs))
    played = Noted(Desk(setting), scene, PACES[this.row])
    found = this._asdict() | _told(this.seed, played.play())
    found["cpu_s"] = round(time.process_time() - begun, 2)
    if this.row == "losses":
        found["curve"] = played.curve()
        unplayed = invent_scene(stage, setting.bibs, this.seed, faults, _field(this, stage, setting.bibs))
        found["peer"] = fixed_ratio(unplayed)
    return found


def _field(this: Asked, stage: Stage, bibs: Sequence[Bib]) -> Going | None:
    """Another field than the usual one, from luck of its own."""
    if this.field == "usual":
        return None
    return go(stage, bibs, np.random.default_rng((this.seed, stage.n, 1)), FIELDS[this.field])


def _told(seed: int, stage: StageScore) -> dict[str, Any]:
    people = [each for each in stage.faults if each.must and each.bibs]
    others = [each for each in stage.faults if each.must and not each.bibs]
    return {
        "late": [each.late_min for each in people if each.found],
        "late_others": [each.late_min for each in others if each.found],
        "people": len(people), "others": len(others),
        "passed": stage.passed, "missed": [(seed, each.what) for each in stage.missed],
        "false": len(stage.false_alarms), "why": [f"{each.what}, {each.why}" for each in stage.false_alarms],
        "overdue": sum(each.what == "overdue" and each.why != "resting" for each in stage.false_alarms),
        "resting": sum(each.what == "overdue" and each.why == "resting" for each in stage.false_alarms),
        "unaccounted": len(stage.unaccounted), "closed": stage.closed is not None,
        "open": [(seed, why) for why in stage.open_because] if stage.closed is None else [],
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
    if lines is not None and lines.exists() and not lines.read_bytes().endswith(b"\n"):
        with lines.open("a", encoding="utf-8") as file:
            file.write("\n")
    with get_context("fork").Pool(processes) as pool:
        for each in pool.imap_unordered(one, [each for each in these if each not in known]):
            found.append(each)
            if lines is not None:
                with lines.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(each) + "\n")
    return found


def read(lines: Path | None) -> list[dict[str, Any]]:
    """The drills in a file of lines; a line that was cut off is none, and is told of."""
    if lines is None or not lines.exists():
        return []
    found = []
    for number, line in enumerate(lines.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        try:
            found.append(json.loads(line))
        except ValueError:
            print(f"{lines}, line {number}: no drill; it is run again where it is asked for", file=sys.stderr)
    return found


def curve_of(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The watch at each grace."""
    told = []
    for k, grace in enumerate(GRACES):
        late = [value for each in found for value in each["curve"][k]["late"]]
        false = fmean(each["curve"][k]["false"] for each in found)
        told.append({"grace_min": grace, "found": len(late), "delay_min": spread(late), "overdue_a_stage": false})
    return told


def rows(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each field and distance between checkpoints: everything planted, losses only beside the peer, the curve."""
    told = []
    for field, every in sorted({(each["field"], each["every_km"]) for each in found}, key=lambda at: (at[1], at[0])):
        here = [each for each in found if (each["field"], each["every_km"]) == (field, every)]
        beside, everything = ([each for each in here if each["row"] == row] for row in ("losses", "everything"))
        told.append({
            "field": field, "every_km": every, "everything": summed(everything) if everything else None,
            "losses": summed(beside) if beside else None, "peer": peer_of(beside) if beside else [],
            "curve": curve_of(beside) if beside else [],
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
    for row in (each for each in found if each["losses"]):
        graces = ", ".join(
            f"{each['grace_min']}: {_delay(each)} at {each['overdue_a_stage']:.2f}" for each in row["curve"]
        )
        print(f"{row['field']}, {row['every_km']:g} km, by grace: {graces}")
    for row in (each for each in found if each["everything"]):
        all_ = row["everything"]
        print(f"  false alarms by cause: {all_['false_by_cause']}; missed: {all_['missed']}; open: {all_['open']}")


def _delay(row: dict[str, Any]) -> str:
    delay = row["delay_min"]
    return f"{delay['median']}, {delay['p90']}"


def quick_table() -> None:
    """A few drills, for `make check-all`."""
    these = [Asked(row, "usual", 10.0, FIRST + k) for row in ("everything", "losses") for k in range(2)]
    table(rows(run(these, 2, None)))


def main() -> None:
    """Run them, print the tables, draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--drills", type=int, default=20, help="with everything planted, half of them at 5 and at 10 km"
    )
    parser.add_argument("--beside", type=int, default=10, help="with losses alone, for each field and distance")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--lines", type=Path, help="the drills, one line of JSON each")
    parser.add_argument("--only-print", action="store_true", help="run nothing, sum up the lines")
    parser.add_argument("--picture", type=Path, help="draw the trade-off to this SVG")
    told = parser.parse_args()
    these = asked(told.drills, told.beside)
    found = read(told.lines) if told.only_print else run(these, told.processes, told.lines)
    summary = rows(found)
    table(summary)
    if told.picture:
        told.picture.write_text(drill_picture.drawn(summary), encoding="utf-8")


if __name__ == "__main__":
    main()
