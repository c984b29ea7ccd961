"""Every number the watch goes by: each named, each said why; docs/watch.md tells of them."""

from msgspec import Struct

from stagerace.core.clock import HOUR, MINUTE, Elapsed


class WatchNumbers(Struct, frozen=True):
    """The numbers of the watch; a race that knows better gives its own."""

    far: float = 0.7
    """How far beyond the middle somebody is due: so many times the way from the middle to 19 of 20 [1]."""
    onward: float = 0.5
    """And so many times the whole way from where they were seen to the middle: whoever slows, slows all the way [1]."""
    grace: Elapsed = Elapsed(20 * MINUTE)
    """And so long besides: a blister, a nap, a wrong turn take their time on the shortest leg."""
    slow: int = 2_500
    """How fast somebody slow goes where nothing is forecast [m of effort/h]."""
    climb: int = 12
    """How many metres on the level a metre climbed counts as, for somebody slow [1]."""
    sweep_margin: Elapsed = Elapsed(30 * MINUTE)
    """How long after a cut-off whoever is swept has come in."""
    after_sweep: Elapsed = Elapsed(10 * MINUTE)
    """How long after the sweeper came to a place everyone before it has."""
    stay: Elapsed = Elapsed(75 * MINUTE)
    """How long a stay in a checkpoint may last by day, where the plan names no rest."""
    ride: Elapsed = Elapsed(90 * MINUTE)
    """Within how long somebody in a vehicle is received."""
    with_medic: Elapsed = Elapsed(3 * HOUR)
    """Within how long a medic says what becomes of somebody."""
    brought_in: Elapsed = Elapsed(4 * HOUR)
    """Within how long somebody who withdrew at a checkpoint is received in camp."""
    in_nobodys: Elapsed = Elapsed(30 * MINUTE)
    """Within how long somebody who withdrew is in a named person's care."""

    silent_from: int = 3
    """So many at least must be late, or seen beyond, before a station counts as silent."""
    silent_chance: float = 1e-4
    """A station counts as silent where a working one would have told so little with less than this chance [1]."""
    each_late: float = 0.2
    """Somebody late is evidence of a silent station where so few like them are that late [1]."""
    overlooked: float = 0.02
    """The chance that a working station overlooks somebody who comes by [1]."""

    at_risk: float = 0.2
    """A cut-off is at risk for those whose chance to make it is less than this [1]."""
    alone: Elapsed = Elapsed(5 * MINUTE)
    """Whoever leaves a checkpoint by night with nobody else leaving within this is alone."""
    night_from: int = 18
    night_to: int = 6
    """The hours in which nobody should be alone, by the race's clock [h]."""
    hot_from: int = 10
    hot_to: int = 17
    """The hours in which heat harms, by the race's clock [h]."""
    heat_names: int = 10
    """So many names at most are on the heat watch; 0 keeps none, for races in the cold."""
    heat_slower: float = 0.15
    """So much slower than before, beside the field at the same time, is a sign of heat [1]."""
    hold_heard: Elapsed = Elapsed(5 * MINUTE)
    """Within how long a checkpoint acknowledges a hold or its release."""
    medic_heeded: Elapsed = Elapsed(30 * MINUTE)
    """Within how long somebody who is to see a medic does."""

    first_call: Elapsed = Elapsed(10 * MINUTE)
    """So long unanswered, an alert goes to the race director."""
    second_call: Elapsed = Elapsed(20 * MINUTE)
    """So long unanswered, it goes to everyone."""
    worse: Elapsed = Elapsed(HOUR)
    """Whoever is overdue so long, then twice, four times as long, is a worse case each time."""

    fast: int = 12_000
    """How fast somebody goes at most where nothing is forecast, to say how far they may be [m/h]."""
    faster: float = 1.25
    """How much faster than the fastest of twenty like them somebody may be, to say how far they may be [1]."""


USUAL = WatchNumbers()
"""The numbers of a race that gives none."""
