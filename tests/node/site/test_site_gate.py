"""Every file of the site keeps what the gate keeps: each is walked, whatever kind it is of."""

from collections.abc import Mapping

import pytest
from gate_races import (
    ANSWERS,
    BIBS,
    CONSENTS,
    LATE,
    MOMENTS,
    SAID,
    SEEN,
    consent,
    decisions,
    freeze,
    nth,
    race_with,
    release,
    subject,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from silencing import silenced
from sites import site_of, text_of

from races import at, seen
from stagerace.core.clock import Instant
from stagerace.core.records import Body, ConsentGiven, Forgotten, PlanAdopted, Ruled
from stagerace.gate import Published

FEW = settings(max_examples=12)
EVENTS = st.lists(SEEN | decisions(st.sampled_from(("7", "12", "13", "all"))) | ANSWERS | SAID | CONSENTS, max_size=12)
ARRIVED = seen("12", "1CP1", at(1, "2:00:00"), "in")
LATER = seen("12", "1CP2", at(1, "4:00:00"), "in")
OTHERS = [
    seen(bib, place, at(1, clock), "in")
    for bib, place, clock in (
        ("7", "1CP1", "1:50:00"), ("7", "1CP2", "3:50:00"), ("13", "1CP1", "2:10:00"), ("13", "1CP2", "4:20:00"),
        ("147", "1CP1", "2:20:00"),
    )
]  # fmt: skip
OPEN = [consent(bib, what) for bib in BIBS for what in ("name", "chance", "family")]
FREEZE = freeze("12", at(1, "3:00:00"))
LIVE = at(1, "5:00:00")
"""While the stage is on, so that pages tell what is expected."""


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.mark.parametrize("when", [LIVE, LATE])
def test_a_frozen_runners_site_is_byte_for_byte_that_of_a_silent_station(when: Instant) -> None:
    frozen = site_of(race_with(*OPEN, *OTHERS, ARRIVED, LATER, FREEZE), when)
    silent = site_of(race_with(*OPEN, *OTHERS, ARRIVED), when)
    assert differing(frozen, silent) == []


@pytest.mark.slow
@FEW
@given(EVENTS, st.integers(0, 12), MOMENTS, MOMENTS)
def test_no_file_tells_a_freeze_from_silence(bodies: list[Body], written: int, since: Instant, when: Instant) -> None:
    assume(not any(isinstance(body, Ruled) and body.ruling == "move_start" for body in bodies))
    whole = race_with(*bodies[:written], freeze("12", since), *bodies[written:])
    frozen_record = whole[5 + min(written, len(bodies))]
    silent = silenced([record for record in whole if record is not frozen_record], frozen_record, since)
    assert differing(site_of(whole, when), site_of(silent, when)) == []


def test_what_was_public_before_a_freeze_stays_as_it_was() -> None:
    log = race_with(*OPEN, *OTHERS, ARRIVED, LATER, FREEZE)
    before = len(log) - 1
    memory = Published({record.id: place for place, record in enumerate(log, 1)}, (before,))
    assert differing(site_of(log[:before], LATE), site_of(log, LATE, memory)) == []


@pytest.mark.parametrize("roles", [("director",), ("medic",), ("director", "director")])
def test_one_role_alone_releases_no_file(roles: tuple[str, ...]) -> None:
    bodies = [*OPEN, *OTHERS, ARRIVED, LATER, FREEZE]
    signatures = [release(nth(len(bodies)), role, at(1, "4:30:00")) for role in roles]
    assert differing(site_of(race_with(*bodies), LIVE), site_of(race_with(*bodies, *signatures), LIVE)) == []


def test_both_roles_let_everything_flow() -> None:
    bodies = [*OPEN, *OTHERS, ARRIVED, LATER, FREEZE]
    signatures = [release(nth(len(bodies)), role, at(1, "4:30:00")) for role in ("director", "medic")]
    free = site_of(race_with(*OPEN, *OTHERS, ARRIVED, LATER), LIVE)
    assert differing(site_of(race_with(*bodies, *signatures), LIVE), free) == []


@pytest.mark.slow
@FEW
@given(EVENTS, MOMENTS)
def test_without_consent_no_file_has_a_name_or_a_chance(bodies: list[Body], when: Instant) -> None:
    """Every runner's name, and everything people typed, has `Zora` in it."""
    silent = [body for body in bodies if not isinstance(body, ConsentGiven)]
    said = text_of(site_of(race_with(*silent), when))
    assert "zora" not in said.casefold()
    assert "in 100" not in said


def test_a_runner_who_agreed_is_named_and_one_who_did_not_is_not() -> None:
    site = site_of(race_with(consent("12", "name"), *OTHERS, ARRIVED), LIVE)
    said = text_of(site)
    assert "Zora12" in said
    assert not any(f"Zora{bib}" in said for bib in BIBS if bib != "12")


def test_a_chance_is_told_of_those_alone_who_agreed_to_it() -> None:
    site = site_of(race_with(consent("12", "chance"), *OTHERS, ARRIVED), LIVE)
    told = sorted(path for path, data in site.items() if b" in 100" in data and path.endswith(".html"))
    assert [path for path in told if "runner-" in path] == ["sahara-2031/runner-12.html"]


def test_who_was_forgotten_is_gone_from_every_file() -> None:
    bodies = [*OPEN, *OTHERS, ARRIVED, LATER]
    assert "Zora12" in text_of(site_of(race_with(*bodies), LATE))
    gone = site_of(race_with(*bodies, Forgotten(subject("12"), at(1, "6:00:00"))), LATE)
    never = [
        body for body in bodies if getattr(body, "bib", "") != "12" and getattr(body, "subject", "") != subject("12")
    ]
    without = [record for record in race_with(*never) if getattr(record.body, "bib", "") != "12"]
    assert "Zora12" not in text_of(gone)
    assert "runner-12." not in text_of(gone)
    assert any(isinstance(record.body, PlanAdopted) for record in without)
    assert differing(gone, site_of(without, LATE)) == []


def test_no_subject_no_record_and_no_node_of_the_log_stands_in_any_file() -> None:
    said = text_of(site_of(race_with(*OPEN, *OTHERS, ARRIVED, LATER, FREEZE), LIVE))
    assert "subject of" not in said
    assert '"hq"' not in said


def test_nothing_leads_to_a_familys_page() -> None:
    site = site_of(race_with(*OPEN, *OTHERS, ARRIVED), LIVE)
    secret = {path for path in site if "family-secret" in path}
    others = "\n".join(data.decode("utf-8", "replace") for path, data in site.items() if path not in secret)
    assert "family-secret" not in others
    for path in secret:
        assert b'content="noindex' in site[path], path
