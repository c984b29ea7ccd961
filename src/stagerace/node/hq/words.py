"""How headquarters says where somebody is, what an alert is, and whose."""

from typing import Final

from stagerace.core.names import FINISH, START, PlaceId
from stagerace.core.records import Care
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
TITLES: Final = {
    "overdue": "Overdue",
    "silent_station": "Silent station",
    "cut_off_at_risk": "Cut-off at risk",
    "alone_at_night": "Alone at night",
    "heat": "Heat",
    "in_zone": "In a danger zone",
    "hold_unanswered": "Hold not acknowledged",
    "hand_over_open": "Hand-over with one side only",
    "unread_incident": "Incident without an owner",
    "recheck": "Not where the medic wants them",
}
"""The kinds of alerts as people say them."""
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


def say_place(place: PlaceId) -> str:
    """A place as people say it."""
    return "the start" if place.endswith(START) else "the finish" if place.endswith(FINISH) else str(place)


def say_care(care: Care | None) -> str:
    """In whose care somebody is; empty where in nobody's."""
    if care is None:
        return ""
    return f"{care.what} {care.name}".strip() if care.name != care.what else care.what


def say_where(row: Whereabouts) -> str:
    """Where somebody is, in a few words."""
    match row.state:
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
    return TITLES.get(what, what.replace("_", " ").capitalize())


def whose(level: int) -> str:
    """Whom an alert is for."""
    return WHOSE[min(level, len(WHOSE) - 1)]
