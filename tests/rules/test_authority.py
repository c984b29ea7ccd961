"""Rights are worked out from the records alone: in any order the same, from the root down, to the last cut."""

import random

import pytest
from devices_drawn import HOUR, Tent, camp, device, enrols, key_of, passed
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from races import FIRST_START, ruled
from stagerace.core.clock import Instant, Stamp
from stagerace.core.names import DeviceId, NodeId, Number, PlaceId, numbers_of
from stagerace.core.records import Body, Confirmed, NodeAnnounced, Passing, Record, Voided
from stagerace.rules.authority import in_right, rights_of
from stagerace.rules.facts import fold


def counting(records: list[Record], root: str = "") -> list[Body]:
    found, others = in_right(records, device(root) if root else DeviceId(""))
    assert len(found) + len(others) == len({record.id for record in records})
    return [record.body for record in found]


def bibs(records: list[Record], root: str = "") -> set[str]:
    return {body.bib for body in counting(records, root) if isinstance(body, Passing)}


def reasons(records: list[Record]) -> list[str]:
    return [why for _, why in in_right(records)[1]]


def test_where_nobody_was_enrolled_everything_counts() -> None:
    tent = Tent()
    tent.write("a", passed("1"), ruled("r1", "penalty", 1, "1", 5))
    tent.records.append(Record(NodeId("old"), Number(1), Stamp(5), passed("2")))
    assert bibs(tent.records) == {"1", "2"}
    assert rights_of(tent.records).root == ""
    assert fold(tent.records).rights is None


def test_what_an_enrolled_device_may_write_counts_and_nothing_else() -> None:
    tent = camp()
    tent.write("timekeeper", passed("1"), passed("2", "1CP2"), ruled("r1", "penalty", 1, "1", 5))
    tent.write("stranger", passed("3"))
    assert bibs(tent.records) == {"1"}
    assert "a timekeeper of 1CP1 may not write this" in reasons(tent.records)
    assert f"device {device('stranger')} was never enrolled" in reasons(tent.records)
    facts = fold(tent.records)
    assert set(facts.seen) == {"1"}
    assert not facts.rulings
    assert len(facts.without_right) == 4


def test_a_device_enrolled_twice_may_do_what_either_role_may() -> None:
    tent = camp()
    tent.write("timekeeper", passed("1"), passed("2", "1CP2"))
    tent.write("root", enrols("timekeeper", "timekeeper", "root", "1CP2"))
    assert bibs(tent.records) == {"1", "2"}


def test_a_timekeeper_takes_back_its_own_word_and_a_captain_anybodys_there() -> None:
    tent = camp()
    tent.write("root", enrols("second", "timekeeper", "root", "1CP1"))
    (mine,), (theirs,) = tent.write("timekeeper", passed("1")), tent.write("second", passed("2"))
    (far,) = tent.write("director", passed("3", "1CP2"))
    answers = [Voided(mine.id, "x"), Voided(theirs.id, "y"), Voided(far.id, "z"), Confirmed(theirs.id, "y")]
    tent.write("timekeeper", *answers[:3])
    assert [b.target for b in counting(tent.records) if isinstance(b, Voided)] == [mine.id]
    tent.write("captain", *answers)
    assert [b.target for b in counting(tent.records) if isinstance(b, Voided)] == [mine.id, mine.id, theirs.id]
    assert [b.target for b in counting(tent.records) if isinstance(b, Confirmed)] == [theirs.id]


def test_a_device_that_draws_a_new_node_goes_on_taking_back_what_it_wrote_as_the_old_one() -> None:
    tent = camp()
    (mine,) = tent.write("timekeeper", passed("1"))
    tent.write("timekeeper", Voided(mine.id, "x"), node="n-after-restore")
    assert [b.target for b in counting(tent.records) if isinstance(b, Voided)] == [mine.id]


def test_enrolments_by_those_who_may_not_do_not_count() -> None:
    tent = camp()
    tent.write("captain", enrols("friend", "timekeeper", "captain", "1CP1"))
    tent.write("director", enrols("boss", "hq", "director"), enrols("peer", "director", "director"))
    tent.write("stranger", enrols("helper", "hq", "stranger"))
    for name in ("friend", "boss", "peer", "helper"):
        tent.write(name, passed(str(len(name))))
    assert bibs(tent.records) == set()
    assert rights_of(tent.records).enrolled.keys() == {
        device(name) for name in ("root", "director", "captain", "timekeeper", "medic")
    }


def test_nobody_else_can_make_themselves_the_root() -> None:
    tent = camp()
    tent.write("thief", enrols("thief", "hq", "thief"), passed("66"), at=-HOUR)
    assert bibs(tent.records, root="root") == set()
    assert rights_of(tent.records, device("root")).root == device("root")


@pytest.mark.parametrize(
    "change",
    [
        {"device": device("other")},
        {"sign_key": b"short"},
        {"box_key": b""},
        {"role": "chief"},
        {"role": "timekeeper", "place": PlaceId("")},
    ],
)
def test_an_enrolment_that_is_not_in_order_does_not_count(change: dict[str, object]) -> None:
    tent = camp()
    tent.write("root", replace(enrols("new", "captain", "root", "1CP1"), **change))
    tent.write("new", passed("1"))
    assert bibs(tent.records) == set()


@pytest.mark.parametrize("change", [{"role": "director"}, {"by": device("x")}, {"sign_key": key_of("x")}])
def test_a_first_enrolment_that_is_not_in_order_makes_no_root(change: dict[str, object]) -> None:
    tent = Tent()
    tent.write("a", replace(enrols("a", "hq", "a"), **change), passed("1"))
    tent.write("b", passed("2"))
    assert bibs(tent.records) == {"1", "2"}


def test_records_of_before_anybody_had_keys_count_as_far_as_the_root_vouches() -> None:
    tent = Tent()
    old = [Record(NodeId("old"), Number(n), Stamp(FIRST_START + n), b) for n, b in enumerate(
        (NodeAnnounced("old"), passed("1"), passed("2")), 1)]  # fmt: skip
    tent.records += old
    tent.write("unknown", passed("3"), passed("4"))
    vouched = {NodeId("old"): Number(2), NodeId("n-unknown"): Number(2)}
    tent.write("root", enrols("root", "hq", "root", vouched=numbers_of(vouched)))
    assert bibs(tent.records) == {"1", "3"}
    assert "node old names no device" in reasons(tent.records)


def test_a_vouching_by_who_may_not_enrol_is_worth_nothing() -> None:
    tent = camp()
    tent.write("stranger", passed("1"))
    tent.write("captain", enrols("x", "timekeeper", "captain", "1CP1", vouched=numbers_of(tent.held("stranger"))))
    assert bibs(tent.records) == set()


def test_what_a_lost_first_record_hides_is_not_lost_with_it() -> None:
    tent = camp()
    tent.write("timekeeper", passed("1"))
    first = next(r for r in tent.records if r.node == "n-timekeeper" and r.number == 1)
    tent.records.remove(first)
    assert bibs(tent.records) == {"1"}


# Revocation.


def test_a_revoked_device_counts_up_to_what_was_held_and_of_before() -> None:
    tent = camp()
    tent.write("timekeeper", passed("1"), passed("2", at=3 * HOUR), at=HOUR)
    tent.write("timekeeper", passed("3"), at=3 * HOUR)
    tent.revokes("root", "timekeeper", since=2 * HOUR, at=3 * HOUR)
    tent.write("timekeeper", passed("4"), at=HOUR)
    assert bibs(tent.records) == {"1"}
    assert any("was revoked when number 4 was the last held" in why for why in reasons(tent.records))
    assert sum("of the time after" in why for why in reasons(tent.records)) == 2


@given(wall=st.integers(-(10**9), 10**9), seen_at=st.integers(-(10**9), 10**9), bodies=st.integers(1, 4))
def test_a_stolen_device_that_backdates_gains_nothing(wall: int, seen_at: int, bodies: int) -> None:
    tent = camp()
    tent.write("timekeeper", passed("1"), at=HOUR)
    tent.revokes("director", "timekeeper", since=2 * HOUR)
    tent.write("timekeeper", *(passed(str(66 + n), at=seen_at) for n in range(bodies)), at=wall)
    tent.write("timekeeper", passed("77", at=seen_at), at=wall, node="n-another-node-of-the-thief")
    assert bibs(tent.records) == {"1"}


def test_what_a_stolen_headquarters_enrols_and_revokes_after_the_theft_does_not_count() -> None:
    tent = camp()
    tent.write("root", enrols("second", "hq", "root"))
    tent.write("second", enrols("early", "timekeeper", "second", "1CP2"))
    tent.revokes("root", "second", since=2 * HOUR, at=3 * HOUR)
    tent.write("second", enrols("late", "hq", "second"), at=HOUR)
    tent.revokes("second", "timekeeper", since=0, at=HOUR)
    tent.write("late", passed("66"))
    tent.write("early", passed("2", "1CP2"))
    tent.write("timekeeper", passed("1"))
    assert bibs(tent.records) == {"1", "2"}


@pytest.mark.parametrize(
    ("by", "whom"),
    [("director", "root"), ("director", "second"), ("director", "peer"), ("second", "root"), ("third", "second"),
     ("captain", "timekeeper"), ("medic", "captain"), ("timekeeper", "timekeeper"), ("root", "root")],
)  # fmt: skip
def test_nobody_revokes_who_stands_above_or_beside_them(by: str, whom: str) -> None:
    tent = camp()
    tent.write("root", enrols("second", "hq", "root"), enrols("third", "hq", "root"))
    tent.write("root", enrols("peer", "director", "root"))
    tent.revokes(by, whom, since=0, held={})
    assert rights_of(tent.records).revoked == {}
    assert len(reasons(tent.records)) == 1


@pytest.mark.parametrize(
    ("by", "whom"),
    [("root", "second"), ("root", "director"), ("second", "third"), ("second", "director"), ("third", "director"),
     ("director", "captain"), ("director", "medic")],
)  # fmt: skip
def test_who_stands_above_revokes(by: str, whom: str) -> None:
    tent = camp()
    tent.write("root", enrols("second", "hq", "root"), enrols("third", "hq", "root"))
    tent.revokes(by, whom, since=0)
    assert rights_of(tent.records).revoked.keys() == {device(whom)}


def test_a_revocation_counts_whoever_enrolled_the_device_and_whenever() -> None:
    tent = camp()
    tent.write("root", enrols("second", "director", "root"))
    tent.revokes("director", "tablet", since=0, held={})
    tent.write("second", enrols("tablet", "captain", "second", "1CP1"))
    tent.write("tablet", passed("1"))
    assert bibs(tent.records) == set()


def test_a_revoked_device_asks_for_nothing_from_then_on() -> None:
    tent = camp()
    tent.revokes("root", "captain", since=2 * HOUR)
    rights, since = rights_of(tent.records), FIRST_START + 2 * HOUR
    assert rights.may(device("captain"), "push", Instant(since - 1))
    assert not rights.may(device("captain"), "push", Instant(since))
    assert not rights.may(device("captain"), "enrol", Instant(since - 1))
    assert not rights.may(device("stranger"), "read_records", Instant(0))


# Laws.


def busy() -> list[Record]:
    """A day with everything in it: two headquarters, promotions, thefts, answers, strangers."""
    tent = camp()
    tent.write("root", enrols("second", "hq", "root"))
    tent.write("second", enrols("tablet", "timekeeper", "second", "1CP2"), enrols("third", "hq", "second"))
    for n, name in enumerate(("timekeeper", "captain", "tablet", "stranger", "second")):
        (first,) = tent.write(name, passed(str(n), "1CP1" if n < 2 else "1CP2"))
        tent.write("captain", Voided(first.id, "x"))
    tent.revokes("root", "second", since=HOUR)
    tent.write("second", enrols("late", "director", "second"), passed("9"))
    tent.revokes("second", "captain", since=0)
    tent.revokes("third", "tablet", since=2 * HOUR)
    tent.write("tablet", passed("8", "1CP2"))
    tent.write("director", enrols("captain", "timekeeper", "director", "1CP2"))
    tent.write("captain", passed("7", "1CP2"))
    return tent.records


@given(st.randoms(use_true_random=False), st.data())
def test_in_whatever_order_and_however_often_records_come_the_rights_are_the_same(
    luck: random.Random, data: st.DataObject
) -> None:
    records = busy()
    mixed = [*records, *data.draw(st.lists(st.sampled_from(records)))]
    luck.shuffle(mixed)
    assert in_right(mixed) == in_right(records)
    mine, theirs = rights_of(mixed), rights_of(records)
    assert (mine.enrolled, mine.revoked, mine.devices) == (theirs.enrolled, theirs.revoked, theirs.devices)


@given(cut=st.integers(0, len(busy())))
def test_who_was_ever_let_in_only_grows(cut: int) -> None:
    records = busy()
    before = rights_of(records[:cut], heed_revocations=False).enrolled
    after = rights_of(records, heed_revocations=False).enrolled
    assert before.keys() <= after.keys()


@given(cut=st.integers(0, len(busy())))
def test_taking_in_one_more_record_comes_to_what_folding_all_comes_to(cut: int) -> None:
    records = sorted(busy(), key=lambda record: record.order)
    rest = [r for r in records[cut:] if isinstance(r.body, Passing | Voided | NodeAnnounced)]
    facts = fold(records[:cut])
    if facts.rights is None:
        return
    for record in rest:
        facts.add(record)
    whole = fold([*records[:cut], *rest])
    assert facts.seen == whole.seen
    assert facts.answers == whole.answers
