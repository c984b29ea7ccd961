"""The peer of the watch: overdue when a leg takes more than so many times what the runner's own pace predicts."""

from typing import Any

import numpy as np

from stagerace.core.clock import MINUTE
from stagerace.core.records import Passing, WithdrawalReported
from stagerace.simulation.drill.scene import Scene
from stagerace.simulation.drill.seen import NEVER, everything_told

RATIOS = (1.5, 1.75, 2.0, 2.25, 2.5, 3.0, 3.5)


def fixed_ratio(scene: Scene) -> list[dict[str, Any]]:
    """At each ratio how late it finds whom it finds [min], and how many of its alarms are about nobody in trouble.

    It takes every passing as it was written, and looks at a runner from the start on; to the first place it predicts by
    what the field took in the middle, which nobody could have known: that favours it.
    """
    going = scene.going
    metres = {place.id: float(place.metres) for place in going.stage.places}
    ahead = {place.id: following for place, following in zip(going.stage.places, going.stage.places[1:], strict=False)}
    field = float(np.nanmedian(going.at[:, 0])) / metres[going.places[0].id]
    told = _told(scene)
    found = [{"late": [], "false": 0} for _ in RATIOS]
    for runner, bib in enumerate(going.bibs):
        events, out = told.get(bib, ([], None))
        for row, ratio in zip(found, RATIOS, strict=True):
            is_found = False
            for k, (place, seen, came) in enumerate(events):
                if place not in ahead:
                    break
                pace = going.seconds(seen) / metres[place] if metres[place] else field
                leg = (metres[ahead[place].id] - metres[place]) * max(pace, 0.0)
                due = max(seen + ratio * leg * 1000.0, came)
                until = min([came for _, _, came in events[k + 1 :]] + ([out] if out else []), default=NEVER)
                if due >= until:
                    continue
                since = scene.trouble.get(runner)
                if since is None or since > due:
                    row["false"] += 1
                elif not is_found:
                    is_found = True
                    row["late"].append((due - since) / MINUTE)
    return found


def _told(scene: Scene) -> dict[str, tuple[list[tuple[str, int, int]], int | None]]:
    """By bib its passings as they came: place, time, arrival; and when it was said that they withdrew."""
    found: dict[str, Any] = {}
    for each in everything_told(scene):
        body = each.body
        if isinstance(body, Passing) and each.arrives < NEVER:
            found.setdefault(body.bib, ([], None))[0].append((body.place, body.seen_at, each.arrives))
        elif isinstance(body, WithdrawalReported):
            passings, out = found.get(body.bib, ([], None))
            found[body.bib] = (passings, out or each.arrives)
    return found
