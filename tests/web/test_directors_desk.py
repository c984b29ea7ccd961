"""The director's desk over HTTP: a decision is previewed, signed as it was looked at, posted, and taken back."""

import re
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from camps import Site, Watch, open_site, told
from msgspec import structs

from hold_scene import EVENING, HELD, RELEASED, crews_words, held_afternoon
from races import at, seen
from stagerace.core.check_codes import check_code
from stagerace.core.clock import HOUR, SECOND, Elapsed
from stagerace.core.names import PlaceId, WaveId
from stagerace.core.plan import Wave
from stagerace.core.records import Declared, PlanAdopted, Ruled, SetAside
from stagerace.log import create_log
from stagerace.node.camp import Camp, open_camp
from stagerace.node.deciding import propose
from stagerace.node.folder import RaceFolder
from stagerace.node.form_reading import Filled
from stagerace.node.ruling_forms import ALL, FORMS
from stagerace.rules.rulings import KINDS

PAGE = {"accept": "text/html"}
HOLD = {"kind": "hold", "place": "2CP3", "from": "14:00", "until": "15:10", "reason": "sandstorm"}
PENALTY = {"kind": "penalty", "stage": "2", "bibs": "7", "minutes": "30", "reason": "no head lamp", "rule": "12.3"}
WHAT = {
    "hold": HOLD,
    "close": {"stage": "2", "at": "15:00"},
    "shorten": {"place": "2CP3", "minutes": "90"},
    "neutralise": {"stage": "2", "place": "2CP3"},
    "cancel": {"stage": "2"},
    "move_start": {"stage": "2", "start": "07:30"},
    "penalty": PENALTY,
    "credit": {"stage": "2", "bibs": "12 23", "minutes": "0:20:00"},
    "give": {"stage": "2", "bibs": "7", "minutes": "6:00:00"},
    "cap": {"stage": "2", "minutes": "5:00:00"},
    "withdraw": {"stage": "2", "bibs": "7", "place": "2CP3", "at": "14:30", "custody": "car 4"},
    "stop": {"stage": "2", "bibs": "12", "at": "14:30"},
    "disqualify": {"stage": "2", "bibs": "23", "rule": "4"},
    "unranked": {"stage": "2", "bibs": "1"},
}
"""What is filled in for each kind."""


@pytest.fixture
def shut(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    site = open_site(tmp_path, own_home=own_home, bodies=held_afternoon(), now=EVENING)
    yield site
    site.camp.close()


@pytest.fixture
def director(site: Site) -> Iterator[httpx.Client]:
    with site.person("director") as client:
        client.headers["origin"] = site.url
        yield client


def rulings(site: Site) -> list[Ruled]:
    return [record.body for record in site.camp.present.view().records if isinstance(record.body, Ruled)]


def looked_at(director: httpx.Client, **fields: str) -> dict[str, Any]:
    answer = director.post("/api/preview", json=fields)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def sign(director: httpx.Client, seen: dict[str, Any], **fields: str) -> httpx.Response:
    return director.post("/api/sign", json={**fields, "begun": str(seen["begun"]), "digest": seen["digest"]})


def signed(director: httpx.Client, **fields: str) -> dict[str, Any]:
    answer = sign(director, looked_at(director, **fields), **fields)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def hidden(text: str) -> dict[str, str]:
    """The fields that the first form to sign of a page sends."""
    form = re.search(r'<form method="post" action="/api/sign".*?</form>', text, re.DOTALL)
    assert form is not None
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form[0])
    return {name: unescape(value) for name, value in found}


def total(site: Site, bib: str) -> int:
    with site.person("auditor") as client:
        rows = client.get("/api/standings?stage=2").json()["rows"]
    return int(next(row["elapsed_ms"] for row in rows if row["bib"] == bib))


def test_a_hold_is_previewed_signed_credited_and_taken_back(site: Site, director: httpx.Client) -> None:
    before = {bib: total(site, bib) for bib in ("1", "7", "12", "23")}
    preview = looked_at(director, **HOLD)
    assert rulings(site) == [], "a preview writes nothing"
    assert {wait["bib"]: wait["after_ms"] for wait in preview["changes"]["waits"]} == {
        "7": 70 * 60 * SECOND, "12": 65 * 60 * SECOND, "23": 0
    }  # fmt: skip
    changed = {
        each["who"]: (change["before"]["elapsed_ms"], change["after"]["elapsed_ms"])
        for each in preview["changes"]["runners"]
        for change in each["changes"]
        if change["stage"] == 2
    }
    assert changed["7"] == (before["7"], before["7"] - 70 * 60 * SECOND)

    answer = sign(director, preview, **HOLD)
    assert answer.json() == {"id": "R1", "record": answer.json()["record"], "again": False}
    (made,) = rulings(site)
    assert (made.announced, made.time, made.place, made.by) == (HELD, RELEASED - HELD, "2CP3", "director")
    after = {bib: total(site, bib) for bib in before}
    assert {bib: before[bib] - after[bib] for bib in before} == {
        "1": 0, "7": 70 * 60 * SECOND, "12": 65 * 60 * SECOND, "23": 0
    }  # fmt: skip

    back = {"kind": "revoke", "revokes": "R1", "reason": "it was another checkpoint"}
    assert signed(director, **back)["id"] == "R2"
    assert {bib: total(site, bib) for bib in before} == before


def test_a_person_does_all_that_with_forms_alone(site: Site, director: httpx.Client) -> None:
    shown = director.post("/api/preview", data=HOLD, headers=PAGE)
    assert shown.status_code == 200
    for said in ("2CP3 held for 1 h 10 min", "14:00 on 3 Mar", "15:10 on 3 Mar", "1:10:00", "1:05:00",
                 "No credit for it: 23", "Sign as director"):  # fmt: skip
        assert said in unescape(shown.text), said
    again = director.post("/api/preview", data={**hidden(shown.text), "step": "edit"}, headers=PAGE)
    assert 'value="14:00"' in again.text
    answer = director.post("/api/sign", data=hidden(shown.text), headers=PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/rulings?signed=R1#signed")
    desk = director.get("/desk/rulings?signed=R1", headers=PAGE).text
    assert "R1 is signed" in desk
    assert "is signed" not in director.get("/desk/rulings?signed=R9", headers=PAGE).text
    assert "Stands" in desk
    notice = director.get("/desk/notice/R1", headers=PAGE).text
    for said in ("2CP3 held for 1 h 10 min", "sandstorm", "director", "INTERNAL", "Signature", "Posted at", "1:10:00"):
        assert said in notice, said


def test_a_hold_still_on_is_released_by_its_next_version(site: Site, director: httpx.Client) -> None:
    still = {**HOLD, "until": ""}
    assert signed(director, **still)["id"] == "R1"
    desk = unescape(director.get("/desk/rulings", headers=PAGE).text)
    log_id = site.camp.meta.log_id
    assert check_code(log_id, PlaceId("2CP3"), HELD, "hold") in desk
    link = re.search(r'href="(/desk/rulings\?kind=hold&[^"#]*)#form">Release', desk)
    assert link is not None
    form = director.get(link[1], headers=PAGE).text
    assert 'name="id" value="R1"' in form
    assert 'value="2031-03-03 14:00"' in form
    release = {**HOLD, "from": "2031-03-03 14:00", "id": "R1"}
    assert signed(director, **release)["id"] == "R1"
    assert [ruled.time for ruled in rulings(site)] == [None, RELEASED - HELD]
    desk = unescape(director.get("/desk/rulings", headers=PAGE).text)
    assert check_code(log_id, PlaceId("2CP3"), RELEASED, "release") in desk
    assert "Before that, version 1: 2CP3 held, not released" in desk
    assert "version 2" in director.get("/desk/notice/R1", headers=PAGE).text


def test_every_kind_of_ruling_has_its_form_which_asks_all_it_needs() -> None:
    assert {form.kind for form in ALL} == set(KINDS) == set(WHAT)
    asks = {"stage": {"stage", "place"}, "bibs": {"bibs"}, "minutes": {"minutes", "start"}, "checkpoint": {"place"}}
    for kind in KINDS.values():
        for column in kind.needs:
            assert asks[column] & FORMS[kind.name].needed, (kind.name, column)
        assert "reason" in FORMS[kind.name].needed


@pytest.mark.parametrize("kind", WHAT)
def test_every_kind_is_decided_through_its_form_and_taken_back(site: Site, director: httpx.Client, kind: str) -> None:
    before = director.get("/api/standings").json()["rows"]
    fields = {"kind": kind, "reason": "so it was decided", **WHAT[kind]}
    assert 'action="/api/preview"' in director.get(f"/desk/rulings?kind={kind}", headers=PAGE).text
    shown = director.post("/api/preview", data=fields, headers=PAGE)
    assert shown.status_code == 200, shown.text
    assert "What changes" in shown.text
    assert director.post("/api/sign", data=hidden(shown.text), headers=PAGE).status_code == 303
    (made,) = rulings(site)
    assert (made.id, made.ruling, made.by) == ("R1", kind, "director")
    assert director.get("/api/standings").json()["rows"] != before
    assert director.get("/desk/notice/R1", headers=PAGE).status_code == 200
    signed(director, kind="revoke", revokes="R1", reason="a mistake")
    assert director.get("/api/standings").json()["rows"] == before


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"kind": "hold", "place": "2CP3", "reason": "x"}, "Held from is empty"),
     ({**HOLD, "from": "25:00"}, "no clock shows"), ({**HOLD, "place": "9CP9"}, "no place"),
     ({**HOLD, "reason": ""}, "Reason is empty"), ({**PENALTY, "rule": ""}, "Rule is empty"),
     ({**PENALTY, "bibs": "999"}, "nobody in the race"), ({**PENALTY, "minutes": "-5"}, "negative"),
     ({**PENALTY, "minutes": "soon"}, "not a number of minutes"), ({**PENALTY, "stage": "9"}, "no stage"),
     ({**PENALTY, "reason": "a" * 301}, "longer than 300"), ({"kind": "praise"}, "nobody said what"),
     ({"kind": "close", "stage": "1", "place": "2CP3", "at": "15:00", "reason": "x"}, "place of stage 2"),
     ({**HOLD, "until": "2031-03-03 13:00"}, "before the hold began"), ({**HOLD, "id": "R8"}, "there is no hold R8"),
     ({"kind": "revoke", "revokes": "R8", "reason": "x"}, "there is no ruling"),
     ({"kind": "declare", "result": "stage 3", "state": "official"}, "no result"),
     ({"kind": "declare", "result": "stage 2", "state": "perfect"}, "provisional or official")],
)  # fmt: skip
def test_what_cannot_be_taken_is_named_at_its_field(
    site: Site, director: httpx.Client, fields: dict[str, str], said: str
) -> None:
    for way in ("/api/preview", "/api/sign"):
        answer = director.post(way, json=fields)
        assert answer.status_code == 400
        assert said in told(answer)["what"]
        page = director.post(way, data=fields, headers=PAGE)
        assert page.status_code == 400
        assert said.casefold() in unescape(page.text).casefold()
    assert rulings(site) == []


def test_a_clock_is_given_the_day_of_its_stage_whenever_it_is_typed(site: Site, director: httpx.Client) -> None:
    site.watch.on(9 * HOUR)  # Five in the morning.
    held = looked_at(director, **HOLD)
    assert "held for 1 h 10 min" in held["told"]
    assert [wait["bib"] for wait in held["changes"]["waits"]] == ["7", "12", "23"]
    assert "2031" not in director.post("/api/preview", data={**HOLD, "from": "02:00", "until": ""}, headers=PAGE).text


def test_a_signature_sent_twice_is_one_ruling(site: Site, director: httpx.Client) -> None:
    for fields in (PENALTY, HOLD, {"kind": "declare", "result": "stage 1", "state": "provisional"}):
        preview = looked_at(director, **fields)
        first, second = (sign(director, preview, **fields).json() for _ in range(2))
        assert (first["again"], second["again"]) == (False, True)
        assert first["record"] == second["record"]
    assert [ruled.id for ruled in rulings(site)] == ["R1", "R2"]


def test_a_double_click_is_one_ruling(site: Site, director: httpx.Client) -> None:
    preview = looked_at(director, **PENALTY)
    answers: list[httpx.Response] = []
    clicks = [threading.Thread(target=lambda: answers.append(sign(director, preview, **PENALTY))) for _ in range(5)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join(10)
    assert {answer.json()["id"] for answer in answers} == {"R1"}
    assert len(rulings(site)) == 1


def test_the_same_again_after_it_was_taken_back_is_a_decision_of_its_own(site: Site, director: httpx.Client) -> None:
    signed(director, **HOLD)
    signed(director, kind="revoke", revokes="R1", reason="wrong")
    assert signed(director, **HOLD) == {"id": "R3", "record": rulings_record(site, "R3"), "again": False}


def rulings_record(site: Site, name: str) -> str:
    node, number = site.camp.present.view().facts.rulings[name].id
    return f"{node}:{number}"


def test_if_the_race_moved_on_what_would_change_is_shown_anew_and_nothing_signed(
    site: Site, director: httpx.Client
) -> None:
    shown = director.post("/api/preview", data=PENALTY, headers=PAGE)
    preview = looked_at(director, **PENALTY)
    site.camp.writer.append([seen("44", "2FINISH", at(2, "11:00:00")), Ruled(
        "P1", at(2, "11:30:00"), "penalty", bibs="7", stage=preview["changes"]["runners"][0]["changes"][0]["stage"],
        time=Elapsed(RELEASED - HELD))]).result(10)  # fmt: skip
    answer = sign(director, preview, **PENALTY)
    assert answer.status_code == 409
    assert "no longer" in told(answer)["what"]
    page = director.post("/api/sign", data=hidden(shown.text), headers=PAGE)
    assert page.status_code == 409
    assert "The race has moved on" in page.text
    assert [ruled.id for ruled in rulings(site)] == ["P1"]
    assert director.post("/api/sign", data=hidden(page.text), headers=PAGE).status_code == 303
    assert [ruled.id for ruled in rulings(site)] == ["P1", "R1"]


def test_a_passing_that_changes_nothing_of_it_holds_no_signature_up(site: Site, director: httpx.Client) -> None:
    preview = looked_at(director, **PENALTY)
    site.camp.writer.append([seen("999", "3CP1", EVENING)]).result(10)
    assert sign(director, preview, **PENALTY).status_code == 200


def test_two_directors_at_once_never_sign_under_one_number_nor_over_what_they_did_not_see(site: Site) -> None:
    fields = [{**PENALTY, "bibs": bib, "minutes": minutes} for bib, minutes in (("7", "1"), ("1", "2"), ("44", "3"))]
    answers: list[tuple[int, httpx.Response]] = []
    ready = threading.Barrier(len(fields))

    def decide(index: int) -> None:
        with site.person("director") as client:
            client.headers["origin"] = site.url
            preview = looked_at(client, **fields[index])
            ready.wait(10)
            answers.append((index, sign(client, preview, **fields[index])))

    people = [threading.Thread(target=decide, args=(index,)) for index in range(len(fields))]
    for person in people:
        person.start()
    for person in people:
        person.join(20)
    good = [answer.json()["id"] for _, answer in answers if answer.status_code == 200]
    assert len(answers) == 3
    assert {answer.status_code for _, answer in answers} <= {200, 409}
    assert good
    assert sorted(good) == sorted(ruled.id for ruled in rulings(site)) == [f"R{n + 1}" for n in range(len(good))]


def test_two_releases_of_one_hold_at_once_are_not_both_signed_unseen(site: Site, director: httpx.Client) -> None:
    signed(director, **{**HOLD, "until": ""})
    one, two = ({**HOLD, "until": until, "id": "R1"} for until in ("15:10", "15:00"))
    first, second = looked_at(director, **one), looked_at(director, **two)
    assert sign(director, first, **one).status_code == 200
    assert sign(director, second, **two).status_code == 409
    assert len(rulings(site)) == 2


def test_results_are_made_provisional_then_official_as_they_stand(site: Site, director: httpx.Client) -> None:
    for state in ("provisional", "official"):
        site.watch.on(SECOND)
        fields = {"kind": "declare", "result": "stage 2", "state": state}
        preview = looked_at(director, **fields)
        assert [(each["stage"], each["after"]) for each in preview["changes"]["results"]] == [(2, state)]
        assert sign(director, preview, **fields).status_code == 200
        version = director.get("/api/standings?stage=2").json()["version"]
        assert version == {"state": state, "position": preview["position"]}
    declared = [record.body for record in site.camp.present.view().records if isinstance(record.body, Declared)]
    assert [(body.state, body.by) for body in declared] == [("provisional", "director"), ("official", "director")]
    page = director.post("/api/preview", data=PENALTY, headers=PAGE)
    assert "Stage 2 is official and will no longer be" in page.text
    signed(director, **PENALTY)
    assert director.get("/api/standings?stage=2").json()["version"]["state"] == "live"
    desk = unescape(director.get("/desk/rulings", headers=PAGE).text)
    notice = re.search(r'href="(/desk/notice/n[^"]+)"', desk)
    assert notice is not None
    assert "Stage 2 made official" in director.get(notice[1], headers=PAGE).text


def test_a_result_made_provisional_again_and_official_once_more_is_official(site: Site, director: httpx.Client) -> None:
    fields = {"kind": "declare", "result": "stage 2"}
    for state in ("official", "provisional", "official"):
        site.watch.on(SECOND)
        answer = signed(director, **fields, state=state)
        assert not answer["again"]
        assert director.get("/api/standings?stage=2").json()["version"]["state"] == state


def test_a_start_is_moved_for_a_wave_from_where_it_is_now(site: Site, director: httpx.Client) -> None:
    plan = site.camp.present.race()[0].plan
    stages = (*plan.stages[:2], structs.replace(plan.stages[2], waves=(Wave(WaveId("B"), at(3, "1:00:00"), "1-9"),)))
    site.camp.writer.append([PlanAdopted(structs.replace(plan, stages=stages))]).result(10)
    first = {"kind": "move_start", "stage": "3", "wave": "B", "start": "9:30", "reason": "fog"}
    starts = looked_at(director, **first)["changes"]["starts"]
    assert [(move["wave"], move["before"], move["after"], move["bibs"]) for move in starts] == [
        ("B", at(3, "1:00:00"), at(3, "1:30:00"), ["1", "3", "7"])
    ]
    signed(director, **first)
    site.watch.on(SECOND)
    again = {**first, "start": "10:00"}
    starts = looked_at(director, **again)["changes"]["starts"]
    assert [(move["before"], move["after"]) for move in starts] == [(at(3, "1:30:00"), at(3, "2:00:00"))]
    signed(director, **again)
    everyone = {**first, "wave": "", "start": "7:00"}
    moved = {move["wave"]: move["after"] for move in looked_at(director, **everyone)["changes"]["starts"]}
    assert moved == {"": at(3, "0:00:00") - HOUR, "B": at(3, "1:00:00")}, "all waves move by as much"


def test_what_crews_said_asks_for_a_decision_until_it_has_one(site: Site, director: httpx.Client) -> None:
    site.camp.writer.append(crews_words()).result(10)
    desk = unescape(director.get("/desk/rulings", headers=PAGE).text)
    for said in ("2CP3 held 14:00 on 3 Mar to 15:10 on 3 Mar (captain of 2CP3)", "4 min late (starter)",
                 "2CP2 was closed by its crew at 14:40", "44 withdrew at 2CP3 at 15:40", "it counts already",
                 "Stage 2: not declared"):  # fmt: skip
        assert said in desk, said
    links = dict(re.findall(r'href="(/desk/rulings\?kind=(\w+)&[^"]*)#form">(?:Decide|Reverse it)', desk)[::-1])
    by_kind = {kind: link for link, kind in links.items()}
    assert set(by_kind) == {"hold", "move_start", "close", "revoke"}
    for kind, link in by_kind.items():
        query = {name: str(value) for name, value in httpx.URL(link).params.items()}
        fields = {"reason": "as the crew said", **query}
        assert fields["kind"] == kind
        assert signed(director, **fields)["id"].startswith("R")
    desk = unescape(director.get("/desk/rulings", headers=PAGE).text)
    assert "Nothing a crew said waits for you" in desk
    assert "Taken back by" in desk
    hold = next(ruled for ruled in rulings(site) if ruled.ruling == "hold")
    assert (hold.announced, hold.time) == (HELD, RELEASED - HELD)
    moved = next(ruled for ruled in rulings(site) if ruled.ruling == "move_start")
    assert moved.time == 4 * 60 * SECOND


def test_what_asks_for_a_decision_can_be_left_as_it_is(site: Site, director: httpx.Client) -> None:
    site.camp.writer.append(crews_words()).result(10)
    desk = unescape(director.get("/desk/rulings", headers=PAGE).text)
    names = re.findall(r'name="name" value="([^"]+)"', desk)
    assert len(names) == 4
    for name in [*names, names[0]]:
        answer = director.post("/api/set-aside", data={"name": name, "reason": "as planned"}, headers=PAGE)
        assert answer.status_code == 303
    assert director.post("/api/set-aside", json={"name": "anything"}).json() == {"set_aside": False}
    aside = [record.body for record in site.camp.present.view().records if isinstance(record.body, SetAside)]
    assert [(body.conflict, body.by) for body in aside] == [(name, "director") for name in names]
    assert "Nothing a crew said waits for you" in director.get("/desk/rulings", headers=PAGE).text


def test_a_reported_withdrawal_is_reversed(site: Site, director: httpx.Client) -> None:
    site.camp.writer.append(crews_words()).result(10)
    name = next(name for name in site.camp.present.view().facts.rulings if name.startswith("withdrawal "))
    assert status(director, "44") == "withdrawn"
    signed(director, kind="revoke", revokes=name, reason="it was another runner")
    assert status(director, "44") == "ranked"


def status(client: httpx.Client, bib: str) -> str:
    rows = client.get("/api/standings").json()["rows"]
    return str(next(row["status"] for row in rows if row["bib"] == bib))


def test_what_changes_nothing_says_so_before_it_is_signed(site: Site, director: httpx.Client) -> None:
    fields = {"kind": "move_start", "stage": "3", "start": "8:00", "reason": "as planned"}
    assert "Nothing changes" in director.post("/api/preview", data=fields, headers=PAGE).text


def test_nobody_but_the_race_director_signs(site: Site) -> None:
    for role in ("hq", "captain", "auditor"):
        with site.person(role) as client:
            client.headers["origin"] = site.url
            for way in ("/api/preview", "/api/sign"):
                assert client.post(way, json=PENALTY).status_code == 403
    assert rulings(site) == []


def test_names_and_reasons_that_look_like_markup_are_text(site: Site, director: httpx.Client) -> None:
    fields = {**PENALTY, "reason": "<script>alert(1)</script>", "rule": '"><b>'}
    page = director.post("/api/preview", data=fields, headers=PAGE)
    assert "<script>alert" not in page.text
    assert director.post("/api/sign", data=hidden(page.text), headers=PAGE).status_code == 303
    for path in ("/desk/rulings", "/desk/notice/R1"):
        assert "<script>alert" not in director.get(path, headers=PAGE).text


def test_a_notice_stays_as_it_was_when_it_was_signed(site: Site, director: httpx.Client) -> None:
    signed(director, **PENALTY)
    first = director.get("/desk/notice/R1", headers=PAGE).text
    signed(director, **{**PENALTY, "bibs": "12", "minutes": "1"})
    assert director.get("/desk/notice/R1", headers=PAGE).text == first
    signed(director, kind="revoke", revokes="R1", reason="a mistake")
    assert "This no longer stands" in director.get("/desk/notice/R1", headers=PAGE).text
    assert director.get("/desk/notice/R77", headers=PAGE).status_code == 404
    assert director.get("/desk/notice/x:1", headers=PAGE).status_code == 404


def test_while_a_notice_waits_for_the_race_to_be_read_others_are_answered(site: Site, director: httpx.Client) -> None:
    signed(director, **PENALTY)
    asked = threading.Thread(target=director.get, args=("/desk/notice/R1",))
    with site.camp.present._lock, site.client() as other:
        asked.start()
        for _ in range(30):
            assert other.get("/api/clock").status_code == 200
            asked.join(0.02)
        assert asked.is_alive()
    asked.join(10)
    assert not asked.is_alive()


def test_a_second_headquarters_gives_numbers_that_are_nobody_elses(tmp_path: Path, own_home: Path) -> None:
    first = open_site(tmp_path, own_home=own_home, bodies=held_afternoon(), now=EVENING)
    assert proposed(first.camp).id == "R1"
    first.camp.close()
    other = open_camp(first.camp.folder, Watch(EVENING), own_home=tmp_path / "other")
    try:
        assert proposed(other).id == f"R1-{other.node[-3:]}"
    finally:
        other.close()


def test_so_does_one_of_a_race_in_which_nobody_was_enrolled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = RaceFolder(tmp_path / "race")
    folder.path.mkdir()
    create_log(folder.log_path, EVENING, race="sahara-2031")
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "first"))
    first = open_camp(folder, Watch(EVENING))
    first.writer.append(held_afternoon()).result(10)
    assert proposed(first).id == "R1"
    first.close()
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "other"))
    other = open_camp(folder, Watch(EVENING))
    try:
        assert other.node != first.node
        assert proposed(other).id == f"R1-{other.node[-3:]}"
    finally:
        other.close()


def proposed(camp: Camp) -> Ruled:
    body = propose(camp, Filled(PENALTY, "director", EVENING)).body
    assert isinstance(body, Ruled)
    return body
