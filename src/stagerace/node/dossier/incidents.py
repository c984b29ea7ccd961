"""Every incident as a story: opened, owned, what was done when; those of safeguarding are confided, and never here."""

from collections.abc import Mapping

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId, RecordId, bib_order
from stagerace.core.records import IncidentOpened
from stagerace.core.records import IncidentTold as Step
from stagerace.node.dossier.incidents_told import IncidentTold, KnownThenTold, StepTold
from stagerace.node.dossier.telling import Telling, minutes, minutes_to
from stagerace.node.hq.words import STATES, STEPS, title_of
from stagerace.watch.watching import Watch

_Steps = list[tuple[RecordId, Step]]
_Versions = list[tuple[RecordId, IncidentOpened]]


def incidents(telling: Telling, then: Mapping[Instant, Watch]) -> tuple[IncidentTold, ...]:
    """Every incident, the earliest first; `then` is the watch at the moments at which they were opened."""
    opened: dict[str, _Versions] = {}
    for record, body in sorted(telling.reports(IncidentOpened), key=lambda each: (each[1].opened_at, each[0])):
        opened.setdefault(body.incident, []).append((record, body))
    told: dict[str, _Steps] = {}
    for record, step in sorted(telling.reports(Step), key=lambda each: (each[1].told_at, each[0])):
        told.setdefault(step.incident, []).append((record, step))
    stories = [(versions, told.get(name, [])) for name, versions in opened.items()]
    return tuple(_told(telling, number, versions, steps, then) for number, (versions, steps) in enumerate(stories, 1))


def _told(
    telling: Telling, number: int, versions: _Versions, steps: _Steps, then: Mapping[Instant, Watch]
) -> IncidentTold:
    record, first = versions[0]
    last, at = versions[-1][1], first.opened_at
    named = _everyone(versions, steps)
    who = telling.everyone(named)
    ends = [step.step for _, step in steps if step.step in ("closed", "reopened")]
    owned = first.opened_at if first.owner else _first(steps, "owned", owner=True)
    return IncidentTold(
        number, last.what, telling.at(at), telling.role(record), telling.words(first.by), _place(versions),
        telling.words(_last([body.where for _, body in versions])),
        telling.words(_last([body.note for _, body in versions])), who, len(who),
        telling.words(_last([*(body.owner for _, body in versions), *(step.owner for _, step in steps)])),
        ends[-1:] != ["closed"], minutes_to(at, owned), minutes_to(at, _first(steps, "help_there")),
        minutes_to(at, _first(steps, "kin_called")), minutes_to(at, _first(steps, "closed")),
        tuple(_step(telling, each, step, at) for each, step in steps),
        tuple(_known(telling, then[at], bib) for bib in named if at in then and bib in then[at].ledger.by_bib),
    )  # fmt: skip


def _known(telling: Telling, watch: Watch, bib: Bib) -> KnownThenTold:
    row, due = watch.ledger.by_bib[bib], watch.dues.get(bib)
    low, high = watch.positions.get(bib, (None, None))
    about = (each for each in watch.alerts if bib in each.found.bibs and each.raised_at is not None)
    return KnownThenTold(
        telling.who(bib), STATES[row.state], row.a, telling.perhaps(row.seen), low, high,
        telling.perhaps(due.at if due else None), due.place if due else PlaceId(""),
        tuple(dict.fromkeys(title_of(each.found.what) for each in about)),
    )  # fmt: skip


def _step(telling: Telling, record: RecordId, step: Step, since: Instant) -> StepTold:
    said = "; ".join(filter(None, (f"now {step.owner}’s" if step.owner else "", step.text)))
    return StepTold(
        telling.at(step.told_at), step.step, STEPS[step.step], telling.role(record), telling.words(step.by),
        telling.words(said), minutes(since, step.told_at),
    )  # fmt: skip


def _first(steps: _Steps, name: str, *, owner: bool = False) -> Instant | None:
    """When a step was first told, or an owner first named."""
    return min((s.told_at for _, s in steps if s.step == name or (owner and s.owner)), default=None)


def _place(versions: _Versions) -> PlaceId:
    return PlaceId(_last([str(body.place) for _, body in versions]))


def _last(words: list[str]) -> str:
    return next((word for word in reversed(words) if word), "")


def _everyone(versions: _Versions, steps: _Steps) -> list[Bib]:
    named = {bib for _, body in versions for bib in body.bibs} | {bib for _, step in steps for bib in step.bibs}
    return sorted(named, key=bib_order)
