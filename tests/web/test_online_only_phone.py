"""A phone without keys: the camp node writes for it what its role may write, each thing once, until it is revoked."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from app_phones import PassPhone
from camps import NOON, Site, served, told
from test_who_may_what import BODIES, MAY, SWAPS, TARGETS

from laptops import invited
from races import seen
from stagerace.core.names import NodeId, Number
from stagerace.core.passes import PASS_POWERS, Pass, pass_bytes, read_pass, say_pass
from stagerace.core.roles import ROLES
from stagerace.log.keys import new_keys
from stagerace.node.camp import open_camp
from stagerace.node.folder import RaceFolder
from stagerace.node.online.book import Line
from stagerace.sync.swapping import Swap
from stagerace.web.needs import NEEDS

NONCE = "a-nonce-of-its-own"


@pytest.fixture
def phone(site: Site) -> PassPhone:
    made = PassPhone(site)
    made.enrol()
    return made


def passings(site: Site) -> list[tuple[str, str]]:
    facts = site.camp.present.view().facts
    return [(each.bib, each.source) for each in facts.passings.values() if each.source]


def test_it_is_taken_in_listed_and_called_online(site: Site, phone: PassPhone) -> None:
    (known,) = [
        each for each in site.ask("hq", "GET", "/api/devices").json()["devices"] if each["device"] == phone.device
    ]
    assert known["label"] == "old phone, online"
    assert [(duty["role"], duty["place"]) for duty in known["duties"]] == [("timekeeper", "1CP1")]


def test_a_lost_answer_is_given_again_and_the_code_is_no_good_for_anybody_else(site: Site) -> None:
    phone, other = PassPhone(site), PassPhone(site)
    token = invited(site, "captain", "1CP1")
    first = phone.ask_for_pass(token).json()
    assert phone.ask_for_pass(token).json() == first
    refused = other.ask_for_pass(token)
    assert refused.status_code == 400
    assert "used already" in told(refused)["what"]


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"captain", "timekeeper"}))
def test_only_who_is_held_to_a_place_is_taken_in_so(site: Site, role: str) -> None:
    token = invited(site, role)
    assert PassPhone(site).ask_for_pass(token).status_code == 400
    assert PassPhone(site).ask_for_pass("no token").status_code == 400


def test_what_it_sends_is_written_when_it_is_acknowledged(site: Site, phone: PassPhone) -> None:
    answer = phone.passing("7", segment=3, mono=99).json()
    assert answer["node"] == site.camp.node
    assert (answer["wall"], answer["again"]) == (NOON, False)
    body = answer["body"]
    assert body == {
        "kind": "passing", "bib": "7", "place": "1CP1", "seen_at": NOON, "source": "keypad old phone, online",
    }  # fmt: skip
    assert ("7", "keypad old phone, online") in passings(site)
    own = phone.get("/api/post").json()["own"]
    assert [(each["id"], each["bib"]) for each in own] == [(f"{answer['node']}:{answer['number']}", "7")]


def test_the_same_sent_twice_is_written_once_and_a_nonce_is_good_for_one_record(site: Site, phone: PassPhone) -> None:
    first = phone.passing("7", nonce=NONCE).json()
    again = phone.passing("7", nonce=NONCE).json()
    assert again == {**first, "again": True}
    assert len(passings(site)) == 1
    other = phone.passing("8", nonce=NONCE)
    assert other.status_code == 400
    assert "nonce" in told(other)["what"]
    assert phone.passing("8", nonce="short").status_code == 400


def test_a_nonce_is_each_phone_s_own(site: Site, phone: PassPhone) -> None:
    other = PassPhone(site)
    other.enrol()
    assert not phone.passing("7", nonce=NONCE).json()["again"]
    assert not other.passing("8", nonce=NONCE).json()["again"]


def test_after_a_restart_the_pass_holds_and_what_was_sent_is_known(tmp_path: Path, own_home: Path, shut: Site) -> None:
    with served(shut):
        phone = PassPhone(shut)
        phone.enrol()
        first = phone.passing("7", nonce=NONCE).json()
    shut.camp.close()
    shut.camp = open_camp(RaceFolder(tmp_path / "sahara"), shut.watch, own_home=own_home)
    with served(shut):
        assert phone.passing("7", nonce=NONCE).json() == {**first, "again": True}
        assert not phone.passing("8").json()["again"]
        target = [first["node"], first["number"]]
        assert phone.record({"kind": "voided", "target": target, "by": "AB"}).status_code == 200, "still its own"
    assert [bib for bib, _ in passings(shut)] == ["7", "8"]


def test_power_that_failed_between_book_and_log_costs_nothing_and_doubles_nothing(site: Site, phone: PassPhone) -> None:
    first = phone.passing("7", nonce=NONCE).json()
    line = site.camp.book.find(read_pass(phone.held)[0].device, NONCE)
    assert line is not None
    beyond = (NodeId(first["node"]), Number(first["number"] + 1))
    site.camp.book.note(read_pass(phone.held)[0].device, "noted-not-written", Line(line.digest, beyond))
    again = phone.passing("7", nonce="noted-not-written").json()
    assert (again["number"], again["again"]) == (beyond[1], False)
    assert phone.passing("7", nonce="noted-not-written").json()["again"]


def test_what_the_disk_refused_makes_nobody_elses_record_its_own(site: Site, phone: PassPhone) -> None:
    first = phone.passing("7", nonce=NONCE).json()
    device = read_pass(phone.held)[0].device
    line = site.camp.book.find(device, NONCE)
    assert line is not None
    beyond = (NodeId(first["node"]), Number(first["number"] + 1))
    site.camp.book.note(device, "noted-not-written", Line(line.digest, beyond))
    (theirs,) = site.camp.writer.append([seen("8", "1CP1", NOON)]).result(10)
    assert theirs.id == beyond
    refused = phone.record({"kind": "voided", "target": list(theirs.id), "by": "AB"})
    assert refused.status_code == 403
    own = {each["id"] for each in phone.get("/api/post?place=1CP1").json()["own"]}
    assert own == {f"{first['node']}:{first['number']}"}


def sent(kind: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "place": "1CP1", **more}


ALLOWED = {
    "timekeeper": [
        sent("gun_fired", fired_at=NOON),
        sent("not_at_start", noted_at=NOON, bibs=["1"]),
        sent("withdrawal_reported", bib="1", reported_at=NOON),
        sent("roll_called", called_at=NOON, present=["1"]),
        sent("swept", swept_at=NOON),
        sent("checkpoint_closed", closed_at=NOON),
        sent("hold_called", hold="h1", held_from=NOON, code="4XKW"),
        sent("shift_handed", handed_at=NOON),
    ],
    "captain": [sent("hold_called", hold="h1", held_from=NOON)],
}
REFUSED = {
    "timekeeper": [
        sent("hold_called", hold="h1", held_from=NOON),
        sent("passing", bib="1", seen_at=NOON, place="1CP2"),
        sent("swept", swept_at=NOON, place="1CP2"),
    ],
    "captain": [sent("passing", bib="1", seen_at=NOON, place="1CP2")],
}
NEVER = [
    {"kind": "node_announced", "label": "x"},
    {"kind": "ruled", "id": "r", "announced": NOON, "ruling": "penalty"},
    {"kind": "clock_anchor", "sent_at": 0, "received_at": 0, "answered_at": 0, "heard_at": 0, "mono": 0, "segment": 1,
     "reference": "x"},
    {"kind": "gate_frozen"},
    {"kind": "nonsense"},
    {"kind": "passing"},
    sent("passing", bib="1 2", seen_at=NOON),
    sent("passing", bib="1", seen_at="noon"),
    {},
]  # fmt: skip


@pytest.mark.parametrize("role", ["timekeeper", "captain"])
def test_it_writes_what_a_device_of_its_role_and_place_may_and_no_more(site: Site, role: str) -> None:
    phone = PassPhone(site)
    phone.enrol(role)
    for body in ALLOWED[role]:
        answer = phone.record(body)
        assert answer.status_code == 200, answer.text
    before = site.camp.live.position
    for body in REFUSED[role]:
        answer = phone.record(body)
        assert answer.status_code == 403, body
        assert "may not write" in told(answer)["what"]
    for body in NEVER:
        assert phone.record(body).status_code == 400, body
    assert site.camp.live.position == before


ANSWERS: list[Callable[[list[Any]], dict[str, Any]]] = [
    lambda target: {"kind": "voided", "target": target, "by": "AB"},
    lambda target: {"kind": "bib_read", "target": target, "bib": "12"},
    lambda target: {"kind": "confirmed", "target": target, "by": "AB"},
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_timekeeper_answers_only_what_their_own_phone_wrote_here(site: Site, phone: PassPhone, answer: Any) -> None:
    other, captain = PassPhone(site), PassPhone(site)
    other.enrol()
    captain.enrol("captain")
    mine, theirs = (each.passing("1*").json() for each in (phone, other))
    (far,) = site.camp.writer.append([seen("3", "1CP2", NOON)]).result(10)
    targets = [[each["node"], each["number"]] for each in (mine, theirs)]
    assert phone.record(answer(targets[0])).status_code == 200
    assert phone.record(answer(targets[1])).status_code == 403
    assert captain.record(answer(targets[1])).status_code == 200, "a captain may, at their own place"
    assert captain.record(answer([far.node, far.number])).status_code == 403
    assert captain.record(answer(["nowhere", 7])).status_code == 403


def test_a_bib_read_later_and_put_back_again_is_written_each_time(site: Site, phone: PassPhone) -> None:
    mine = phone.passing("1*").json()
    target = [mine["node"], mine["number"]]
    for name in ("12", "13", "12"):
        assert not phone.record({"kind": "bib_read", "target": target, "bib": name}).json()["again"]
    assert [each["bib"] for each in phone.get("/api/post").json()["own"]] == ["12"]


def test_revoked_it_is_told_so_and_nothing_more_is_written(site: Site, phone: PassPhone) -> None:
    phone.passing("7")
    with site.person("director") as director:
        body = {"device": phone.device, "reason": "left in the sand"}
        assert director.post("/api/revoke", json=body, headers={"origin": site.url}).status_code == 200
    site.watch.on(1)
    for answer in (phone.passing("8"), phone.get("/api/post")):
        assert answer.status_code == 401
        assert "revoked" in told(answer)["what"]
    assert [bib for bib, _ in passings(site)] == ["7"]


def altered(held: str, **more: str) -> str:
    said, _, signature = held.partition(".")
    whole = json.loads(urlsafe_b64decode(said + "=" * (-len(said) % 4)))
    raw = json.dumps(whole | more, separators=(",", ":")).encode()
    return f"{urlsafe_b64encode(raw).decode().rstrip('=')}.{signature}"


def by_a_stranger(held: str) -> str:
    own, stranger = read_pass(held)[0], new_keys()
    made = Pass(own.log_id, own.device, own.role, own.place, stranger.device)
    return say_pass(made, stranger.sign.sign(pass_bytes(made)))


def in_the_root_s_name(held: str) -> str:
    own = read_pass(held)[0]
    return say_pass(own, new_keys().sign.sign(pass_bytes(own)))


FORGED: list[Callable[[str], str]] = [
    lambda held: altered(held, role="captain"),
    lambda held: altered(held, place="1CP2"),
    lambda held: altered(held, device="d0000000000000000"),
    lambda held: altered(held, log_id="0" * 32),
    lambda held: held[:-2],
    lambda held: held + "A",
    lambda held: held.partition(".")[0],
    lambda held: ".",
    lambda held: "",
    lambda held: "x" * 2_000,
    by_a_stranger,
    in_the_root_s_name,
]


@pytest.mark.parametrize("forge", FORGED)
def test_a_pass_that_was_forged_or_altered_lets_nobody_in(site: Site, phone: PassPhone, forge: Any) -> None:
    phone.held = forge(phone.held)
    for answer in (phone.passing("8"), phone.get("/api/post")):
        assert answer.status_code == 401
        told(answer)
    assert passings(site) == []


def test_a_pass_by_another_device_of_the_race_is_worth_what_that_may_enrol(site: Site, phone: PassPhone) -> None:
    own = read_pass(phone.held)[0]
    for role, status in (("director", 200), ("hq", 200), ("captain", 401), ("auditor", 401)):
        keys = site.keys[role]  # type: ignore[index]
        made = Pass(own.log_id, own.device, own.role, own.place, keys.device)
        phone.held = say_pass(made, keys.sign.sign(pass_bytes(made)))
        assert phone.get("/api/post").status_code == status, role


@pytest.mark.parametrize("role", ["timekeeper", "captain"])
def test_with_a_pass_every_way_is_tried(site: Site, role: str) -> None:
    phone = PassPhone(site)
    phone.enrol(role)
    for way in MAY:
        method, path = way.split(" ")
        target, body = TARGETS.get(way, path), BODIES.get(way, b"")
        kind = "application/msgpack" if way in SWAPS else "application/json"
        if way in SWAPS:
            body = msgspec.msgpack.encode(Swap(1, site.camp.meta.log_id, NodeId("n"), "tablet", {}))
        headers = {**phone.headers, "content-type": kind}
        with site.client() as client, client.stream(method, target, content=body, headers=headers) as answer:
            need = NEEDS[way]
            is_power = need not in ("nothing", "not too often", "known")
            if is_power and (need not in PASS_POWERS or need not in ROLES[role].powers):  # type: ignore[index]
                assert answer.status_code == 403, way
            else:
                assert answer.status_code in (200, 303, 400, 401, 404), way


def test_what_is_known_of_people_stays_away_from_a_line_that_others_read(site: Site, phone: PassPhone) -> None:
    assert set(phone.get("/api/who").json()["powers"]) == {"keep_times", "read_names", "read_records"}
    assert phone.get("/api/people").status_code == 403
    assert phone.get("/api/vector").status_code == 403
