"""The rules by which a plan proposes, and what its model cannot know, in plain words beside the figures."""

import re
from collections.abc import Iterable
from typing import Final

from stagerace.simulation.plan_places import EARLY, OUTS_A_MEDIC, PACK, PEOPLE_A_HAND, PEOPLE_A_MEDIC
from stagerace.simulation.proposals import IN_VAIN, LATE
from stagerace.simulation.setting_out import BOTTLES

RULES: Final = (
    f"Finish: proposed to close when {100 * LATE:.0f} in 100 of all who would reach it, if nothing closed, are still "
    "to come.",
    f"Checkpoint: proposed to close when at most {100 * IN_VAIN:.0f} in 100 of those still to come would reach the "
    "finish before it closes.",
    "Each closing is costed alone, as if nothing else closed, from the field of the plan on the morning of the stage.",
    f"A checkpoint opens {EARLY} minutes before the first runner of a fast day (5 % quantile) and stays open until its "
    "closing.",
    f"Staff: one for every {PEOPLE_A_HAND} people there at once (95 % quantile), two at least.",
    f"Medics: one at every open checkpoint, one more for every {PEOPLE_A_MEDIC} people there at once and one more for "
    f"every {OUTS_A_MEDIC:.0f} expected to leave on the way there or there. A rule of thumb of ours: your doctor "
    "decides.",
    f"Water: the 95 % quantile, rounded up to packs of {PACK} L (six bottles of 1.5 L); {BOTTLES:g} L each at the "
    "start. For cooking, for the camp and for emergencies comes on top.",
    "Salt: what sweat takes with as much water as is handed out; most of it is in the food that people carry.",
)
UNKNOWN: Final = (
    "The model has no cold injuries, no storms, no getting lost, no crashes, no infections in camp, no vehicle that "
    "breaks down: none of the figures contains them.",
    "It knows nobody's health or training. Deaths and collapses are too rare to be calculated: no figure here is a "
    "chance of one, and none may be read as one.",
    "Of a stage planned otherwise only the stage itself is told, for the people of the plan on the same morning; a "
    "shorter night before an earlier start, and the days after, are not in it.",
)
GUESSED: Final = (
    "Its free numbers are guesses that no race has calibrated yet: compare choices with each other, do not take the "
    "numbers of people as forecasts."
)
FITTED: Final = (
    "Its free numbers (version “{}”) were fitted to the published results of few races; yours may differ, so compare "
    "choices with each other before you take a number of people as a forecast."
)


def unknown_of(version: str) -> list[str]:
    """What the model cannot know, how far its numbers are founded first."""
    return [GUESSED if version == "guessed" else FITTED.format(version), *UNKNOWN]


def alike(findings: Iterable[str]) -> list[str]:
    """Findings in order, those that differ in their numbers alone told once.

    >>> alike(["290 km away; taken", "no wind", "301 km away; taken", "306 km away; taken"])
    ['290 km away; taken (and 2 more of the kind)', 'no wind']
    """
    groups: dict[str, list[str]] = {}
    for finding in findings:
        groups.setdefault(re.sub(r"\d+(\.\d+)?", "#", finding), []).append(finding)
    return [
        same[0] if len(same) == 1 else f"{same[0]} (and {len(same) - 1} more of the kind)" for same in groups.values()
    ]
