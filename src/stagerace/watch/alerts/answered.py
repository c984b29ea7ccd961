"""Alerts with what people did about them: who owns each, how high it has risen, what was dismissed and why."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import RecordId
from stagerace.core.records import AlertAnswered, AlertRaised
from stagerace.rules.race import Race
from stagerace.watch.alerts.base import Found, cause_of
from stagerace.watch.numbers import WatchNumbers

AlertState = Literal["open", "taken", "acknowledged", "dismissed"]
"""Nobody said anything that counts; somebody sees to it; somebody knows of it; it is no alarm, for a reason."""


class Alert(Struct, frozen=True):
    """An alert as it stands: what was found, when it was raised, and what people did about it."""

    found: Found
    raised_at: Instant | None
    """When it was first raised under this very name; None where it is not yet."""
    state: AlertState = "open"
    owner: str = ""
    """Who sees to it."""
    level: int = 0
    """0: the person on duty; 1: the race director too; 2: everyone."""
    reason: str = ""
    """Why it was dismissed."""
    answered_at: Instant | None = None
    """When the answer that counts was given."""
    by: str = ""
    is_worse: bool = False
    """Whether it became worse since anybody said anything of it."""

    @property
    def is_live(self) -> bool:
        """Whether somebody must still do something."""
        return self.state != "dismissed"


class _Told(Struct):
    """What was said of one cause: when each of its names was raised, and every answer, in the order given."""

    raised: dict[str, Instant]
    answers: list[AlertAnswered]


def answered(race: Race, found: Iterable[Found], now: Instant, numbers: WatchNumbers) -> tuple[Alert, ...]:
    """Each alert with its answers, those first that should be looked at first, the dismissed last."""
    told = _told(race, now)
    none = _Told({}, [])
    alerts = [_alert(each, told.get(cause_of(each.alert)[0], none), now, numbers) for each in found]
    return tuple(sorted(alerts, key=_first))


def _first(alert: Alert) -> tuple[bool, int, Instant, str]:
    return not alert.is_live, -alert.found.weight, alert.found.since, alert.found.alert


def _told(race: Race, now: Instant) -> dict[str, _Told]:
    found: dict[str, _Told] = {}
    answers: list[tuple[Instant, RecordId, AlertAnswered]] = []
    for record, body in race.facts.reports.items():
        if isinstance(body, AlertRaised) and body.raised_at <= now:
            raised = found.setdefault(cause_of(body.alert)[0], _Told({}, [])).raised
            raised[body.alert] = min(body.raised_at, raised.get(body.alert, body.raised_at))
        elif isinstance(body, AlertAnswered) and body.answered_at <= now:
            answers.append((body.answered_at, record, body))
    for _, _, body in sorted(answers, key=lambda each: each[:2]):
        found.setdefault(cause_of(body.alert)[0], _Told({}, [])).answers.append(body)
    return found


def _alert(found: Found, told: _Told, now: Instant, numbers: WatchNumbers) -> Alert:
    state: AlertState = "open"
    owner = reason = by = ""
    passed, answered_at = 0, None
    for answer in _counting(told.answers, cause_of(found.alert)[1]):
        by, answered_at = answer.by, answer.answered_at
        owner = answer.owner or (answer.by if answer.answer == "taken" else owner)
        match answer.answer:
            case "passed_on":
                state, passed = "open", 1
            case "dismissed":
                state, reason = "dismissed", answer.reason.strip()
            case "taken" | "acknowledged":
                state = "acknowledged" if answer.answer == "acknowledged" and not owner else "taken"
    raised = told.raised.get(found.alert)
    waits_since = answered_at if state == "open" and passed else _waits_since(told)
    level = max(passed, _risen(waits_since, now, numbers)) if state in ("open", "taken") else passed
    why = reason if state == "dismissed" else ""
    return Alert(
        found, raised, state, owner, level, why, answered_at, by, is_worse=_spoken_of(told) < cause_of(found.alert)[1]
    )


def _waits_since(told: _Told) -> Instant | None:
    """Since when a cause waits for a word: since it was first raised as bad as nobody has spoken of it yet.

    An owner of whom nothing is heard as it becomes worse may be asleep: then others are told too.
    """
    spoken_of = _spoken_of(told)
    return min((at for name, at in told.raised.items() if cause_of(name)[1] > spoken_of), default=None)


def _spoken_of(told: _Told) -> int:
    """As how bad a case somebody spoke of a cause at last; -1 where nobody did."""
    return max((cause_of(each.alert)[1] for each in told.answers if _says_something(each)), default=-1)


def _says_something(answer: AlertAnswered) -> bool:
    return answer.answer != "dismissed" or bool(answer.reason.strip())


def _counting(answers: Iterable[AlertAnswered], worse: int) -> Iterator[AlertAnswered]:
    """The answers that count for a case as bad as this: who knows of, or dismissed, less said nothing of it."""
    for answer in answers:
        if not _says_something(answer):
            continue
        if answer.answer in ("acknowledged", "dismissed") and cause_of(answer.alert)[1] < worse:
            continue
        yield answer


def _risen(since: Instant | None, now: Instant, numbers: WatchNumbers) -> int:
    """How high an alert that nobody answered has risen."""
    if since is None:
        return 0
    waited = now - since
    return 2 if waited >= numbers.second_call else 1 if waited >= numbers.first_call else 0
