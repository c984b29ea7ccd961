"""A gun that was not fired when the start was planned."""

from stagerace.rules.conflicts.base import AskedOfDirector


class GunApart(AskedOfDirector):
    """Starts stay as planned until the race director moves them, so a gun fired otherwise asks for a decision."""

    name = "gun_fired"
    heading = "Start not as planned"
    what = "gun"
    let = "Leave it: the start stays as it is"
    because = "the start stays as it is"
