"""A phone that follows docs/app.md to the byte, and knows nothing else, is understood."""

import json
from typing import Any

import httpx
import pytest
from app_phones import JSON, KeyPhone
from camps import NOON, Site, served, told

from stagerace.web.bounds import Bounds


@pytest.fixture
def phone(site: Site) -> KeyPhone:
    made = KeyPhone(site)
    made.enrol()
    return made


def counting(site: Site) -> set[str]:
    facts = site.camp.present.view().facts
    return {passing.bib for passing in facts.passings.values()}


def test_it_is_taken_in_under_the_name_that_it_works_out_itself(site: Site) -> None:
    phone = KeyPhone(site)
    said = phone.enrol()
    assert (said["device"], said["role"], said["place"]) == (phone.device, "timekeeper", "1CP1")
    assert said["log_id"] == site.camp.meta.log_id


def test_what_it_wrote_is_taken_once_counts_and_is_acknowledged(site: Site, phone: KeyPhone) -> None:
    for bib in ("7", "8", "*", "D12"):
        phone.passing(bib)
    first = phone.carry().json()
    assert first == {"added": 5, "known": 0, "refused": [], "missing": {}, "held": 5}
    assert phone.carry().json() == {"added": 0, "known": 5, "refused": [], "missing": {}, "held": 5}
    assert counting(site) >= {"7", "8", "*", "D12"}
    assert not site.camp.present.view().facts.without_right


def test_words_in_every_script_go_through_the_chain_unchanged(site: Site, phone: KeyPhone) -> None:
    body = {"kind": "swept", "place": "1CP1", "swept_at": NOON, "note": "nadie detrás de mí ≈ 沙漠 🏜"}
    phone.write(body)
    assert phone.carry().json()["held"] == 2
    post = phone.get("/api/post?place=1CP1").json()
    assert post["reports"] == [{"id": f"{phone.node}:2", "wall": NOON, "body": body}]


def test_it_needs_no_proof_to_hand_in_and_sends_only_what_has_no_receipt(site: Site, phone: KeyPhone) -> None:
    phone.passing("7")
    assert phone.carry(proved=False).json()["held"] == 2
    phone.passing("8")
    answer = phone.carry(after=2).json()
    assert (answer["added"], answer["held"]) == (1, 3)


def test_a_gap_is_named_and_what_was_altered_is_refused_in_words(site: Site, phone: KeyPhone) -> None:
    phone.passing("7")
    phone.passing("8")
    assert phone.carry(after=1).json()["missing"] == {phone.node: 1}
    phone.rows[1][6] = phone.rows[1][6].replace(b'"7"', b'"9"')
    answer = phone.carry().json()
    assert (answer["added"], answer["held"]) == (0, 0)
    assert answer["refused"][0].startswith(f"{phone.node}:")
    assert "9" not in counting(site)


def test_what_it_may_not_write_is_held_and_counts_for_nothing(site: Site, phone: KeyPhone) -> None:
    phone.passing("7", place="1CP2")
    assert phone.carry().json()["held"] == 2
    assert "7" not in counting(site)


def test_a_proof_is_over_the_path_and_the_query_as_they_go_over_the_line(site: Site, phone: KeyPhone) -> None:
    assert phone.get("/api/post?place=1CP1").status_code == 200
    assert phone.get("/api/post?place=%31CP1&x=%20").status_code == 200
    proof = phone.proof("GET", "/api/post?place=1CP1")
    with site.client() as client:
        other = client.get("/api/post?place=1CP2", headers=proof)
    assert other.status_code == 401
    assert "does not fit" in told(other)["what"]
    assert other.headers["StageRace-Challenge"]


def test_a_device_with_a_proof_is_never_counted(site: Site) -> None:
    with served(site, Bounds(anonymous="8/minute", login="8/minute")):
        phone = KeyPhone(site)
        phone.enrol()
        answers = [phone.get("/api/post").status_code for _ in range(12)]
        answers += [phone.carry().status_code for _ in range(12)]
        assert set(answers) == {200}
        with site.client() as client:
            assert {client.get("/api/clock").status_code for _ in range(12)} == {200}
            assert {client.get("/app/").status_code for _ in range(12)} == {200}


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"[[[[", b"\xff", b'{"protocol":1}', b'"' + b"x" * 1_000])
def test_what_is_no_message_is_refused_in_words(site: Site, body: bytes) -> None:
    with site.client() as client:
        answer = client.post("/api/carry", content=body, headers=JSON)
    assert answer.status_code == 400
    told(answer)


def test_bytes_that_are_no_base64_are_refused(site: Site, phone: KeyPhone) -> None:
    message: dict[str, Any] = json.loads(phone.message())
    message["batch"][0][0][6] = "no base64!"
    with site.client() as client:
        assert client.post("/api/carry", json=message).status_code == 400


def test_the_clock_says_when_it_was_asked_and_when_it_answered(site: Site) -> None:
    with site.client() as client:
        said = client.get("/api/clock").json()
    assert said == {"heard_at": NOON, "said_at": NOON, "rate": 1.0}


def test_a_revoked_phone_is_told_so(site: Site, phone: KeyPhone) -> None:
    with site.person("director") as director:
        answer = director.post("/api/revoke", json={"device": phone.device, "reason": "lost"}, headers=_from(site))
        assert answer.status_code == 200, answer.text
    site.watch.on(1)
    refused: httpx.Response = phone.get("/api/post")
    assert refused.status_code == 401
    assert "revoked" in told(refused)["what"]


def _from(site: Site) -> dict[str, str]:
    return {"origin": site.url}
