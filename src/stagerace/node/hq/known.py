"""Everything known of a runner, and why: what a medic said as a word only, nothing of safeguarding."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from msgspec import Struct, structs

from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.core.plan import Stage
from stagerace.core.records import (
    AlertRaised,
    HandedOver,
    MedicSaid,
    NotAtStart,
    RollCalled,
    WithdrawalReported,
)
from stagerace.forecast.outlook import RunnerForecast
from stagerace.node.hq.alerts import alert_told
from stagerace.node.hq.incidents import incidents
from stagerace.node.hq.runners import runner_told
from stagerace.node.hq.told import AlertTold, DisagreementTold, IncidentTold, RunnerTold
from stagerace.node.hq.words import say_care, say_place, title_of
from stagerace.node.look import Look
from stagerace.rules.explain import Seen, passings_of
from stagerace.rules.field import field_of
from stagerace.rules.race import Race

Kind = TypeVar("Kind")


class Line(Struct, frozen=True):
    """Something that was said of a runner: when, what, by whom."""

    at: Instant
    says: str
    by: str


class Known(Struct, frozen=True):
    """Everything known of a runner on a stage, and why."""

    bib: Bib
    row: RunnerTold
    seen: tuple[Seen, ...]
    """What was seen of them, the latest first."""
    forecast: RunnerForecast | None
    disagreements: tuple[DisagreementTold, ...]
    alerts: tuple[AlertTold, ...]
    """Those whose cause still holds."""
    past_alerts: tuple[Line, ...]
    handed: tuple[Line, ...]
    said: tuple[Line, ...]
    """Roll calls, who was not at the start, withdrawals; on a loop what checkpoints of a lap told."""
    medic: str
    """The medic's last word, never why; empty where there is none."""
    medic_at: Instant | None
    incidents: tuple[IncidentTold, ...]
    sheet: str
    """What results say of them."""


_WORDS = {"send_to_medic": "send to medic", "may_not_leave": "may not leave", "may_go": "may go"}


def known_of(look: Look, bib: Bib) -> Known | None:
    """Everything known of a runner; None where nobody wears the bib."""
    race, watch = look.race, look.watch
    row = watch.ledger.by_bib.get(bib)
    if row is None:
        return None
    stage = watch.stage
    alerts = tuple(_about(alert_told(alert), bib) for alert in watch.alerts if bib in alert.found.bibs)
    word = max((body for body in _of(race, MedicSaid) if body.bib == bib), key=lambda body: body.said_at, default=None)
    result = race.results[bib][race.position(stage.n)] if bib in race.results else None
    return Known(
        bib,
        runner_told(row, look),
        tuple(reversed(passings_of(race, bib, stage))),
        next((each for each in look.forecast.runners if each.bib == bib), None) if look.forecast else None,
        tuple(DisagreementTold(d.says, d.do, d.bibs, d.place, d.since) for d in watch.ledger.disputed(bib)),
        alerts,
        _past(race, bib, {alert.alert for alert in alerts}),
        _latest(_handed(body) for body in _of(race, HandedOver) if body.bib == bib),
        _latest((*_said(race, bib), *_told_in_laps(race, bib, stage))),
        _WORDS.get(word.word, word.word) if word else "",
        word.said_at if word else None,
        tuple(each for each in incidents(race) if bib in each.bibs),
        (result.out or result.status) if result else "",
    )


def _about(alert: AlertTold, bib: Bib) -> AlertTold:
    """An alert with the evidence that is about one runner, and about no other of those it names."""
    if len(alert.bibs) == 1:
        return alert
    own = [line for line in alert.evidence if line.startswith((f"{bib} ", f"{bib}:")) or f": {bib}," in line]
    first = alert.evidence[0]
    is_others = first.startswith(tuple(f"{each}{end}" for each in alert.bibs for end in (" ", ":")))
    return structs.replace(alert, evidence=tuple(own if is_others or first in own else [first, *own]))


def _of(race: Race, kind: type[Kind]) -> list[Kind]:
    return [body for body in race.facts.reports.values() if isinstance(body, kind)]


def _latest(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda line: -line.at))


def _past(race: Race, bib: Bib, standing: set[str]) -> tuple[Line, ...]:
    """The alerts about a runner whose cause has gone."""
    raised = [body for body in _of(race, AlertRaised) if bib in body.bibs and body.alert not in standing]
    return _latest(Line(body.raised_at, f"{title_of(body.what)}: {'; '.join(body.evidence)}", "") for body in raised)


def _handed(body: HandedOver) -> Line:
    at = f" at {say_place(body.place)}" if body.place else ""
    if body.side == "gives":
        return Line(body.handed_at, f"{say_care(body.giver)} gives them to {say_care(body.taker)}{at}", body.by)
    return Line(body.handed_at, f"{say_care(body.taker)} takes them from {say_care(body.giver)}{at}", body.by)


def _told_in_laps(race: Race, bib: Bib, stage: Stage) -> Iterator[Line]:
    """On a loop what the checkpoints of a lap told: no result rests on it, and somebody may have been there."""
    if stage.loop is None:
        return
    for glimpse in field_of(race, stage).seen.get(bib, ()):
        place, _ = stage.points[glimpse.index]
        if place in stage.place_order and 0 < stage.place_order[place] < len(stage.places) - 1:
            yield Line(glimpse.at, f"told at {say_place(place)}, within a lap: no result rests on it", "")


def _said(race: Race, bib: Bib) -> Iterator[Line]:
    for body in race.facts.reports.values():
        match body:
            case RollCalled() if bib in body.missing:
                yield Line(body.called_at, f"did not answer the roll call at {say_place(body.place)}", body.by)
            case RollCalled() if bib in body.present:
                yield Line(body.called_at, f"answered the roll call at {say_place(body.place)}", body.by)
            case NotAtStart() if bib in body.bibs:
                yield Line(body.noted_at, f"did not stand at {say_place(body.place)}", body.by)
            case WithdrawalReported() if body.bib == bib:
                whose = body.custody or body.vehicle or say_place(body.place)
                yield Line(body.reported_at, f"withdrew at {say_place(body.place)}, with {whose}", body.by)
