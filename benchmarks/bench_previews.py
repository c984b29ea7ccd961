"""How long the race director waits for the preview of a decision, and for what its printed notice says.

`python benchmarks/bench_previews.py [--quick]` prints one table: a whole race of six stages from passings, and three
decisions about its third stage: a penalty of one runner, a hold for everyone who came by, the stage cancelled.
"""

import argparse

from timing import best

import races
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant, Stamp
from stagerace.core.names import Bib, NodeId, Number, PlaceId, StageNo
from stagerace.core.records import Body, PlanAdopted, Record, Ruled
from stagerace.node.folder import View
from stagerace.node.notices import notice
from stagerace.rules.preview import Preview, preview
from stagerace.rules.supposing import suppose

NODE = NodeId("bench")
NOW = Instant(1_931_000_000_000)
STAGE = StageNo(3)


def view_of(bodies: list[Body]) -> View:
    """A race as read from a log of one node, worked out as it is while it is served."""
    records = [Record(NODE, Number(i), Stamp(NOW + i), body) for i, body in enumerate(bodies, 1)]
    view = View(tuple(records), len(records), 0)
    assert view.race.bibs
    return view


def decisions(plan: PlanAdopted) -> list[Ruled]:
    """A penalty, a hold in the middle of the day, and a stage cancelled."""
    held = Instant(plan.plan.by_number[STAGE].start + 3 * HOUR)
    return [
        Ruled("R1", NOW, "penalty", STAGE, Bib("7"), Elapsed(15 * MINUTE)),
        Ruled("R1", held, "hold", STAGE, "", Elapsed(70 * MINUTE), PlaceId(f"{STAGE}CP2")),
        Ruled("R1", NOW, "cancel", STAGE, "all"),
    ]


def proposed(view: View, decision: Ruled) -> Preview:
    """What a decision would change, as the director's desk works it out."""
    return preview(view.race, suppose(view.records, [decision], NODE, NOW))


def row(runners: int, times: int) -> str:
    """The row of a field."""
    bodies = races.from_passings(runners)
    view = view_of(bodies)
    assert isinstance(bodies[0], PlanAdopted)
    ways = decisions(bodies[0])
    changed = [len(proposed(view, each).runners) for each in ways]
    assert changed[0] >= 1
    assert changed[1] > 1
    assert changed[2] == runners
    took = [best(lambda each=each: proposed(view, each), times) for each in ways]
    signed = view_of([*bodies, ways[1]])
    posted = best(lambda: notice(signed, "R1"), times)
    told = " | ".join(f"{ms:.0f} ({count:,})" for ms, count in zip(took, changed, strict=True))
    return f"| {runners:,} | {len(view.records):,} | {told} | {posted:.0f} |"


def table(quick: bool) -> None:
    """Print the table."""
    print("| runners | records | a penalty, ms (runners) | a hold, ms (runners) | a stage cancelled, ms (runners) "
          "| notice of the hold, ms |")  # fmt: skip
    print("|---|---|---|---|---|---|")
    for runners in (100,) if quick else (100, 300, 1_500):
        print(row(runners, 2 if quick else 5))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one small field")
    table(parser.parse_args().quick)
