"""Every alert that was raised, as the screens had it then, with who answered what and how soon."""

from stagerace.core.clock import Instant, later
from stagerace.core.names import RecordId
from stagerace.core.records import AlertAnswered, AlertRaised
from stagerace.node.dossier.alerts_told import AlertTold, AnswerTold
from stagerace.node.dossier.said import UNTOLD
from stagerace.node.dossier.telling import Telling, minutes, minutes_to
from stagerace.node.hq.words import title_of
from stagerace.watch.alerts.answered import Alert, answered
from stagerace.watch.alerts.base import Found, cause_of
from stagerace.watch.numbers import USUAL
from stagerace.watch.watching import stage_watched

Answers = dict[str, list[tuple[RecordId, AlertAnswered]]]
"""What was answered, by the alert's cause, in the order given."""


def raised(telling: Telling) -> list[tuple[RecordId, AlertRaised]]:
    """The alerts in the order they were raised, each name once: a replica may have raised one too."""
    found: dict[str, tuple[RecordId, AlertRaised]] = {}
    for record, body in sorted(telling.reports(AlertRaised), key=lambda each: (each[1].raised_at, each[0])):
        found.setdefault(body.alert, (record, body))
    return list(found.values())


def alerts(telling: Telling) -> tuple[AlertTold, ...]:
    """Every alert as a line of its own, with its answers."""
    those = raised(telling)
    standing = {alert.found.alert: alert for alert in _standing(telling, those)}
    answers = _answers(telling)
    waits = _waits_since([body for _, body in those], answers)
    return tuple(
        _told(telling, number, record, body, standing[body.alert], answers, waits[body.alert])
        for number, (record, body) in enumerate(those, 1)
    )


def _waits_since(those: list[AlertRaised], answers: Answers) -> dict[str, Instant]:
    """Since when each alert waited for a word: what became worse unanswered, since it was milder; as the screens do."""
    found: dict[str, Instant] = {}
    first: dict[str, tuple[Instant, Instant]] = {}
    for body in sorted(those, key=lambda each: each.raised_at):
        cause, _ = cause_of(body.alert)
        words = [each.answered_at for _, each in answers.get(cause, []) if each.answered_at < body.raised_at]
        last = max(words, default=Instant(0))
        since, until = first.get(cause, (body.raised_at, Instant(0)))
        first[cause] = (since if until == last else body.raised_at, last)
        found[body.alert] = first[cause][0]
    return found


def _standing(telling: Telling, those: list[tuple[RecordId, AlertRaised]]) -> tuple[Alert, ...]:
    found = [Found(b.alert, b.what, b.since, b.bibs, b.place, b.evidence, 0) for _, b in those]
    return answered(telling.race, found, telling.until, USUAL)


def _answers(telling: Telling) -> Answers:
    found: Answers = {}
    for record, body in sorted(telling.reports(AlertAnswered), key=lambda each: (each[1].answered_at, each[0])):
        if body.answered_at <= telling.until:
            found.setdefault(cause_of(body.alert)[0], []).append((record, body))
    return found


def _told(
    telling: Telling,
    number: int,
    record: RecordId,
    body: AlertRaised,
    standing: Alert,
    answers: Answers,
    waits: Instant,
) -> AlertTold:
    cause, worse = cause_of(body.alert)
    said = [each for each in answers.get(cause, []) if each[1].answered_at >= body.raised_at]
    first = next((each.answered_at for _, each in said if _counts(each, worse)), None)
    evidence, left_out = telling.evidence(body.what, body.evidence)
    who = () if not telling.named and body.what in UNTOLD else telling.everyone(body.bibs)
    director, everyone = _risen(telling, body, said, first, waits)
    return AlertTold(
        number, body.what, title_of(body.what), stage_watched(telling.race, body.raised_at).n,
        telling.at(body.since), telling.at(body.raised_at), minutes(body.since, body.raised_at), telling.role(record),
        worse, who, len(body.bibs), body.place, evidence, left_out,
        tuple(_answer(telling, each, answer, body.raised_at) for each, answer in said),
        standing.state, minutes_to(body.raised_at, _owned_at(answers.get(cause, []), body)),
        minutes_to(body.raised_at, first), telling.perhaps(director), telling.perhaps(everyone),
    )  # fmt: skip


def _answer(telling: Telling, record: RecordId, body: AlertAnswered, since: Instant) -> AnswerTold:
    return AnswerTold(
        telling.at(body.answered_at), body.answer, telling.role(record), telling.words(body.by),
        telling.words(body.owner), telling.words(body.reason), bool(body.reason.strip()),
        minutes(since, body.answered_at),
    )  # fmt: skip


def _counts(answer: AlertAnswered, worse: int) -> bool:
    """Whether an answer counts for a case as bad as this, as the screens take it."""
    if answer.answer == "dismissed" and not answer.reason.strip():
        return False
    return answer.answer not in ("acknowledged", "dismissed") or cause_of(answer.alert)[1] >= worse


def _takes(answer: AlertAnswered) -> bool:
    return answer.answer == "taken" or bool(answer.owner)


def _owned_at(said: list[tuple[RecordId, AlertAnswered]], body: AlertRaised) -> Instant | None:
    """When somebody owned it; at once where its cause was owned before it became worse."""
    return min((max(each.answered_at, body.raised_at) for _, each in said if _takes(each)), default=None)


def _risen(
    telling: Telling, body: AlertRaised, said: list[tuple[RecordId, AlertAnswered]], first: Instant | None,
    waits: Instant,
) -> tuple[Instant | None, Instant | None]:  # fmt: skip
    """When it was due to go to the race director, and to everyone; None where it was answered before."""
    passed = min((each.answered_at for _, each in said if each.answer == "passed_on"), default=None)
    due = (max(later(waits, wait), body.raised_at) for wait in (USUAL.first_call, USUAL.second_call))
    calls = [at if at <= telling.until and (first is None or at < first) else None for at in due]
    return min((at for at in (passed, calls[0]) if at is not None), default=None), calls[1]
