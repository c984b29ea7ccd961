"""How headquarters says where somebody is, what an alert is, and whose."""

from typing import Final

from stagerace.core.names import FINISH, START, PlaceId
from stagerace.core.records import Care
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.due import DueWhy
from stagerace.watch.handing_over import say_care as say_whose
from stagerace.watch.whereabouts import Where, Whereabouts

STATES: Final[dict[Where, str]] = {
    "on_course": "on course",
    "in_checkpoint": "in a checkpoint",
    "finished": "finished, no roll call yet",
    "camp": "in camp",
    "vehicle": "in a vehicle",
    "medic": "with a medic",
    "withdrawn": "withdrawn, in care",
    "not_started": "not started",
}
"""The states of the ledger as people say them; first those that must become others before a stage is closed."""
DUE: Final[dict[DueWhy, str]] = {
    "forecast": "far beyond the middle of what is forecast of them",
    "cut-off": "the cut-off, and the time the sweeper needs",
    "plain": "the pace of somebody slow, for nothing is forecast of them",
    "swept": "the sweeper is through and left nobody behind",
    "care": "by then somebody is to say that they received them",
}
"""Why somebody is due then."""
WHOSE: Final = ("for headquarters", "for the race director", "for everyone")
"""Whom an alert is for, by its level."""
STEPS: Final = {
    "noted": "Noted",
    "owned": "Owned",
    "kin_called": "Next of kin called",
    "help_asked": "Help asked for",
    "help_left": "Help left",
    "help_there": "Help there",
    "evacuated": "Taken away",
    "received": "Received where they were taken",
    "closed": "Over",
    "reopened": "Open again",
}
"""What is done about an incident."""


_DISAGREEING: Final = {
    "missing": "Missing at the roll call",
    "behind_sweep": "Behind the sweeper",
    "no_custody": "In nobody’s care",
    "twice": "One bib at two places",
    "seen_after_out": "Out of the race, and seen",
    "seen_not_at_start": "Not at the start, and seen",
    "not_noted": "In care at the start",
}
"""What does not agree and is no hand-over, as a heading."""


def say_place(place: PlaceId) -> str:
    """A place as people say it."""
    return "the start" if place.endswith(START) else "the finish" if place.endswith(FINISH) else str(place)


def say_care(care: Care | None) -> str:
    """In whose care somebody is; empty where in nobody's."""
    return "" if care is None else say_whose(care)


def say_where(row: Whereabouts) -> str:
    """Where somebody is, in a few words."""
    match row.state:
        case "on_course" if row.a and row.a == row.b:
            return "on a lap"
        case "on_course":
            return f"{say_place(row.a)} to {say_place(row.b)}" if row.a else f"before {say_place(row.b)}"
        case "in_checkpoint":
            return f"in {say_place(row.a)}"
        case "withdrawn":
            return f"withdrew at {say_place(row.a)}, {say_care(row.care) or 'in nobody’s care'}"
        case "vehicle" | "medic":
            return say_care(row.care) or STATES[row.state]
        case _:
            return STATES[row.state]


def title_of(what: str) -> str:
    """A kind of alert as people say it."""
    return KINDS[what].heading if what in KINDS else what.replace("_", " ").capitalize()


def heading_of(alert: str) -> str:
    """An alert as people say it, by its name: of what does not agree the heaviest by names of their own.

    >>> heading_of("hand_over_open 1 missing 12 1FINISH 1930000000000"), heading_of("overdue 1 12 1CP1 in +1")
    ('Missing at the roll call', 'Overdue')
    """
    what, *cause = alert.split()
    return _DISAGREEING.get(cause[1], title_of(what)) if what == "hand_over_open" and cause[1:] else title_of(what)


def asks_of(what: str) -> str:
    """What the person on duty is to do about a kind of alert."""
    return KINDS[what].asks if what in KINDS else ""


def whose(level: int) -> str:
    """Whom an alert is for."""
    return WHOSE[min(level, len(WHOSE) - 1)]
