"""Small races with everything the gate must judge, and what may be seen of what left."""

from collections.abc import Iterable, Sequence

import msgspec
from hypothesis import strategies as st

from races import FIRST_START, at, entered, id_of, plan, records, ruled, seen, sheet
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant
from stagerace.core.names import Bib, PlaceId, RecordId, StageNo, Subject
from stagerace.core.records import (
    BibRead,
    Body,
    Confirmed,
    ConsentGiven,
    Embargoed,
    Entered,
    Forgotten,
    GateFrozen,
    GateReleased,
    GunFired,
    HoldCalled,
    Passing,
    PlanAdopted,
    Record,
    RollCalled,
    SetAside,
    ShiftHanded,
    StageTime,
    Unknown,
    Voided,
    WithdrawalReported,
)
from stagerace.gate import PUBLIC, Chance, Passed, Position, Viewer, through
from stagerace.rules.classes import Scope
from stagerace.rules.race import race_of
from stagerace.rules.tables import table

BIBS = ("7", "12", "13", "147")
NAMES = {Subject(f"subject of {bib}"): f"Zora{bib} Quill" for bib in BIBS}
"""Who the runners are; each name also stands in texts that people typed."""
FIELD: tuple[Body, ...] = (
    PlanAdopted(plan(2, together=Elapsed(HOUR))),
    entered("7", "F", 30, team="Zora7 and friends", country="FRA"),
    entered("12", "M", 40, team="Zora7 and friends"),
    entered("13", "F", 50),
    entered("147", "M", 60),
)
LATE = at(9, "0")
"""After everything."""


def race_with(*bodies: Body) -> list[Record]:
    """The records of a race of four runners and two stages, and of these, which start with number 6."""
    return records(*FIELD, *bodies)


def nth(position: int) -> RecordId:
    """The identity of the record of the so-manieth body given to `race_with`, from 1."""
    return id_of(len(FIELD) + position)


def subject(bib: str) -> Subject:
    """Who wears a bib."""
    return Subject(f"subject of {bib}")


def consent(bib: str, what: str, given: bool = True, when: Instant = FIRST_START) -> ConsentGiven:
    """A runner's word."""
    return ConsentGiven(subject(bib), what, when, given, "Ana")  # type: ignore[arg-type]


def freeze(bibs: str, when: Instant) -> GateFrozen:
    """A freeze."""
    return GateFrozen(when, bibs, why="being looked after", by="Ana")


def release(target: RecordId, role: str, when: Instant, bibs: str = "") -> GateReleased:
    """A signature under a release."""
    return GateReleased(target, role, when, bibs, "Ana")  # type: ignore[arg-type]


def position(bib: str, when: Instant) -> Position:
    """Where a tracker was."""
    return Position(Bib(bib), when, 29.5, 30.25)


def chance(bib: str, when: Instant) -> Chance:
    """How likely somebody is to finish."""
    return Chance(Bib(bib), when, "race", 0.5)


def public(the_records: Iterable[Record], when: Instant = LATE) -> Passed:
    """What the public may see."""
    return through(the_records, PUBLIC, when, people=NAMES)


def passings(passed: Passed) -> set[tuple[str, str, Instant]]:
    """Who was seen where and when, as far as it left."""
    return {(r.body.bib, r.body.place, r.body.seen_at) for r in passed.records if isinstance(r.body, Passing)}


def sheets(passed: Passed) -> set[StageTime]:
    """The sheets that left."""
    return {record.body for record in passed.records if isinstance(record.body, StageTime)}


def bibs_in(passed: Passed) -> set[str]:
    """The runners entered, as far as it left."""
    return {record.body.bib for record in passed.records if isinstance(record.body, Entered)}


def as_bytes(passed: Passed) -> bytes:
    """Everything that left, byte for byte."""
    return msgspec.json.encode(passed, order="sorted")


def tables(the_records: Sequence[Record], classes: Iterable[str] = ("overall", "women", "team")) -> bytes:
    """Every table of a race as bytes."""
    race = race_of(the_records)
    scopes = [Scope(stage=stage.n) for stage in race.plan] + [Scope(after=stage.n) for stage in race.plan]
    return msgspec.json.encode([table(race, scope, cls) for scope in scopes for cls in classes])


MOMENTS = st.integers(-1, 40).map(lambda hours: Instant(FIRST_START + hours * HOUR + 7 * MINUTE))
RUNNERS = st.sampled_from(BIBS)
SOURCES = st.sampled_from(("mat Zora7", "mat B", "keypad of Zora12 Quill", "paper", "radio", ""))
PLACES = st.sampled_from(("1START", "1CP1", "1CP2", "1FINISH", "2START", "2CP1", "2FINISH", "medic tent"))
WORDS = st.sampled_from(("", "Zora7 Quill was ill", "said Zora13 Quill"))
GROUPS = st.sampled_from(("7", "12", "13", "all", "7 12", "12-13", "all except 12", "1-200", "nobody, really"))
PASSINGS = st.builds(
    seen, RUNNERS | st.sampled_from(("1*", "999")), PLACES, MOMENTS, st.sampled_from((None, "in", "out")), SOURCES
)
VOUCHED = st.builds(seen, RUNNERS, PLACES, MOMENTS, st.none(), SOURCES, confirmed_by=WORDS)
SHEETS = st.builds(
    sheet, st.sampled_from((1, 2)), RUNNERS, st.sampled_from(("5:00:00", "7:10:00", "")), st.just("finished")
) | st.builds(sheet, st.sampled_from((1, 2)), RUNNERS, st.just(""), st.sampled_from(("withdrawn", "not_started")))
KINDS = (
    "penalty",
    "credit",
    "withdraw",
    "stop",
    "disqualify",
    "unranked",
    "cancel",
    "give",
    "neutralise",
    "cap",
    "yodel",
)


TOLD_TO_ALL = ("", "sand over the course", "gear missing at the check")
"""Reasons in words for everybody."""


def decisions(groups: st.SearchStrategy[str] = GROUPS, *, revoking: bool = True) -> st.SearchStrategy[Body]:
    """Decisions in words that people typed; with revocations and new versions unless told otherwise."""
    names = st.sampled_from(("r1", "r2", "r3")) if revoking else st.integers(0, 10**9).map(str)
    revokes = st.sampled_from(("", "", "r1", "r2", "r3")) if revoking else st.just("")
    kind = st.sampled_from((*KINDS, "revoke")) if revoking else st.sampled_from(KINDS)
    return st.builds(
        ruled,
        names,
        kind,
        st.sampled_from((1, 2)),
        groups,
        st.sampled_from((10, 30)),
        announced=MOMENTS,
        reason=WORDS,
        custody=WORDS,
        rule=WORDS,
        told=st.sampled_from(TOLD_TO_ALL),
        revokes=revokes,
        place=st.sampled_from((None, None, PlaceId("1CP1"), PlaceId("tent of Zora12 Quill"))),
    )


TARGETS = st.integers(1, 22).map(id_of)
ANSWERS = (
    st.builds(Confirmed, TARGETS, WORDS, WORDS, st.none() | RUNNERS.map(Bib))
    | st.builds(Voided, TARGETS, WORDS)
    | st.builds(BibRead, TARGETS, (RUNNERS | st.just("1*")).map(Bib), WORDS, WORDS)
)
CONSENTS = st.builds(
    consent, RUNNERS, st.sampled_from(("name", "chance", "position", "family", "crew")), st.booleans(), MOMENTS
)
FREEZES = st.builds(freeze, GROUPS, MOMENTS)
RELEASES = st.builds(release, TARGETS, st.sampled_from(("director", "medic")), MOMENTS, st.sampled_from(("", "12")))
EMBARGOES = st.builds(
    Embargoed,
    st.sampled_from(("e1", "e2")),
    MOMENTS,
    MOMENTS,
    st.none() | st.sampled_from((1, 2)).map(StageNo),
    st.sampled_from(("", "12", "7 13")),
)
FORGOTTEN = st.builds(Forgotten, RUNNERS.map(subject), MOMENTS)
UNKNOWN = st.builds(
    Unknown, st.sampled_from(("sleep_diary", "passing")), st.just(9), st.just(b'{"name":"Zora7 Quill"}')
)
SEEN = PASSINGS | VOUCHED | SHEETS
IDS = PLACES.map(PlaceId)
REPORTED = st.builds(WithdrawalReported, RUNNERS.map(Bib), IDS, MOMENTS, WORDS, WORDS, WORDS, WORDS, WORDS)
SAID = (
    REPORTED
    | REPORTED
    | st.builds(HoldCalled, IDS, WORDS, MOMENTS, st.none() | MOMENTS, WORDS, WORDS, WORDS, WORDS)
    | st.builds(RollCalled, IDS, MOMENTS, st.just((Bib("7"),)), st.just((Bib("12"),)), WORDS)
    | st.builds(GunFired, IDS, MOMENTS)
    | st.builds(ShiftHanded, IDS, MOMENTS, WORDS, WORDS, st.just(3), WORDS)
    | st.builds(SetAside, WORDS, MOMENTS, WORDS, WORDS)
)
"""What crews say of their checkpoints, with names in what they typed."""
ANYTHING = SEEN | SEEN | decisions() | ANSWERS | SAID | CONSENTS | FREEZES | RELEASES | EMBARGOES | UNKNOWN
RACES = st.lists(ANYTHING, max_size=14).map(lambda bodies: race_with(*bodies))
TOLD = st.lists(st.builds(position, RUNNERS, MOMENTS) | st.builds(chance, RUNNERS, MOMENTS), max_size=6)
VIEWERS: tuple[Viewer, ...] = (
    PUBLIC,
    Viewer("family", frozenset({subject("12")})),
    Viewer("crew"),
    Viewer("medical"),
    Viewer("hq"),
)
