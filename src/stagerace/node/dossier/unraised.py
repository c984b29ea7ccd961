"""What the watch finds of the past and nobody had raised: where headquarters was missing, it shows here."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import StageNo
from stagerace.core.records import AlertRaised
from stagerace.node.dossier.alerts import raised
from stagerace.node.dossier.alerts_told import UnraisedTold
from stagerace.node.dossier.looking import Looked
from stagerace.node.dossier.said import UNTOLD
from stagerace.node.dossier.telling import Telling
from stagerace.node.hq.words import title_of
from stagerace.watch.alerts.base import Found, cause_of
from stagerace.watch.watching import stage_watched


class _Missed(Struct):
    """A cause that nobody had raised: as first found, and until when it was found."""

    found: Found
    stage: StageNo
    first: Instant
    last: Instant
    raised: Instant | None = None


def unraised(telling: Telling, looks: Sequence[Looked]) -> tuple[UnraisedTold, ...]:
    """Every cause found in a look that no alert had told of by then, in the order found."""
    told = [body for _, body in raised(telling)]
    missed: dict[str, _Missed] = {}
    for look in looks:
        for found in look.found:
            cause, _ = cause_of(found.alert)
            if cause in missed:
                missed[cause].last = look.at
                continue
            same = [body.raised_at for body in told if _is_same(telling, body, found, look.stage)]
            if not any(at <= look.at for at in same):
                missed[cause] = _Missed(found, look.stage, look.at, look.at, min(same, default=None))
    return tuple(_told(telling, each) for each in missed.values())


def _is_same(telling: Telling, body: AlertRaised, found: Found, stage: StageNo) -> bool:
    """Whether an alert told of this cause: by its name, or on the same stage of the same people, or of the place.

    What came in later may have changed the name of a cause, and a forecast found it earlier than can be found now.
    """
    if cause_of(body.alert)[0] == cause_of(found.alert)[0]:
        return True
    if body.what != found.what or stage_watched(telling.race, body.raised_at).n != stage:
        return False
    return bool(set(body.bibs) & set(found.bibs)) if found.bibs and body.bibs else body.place == found.place


def _told(telling: Telling, missed: _Missed) -> UnraisedTold:
    found = missed.found
    evidence, left_out = telling.evidence(found.what, found.evidence)
    who = () if not telling.named and found.what in UNTOLD else telling.everyone(found.bibs)
    return UnraisedTold(
        found.what, title_of(found.what), missed.stage, telling.at(found.since), telling.at(missed.first),
        telling.at(missed.last), telling.perhaps(missed.raised), who, len(found.bibs), found.place, evidence, left_out,
    )  # fmt: skip


def silences(looks: Iterable[Looked]) -> dict[tuple[StageNo, str], Instant]:
    """Since when each place of a stage was silent, as far as the looks find it."""
    found: dict[tuple[StageNo, str], Instant] = {}
    for look in looks:
        for each in look.found:
            if each.what == "silent_station":
                key = (look.stage, str(each.place))
                found[key] = min(each.since, found.get(key, each.since))
    return found
