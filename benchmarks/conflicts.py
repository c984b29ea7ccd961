"""How long it takes to find what does not fit together in a race of 300 runners, six stages, 13 checkpoints a stage.

`python benchmarks/conflicts.py [--quick]` prints one table: for fields of growing size the passings, how long the race
takes to be worked out from them, and how long its conflicts take, in a race where 1 passing in 200 does not fit.
"""

import argparse
import time
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib
from stagerace.core.records import Body, PlanAdopted
from stagerace.rules.conflicts import conflicts
from stagerace.rules.facts import fold
from stagerace.rules.race import Race

INVENTED = spec_from_file_location("invented_races", Path(__file__).parents[1] / "tests" / "races.py")
"""The tests' small races; this folder has a `races` of its own."""
assert INVENTED is not None
assert INVENTED.loader is not None
invented = module_from_spec(INVENTED)
INVENTED.loader.exec_module(invented)
at, checkpoint, entered, plan = invented.at, invented.checkpoint, invented.entered, invented.plan
records, seen, stage = invented.records, invented.seen, invented.stage

STAGES, CHECKPOINTS, ODD = 6, 13, 200
KM = 3


def bodies(runners: int) -> list[Body]:
    """A race in which everybody walks on, and now and then a bib or a time is wrong."""
    stages = [
        stage(n, KM * (CHECKPOINTS + 1), [checkpoint(f"{n}CP{k}", KM * k) for k in range(1, CHECKPOINTS + 1)])
        for n in range(1, STAGES + 1)
    ]
    found: list[Body] = [PlanAdopted(plan(stages)), *(entered(str(100 + runner)) for runner in range(runners))]
    count = 0
    for n in range(1, STAGES + 1):
        for runner in range(runners):
            for k in range(1, CHECKPOINTS + 2):
                count += 1
                place = f"{n}CP{k}" if k <= CHECKPOINTS else f"{n}FINISH"
                moment = at(n, "0:00:00") + round(KM * k * MINUTE * (6 + 6 * runner / runners))
                bib = str(100 + runner)
                if count % ODD == 0:
                    odd = count // ODD % 4
                    bib = f"{bib[0]}*{bib[2:]}" if odd == 1 else "9" + bib if odd == 2 else bib
                    if odd == 0:
                        found.append(seen(bib, place, Instant(moment + 5 * MINUTE), "in", "paper"))
                    moment += 40 * MINUTE if odd == 3 else 0
                found.append(seen(bib, place, Instant(moment), "in", "tablet"))
    return found


def table(quick: bool) -> None:
    """Print the table."""
    print("| runners | passings | race worked out, ms | conflicts | found in, ms |")
    print("|---|---|---|---|---|")
    for runners in (50,) if quick else (75, 150, 300):
        kept = records(*bodies(runners))
        start = time.perf_counter()
        race = Race(fold(kept))
        worked_out = time.perf_counter() - start
        start = time.perf_counter()
        found = conflicts(race, at(6, "12:00:00"))
        took = time.perf_counter() - start
        passings = len(race.facts.passings)
        assert race.index[Bib("100")] == 0
        print(f"| {runners} | {passings:,} | {worked_out * 1000:.0f} | {len(found)} | {took * 1000:.0f} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one small field")
    table(parser.parse_args().quick)
