"""A checkpoint that its crew closed, without a decision about those who come later."""

from stagerace.rules.conflicts.base import AskedOfDirector


class ClosedByCrew(AskedOfDirector):
    """The crew keeps no more times; whether later arrivals are too late is the race director's decision."""

    name = "checkpoint_closed"
    heading = "Checkpoint closed"
    what = "closed"
    let = "Leave it: closed as planned"
    because = "closed as planned"
