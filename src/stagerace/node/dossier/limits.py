"""What a dossier cannot know, and how well forecasts held."""

import sqlite3
from typing import Final

from msgspec import structs

from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.node.dossier.told import LimitsTold, RangeTold
from stagerace.node.folder import RaceFolder
from stagerace.node.forecast_keeping import kept, scores
from stagerace.rules.race import Race
from stagerace.watch.numbers import USUAL

SAYS: Final = (
    "It knows what was written. What was seen or said and not written down is not in it; a clock that was wrong and "
    "never measured is believed.",
    "The evidence of an alert is what headquarters' screen showed when it was raised, word for word with names. "
    "Whoever was in the tent may have known more, or looked elsewhere.",
    "What nobody raised is looked for whenever something could have turned, a quarter of an hour apart at least, in a "
    "big race further, by all that had happened by then and is in the log now, also what only came in later. "
    "Forecasts are not kept whole, so dues rest on distance, climb and cut-offs: on the day they came earlier. Between "
    "two looks something may have come and gone.",
    "When an alert was due to go higher is told by the clock. Its cause may have gone before; then screens dropped it.",
    "A letter hides a name, no more: who has the results, or was there, may know somebody by the times. The standings "
    "bear no letters, so that they lead nobody to them.",
    "What was confided about safeguarding is not in it, nor that anything was. What medics wrote is not in it; what "
    "they let others know is counted.",
    "The adopted plan holds no staff and no water. What is told as planned, where it was asked for, is what "
    "`stagerace plan` proposes, run once more with the plan and entries of this log and the weather kept beside it: "
    "nobody signed it, and it is no part of the proof. How many people a crew had nobody writes down: devices and "
    "shifts are counted. Water is what was left at each count.",
)
"""The limits, in words."""


def limits() -> LimitsTold:
    """The limits in words, and every number the watch went by."""
    return LimitsTold(SAYS, {name: float(value) for name, value in structs.asdict(USUAL).items()})


def ranges(folder: RaceFolder, race: Race, until: Instant) -> tuple[RangeTold, ...]:
    """How well the forecasts that were kept held; none where none were kept, or they cannot be read."""
    try:
        those = scores(folder.path, race, until) if kept(folder.path) else []
    except (sqlite3.Error, NotARace, ValueError):
        return ()
    return tuple(RangeTold(s.stage, s.snapshots, s.forecasts, s.held50, s.held90, s.off_min) for s in those)
