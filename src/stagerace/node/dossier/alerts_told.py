"""What a dossier tells of alerts."""

from msgspec import Struct

from stagerace.core.names import PlaceId, StageNo


class AnswerTold(Struct, frozen=True):
    """What somebody did about an alert: by the role of the device it was written on."""

    at: str
    answer: str
    role: str
    by: str
    owner: str
    reason: str
    """Why it was dismissed; without names only that a reason was given."""
    is_reasoned: bool
    minutes: float
    """How long after it was raised [min]."""


class AlertTold(Struct, frozen=True):
    """An alert as headquarters' screen had it when it was raised, and what became of it."""

    number: int
    what: str
    title: str
    stage: StageNo | None
    """The stage under way when it was raised."""
    since: str
    raised: str
    raised_after_min: float
    """How long after its cause it was raised [min]."""
    role: str
    worse: int
    """How often it had become worse by then."""
    who: tuple[str, ...]
    runners: int
    place: PlaceId
    evidence: tuple[str, ...]
    left_out: int
    """How many sentences were left out because they hold people's own words."""
    answers: tuple[AnswerTold, ...]
    state: str
    """As it stands at the end of the dossier."""
    taken_after_min: float | None
    """How long after it was raised somebody owned it [min]; 0 where its cause was owned already."""
    answered_after_min: float | None
    """How long after it was raised the first answer came that counts [min]."""
    director_at: str | None
    """When it went to the race director, unanswered or passed on."""
    everyone_at: str | None
    """When it went to everyone, still unanswered."""


class UnraisedTold(Struct, frozen=True):
    """What the watch finds of a moment and nobody had raised by then."""

    what: str
    title: str
    stage: StageNo
    since: str
    found: str
    """The first look at which it is found and was not raised."""
    last: str
    """The last look at which it still is."""
    raised_later: str | None
    """When it was raised all the same, later."""
    who: tuple[str, ...]
    runners: int
    place: PlaceId
    evidence: tuple[str, ...]
    left_out: int


class ResponsesTold(Struct, frozen=True):
    """How soon headquarters answered [min]; null where there is nothing to go by."""

    raised: int
    answered: int
    owned: int
    dismissed: int
    unanswered: int
    answered_half_within_min: float | None
    owned_half_within_min: float | None
    slowest_min: float | None
    went_to_director: int
    went_to_everyone: int
    looks: int
    """At how many moments the watch was run again to find what nobody raised."""
