"""How a dossier is worded for people, on its page and in a terminal."""

from collections.abc import Sequence
from datetime import datetime

from stagerace.core.clock import MINUTE, Elapsed, say_length
from stagerace.core.names import FINISH, START, PlaceId
from stagerace.node.dossier.alerts_told import AlertTold, ResponsesTold
from stagerace.node.dossier.planned_told import CrewTold, PlannedTold, ShiftTold
from stagerace.node.dossier.told import Dossier, StageTold


def clock(moment: str | None) -> str:
    """An instant as the clock at the race had it.

    >>> clock("2031-03-02T09:05:30+02:00"), clock(None)
    ('2 Mar 09:05', '–')
    """
    if moment is None:
        return "–"
    then = datetime.fromisoformat(moment)
    return f"{then.day} {then:%b %H:%M}"


def took(minutes: float | None) -> str:
    """How long something took, to the minute.

    >>> took(0.4), took(75.0), took(None)
    ('under 1 min', '1 h 15 min', 'never')
    """
    if minutes is None:
        return "never"
    whole = round(minutes)
    return say_length(Elapsed(whole * MINUTE)) if whole else "under 1 min"


def place(name: str) -> str:
    """A place as people say it; nothing where none is named."""
    return "start" if name.endswith(START) else "finish" if name.endswith(FINISH) else name


def people(who: Sequence[str], names: dict[str, str], runners: int = 0, most: int = 10**6) -> str:
    """Runners by letter, or by bib and name, the rest counted; a number where they are not told of.

    >>> people(("17", "20"), {"17": "Ana Sorel"}, most=1), people((), {}, 2), people((), {})
    ('17 Ana Sorel and 1 more', '2 runners', '')
    >>> people(("runner A", "runner C"), {})
    'runners A, C'
    """
    if not who:
        return f"{runners} runner{'s' if runners > 1 else ''}" if runners else ""
    told = [f"{each} {names.get(each, '')}".strip() for each in who[:most]]
    if len(told) > 1 and all(each.startswith("runner ") for each in told):
        told = ["runners " + told[0].removeprefix("runner "), *(each.removeprefix("runner ") for each in told[1:])]
    return ", ".join(told) + (f" and {len(who) - most} more" if len(who) > most else "")


def plans(dossier: Dossier) -> dict[PlaceId, PlannedTold]:
    """What was planned, by place; nothing where that was not asked for."""
    return {each.place: each for each in dossier.planned.places} if dossier.planned else {}


def or_none(count: int | None) -> str:
    """A number, or a dash where there is none."""
    return "–" if count is None else str(count)


def litres(count: int | None) -> str:
    """So many litres, or a dash where nobody says."""
    return "–" if count is None else f"{count} l"


def devices(crew: CrewTold) -> str:
    """The devices of a place by role: `1 captain, 2 timekeepers`."""
    if not crew.devices:
        return "none"
    return ", ".join(f"{count} {role}{_more(role, count)}" for role, count in crew.devices.items())


def _more(role: str, count: int) -> str:
    return "s" if count > 1 and role in ("captain", "timekeeper", "medic", "director") else ""


def shifts(crew: CrewTold) -> str:
    """The crews that took turns, with when they did."""
    if crew.crews is None:
        return "no hand-over written"
    told = "; ".join(f"{clock(each.at)}{_who(each)}" for each in crew.shifts)
    return f"{crew.crews} crews: {told}"


def _who(shift: ShiftTold) -> str:
    who = " to ".join(filter(None, (shift.leaving, shift.coming)))
    return f" {who}" if who else ""


def left(stage: StageTold) -> str:
    """Who left the race on a stage, by place."""
    said = (f"{each.runners} {each.why}{f' at {place(each.place)}' if each.place else ''}" for each in stage.left)
    return ", ".join(said) or "nobody"


def state(alert: AlertTold) -> str:
    """What became of an alert."""
    if alert.taken_after_min is not None:
        owned = f"owned after {took(alert.taken_after_min)}" if alert.taken_after_min else "owned already"
        return f"{owned}; dismissed" if alert.state == "dismissed" else owned
    if alert.answered_after_min is not None:
        return f"{alert.state} after {took(alert.answered_after_min)}"
    return "nobody answered"


def who_wrote(role: str, by: str) -> str:
    """Whose word something is, as ` by ...`: the role of the device, with names who signed; nothing where unknown.

    >>> who_wrote("director", ""), who_wrote("", "")
    (' by director', '')
    """
    said = ", ".join(filter(None, (role, by)))
    return f" by {said}" if said else ""


def after(minutes: float | None) -> str:
    """How long after it something came.

    >>> after(12.0), after(0.0), after(None)
    ('after 12 min', 'at once', 'never')
    """
    return "never" if minutes is None else f"after {took(minutes)}" if round(minutes) else "at once"


def half_within(responses: ResponsesTold) -> str:
    """How soon alerts were answered."""
    if responses.answered_half_within_min is None:
        return "none was answered"
    slowest = took(responses.slowest_min)
    return f"half within {took(responses.answered_half_within_min)}, the slowest after {slowest}"


def balance(dossier: Dossier) -> str:
    """How many nights balance."""
    count = len(dossier.nights)
    return f"{sum(night.balances for night in dossier.nights)} of {count}" if count else "none yet"


def few(count: int | None, fewer_than: int) -> str:
    """A count that may be hidden because it is small.

    >>> few(None, 3), few(0, 3), few(12, 3)
    ('fewer than 3', '0', '12')
    """
    return f"fewer than {fewer_than}" if count is None else str(count)


def share(part: float | None) -> str:
    """A share of forecasts.

    >>> share(0.914), share(None)
    ('91 %', '–')
    """
    return "–" if part is None else f"{100 * part:.0f} %"
