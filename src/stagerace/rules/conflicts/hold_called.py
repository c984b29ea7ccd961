"""A hold that a checkpoint called or heard of and the race director has not signed."""

from stagerace.rules.conflicts.base import AskedOfDirector


class HoldWaits(AskedOfDirector):
    """Runners are held and nobody is credited yet: the race director signs the hold, or its release."""

    name = "hold_called"
    heading = "Hold to sign"
    what = "hold"
    let = "Leave it: no hold"
    because = "no hold was signed"
