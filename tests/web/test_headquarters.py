"""Headquarters over HTTP: who is where, alerts answered, dangers, holds, incidents, hand-overs, the end of a stage."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from camps import NOON, Site, open_site, served, told
from medic_camps import laptop_of

from hq_scene import HANDED, HQ_NOW, LOST, hq_bodies
from stagerace.core.clock import MINUTE
from stagerace.core.names import Bib, PlaceId, Subject
from stagerace.core.records import (
    AlertAnswered,
    Body,
    Care,
    Confided,
    GateReleased,
    HandedOver,
    HoldOrdered,
    IncidentOpened,
    IncidentTold,
    StageClosed,
    ZoneDrawn,
)
from stagerace.log import Contact
from stagerace.node.watching import Watcher

SECRET = "told in confidence"


@pytest.fixture
def site(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    site = open_site(tmp_path, own_home=own_home, bodies=hq_bodies(), now=HQ_NOW)
    with served(site):
        yield site
    site.camp.close()


@pytest.fixture
def rosa(site: Site) -> Iterator[httpx.Client]:
    with site.person("director") as client:
        client.headers["origin"] = site.url
        yield client


def hq(client: httpx.Client) -> dict[str, Any]:
    answer = client.get("/api/hq")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def order(client: httpx.Client, name: str, **fields: str) -> httpx.Response:
    return client.post(f"/api/hq/{name}", json=fields)


def written(site: Site, answer: httpx.Response) -> list[Body]:
    assert answer.status_code == 200, answer.text
    return [record.body for record in site.camp.present.view().records[-len(answer.json()["records"]) :]]


def alert_of(client: httpx.Client, what: str, bib: Bib) -> dict[str, Any]:
    return next(each for each in hq(client)["alerts"] if each["what"] == what and bib in each["bibs"])


def test_everybody_is_in_exactly_one_state_and_who_does_not_fit_is_named(rosa: httpx.Client) -> None:
    found = hq(rosa)
    count = found["count"]
    assert sum(count["states"].values()) == len(found["runners"]) == 60
    assert count["starters"] == 60
    assert [each["bibs"] for each in count["disagreements"]] == [[HANDED]]
    assert count["balances"] is False


def test_who_was_not_seen_is_told_with_the_way_they_may_have_come_and_when_they_were_due(rosa: httpx.Client) -> None:
    lost = next(each for each in hq(rosa)["runners"] if each["bib"] == LOST)
    assert (lost["state"], lost["where"], lost["due_at"]) == ("on_course", "1CP1 to 1CP2", "1CP2")
    assert (lost["low"], lost["high"]) == (7_000, 14_000)
    assert lost["due"] < HQ_NOW


def test_checkpoints_say_what_is_known_of_them(rosa: httpx.Client) -> None:
    places = {each["place"]: each for each in hq(rosa)["checkpoints"]}
    assert places["1CP3"]["state"] == "silent"
    assert places["1CP4"]["state"] == "held"
    assert places["1CP5"]["state"] == "told to hold", "it did not say that it heard of the hold"
    assert places["1CP4"]["litres"] == 240
    assert places["1CP5"]["here"] == ["59"]
    assert [each["label"] for each in places["1CP1"]["devices"]] == ["tablet of captain", "tablet of timekeeper"]


def test_what_was_read_is_not_sent_again_until_it_changed(site: Site, rosa: httpx.Client) -> None:
    tag = rosa.get("/api/hq").headers["etag"]
    assert rosa.get("/api/hq", headers={"if-none-match": tag}).status_code == 304
    site.camp.writer.append([IncidentOpened("x", "weather", HQ_NOW, PlaceId("1CP2"))]).result(10)
    assert rosa.get("/api/hq", headers={"if-none-match": tag}).status_code == 200


def test_an_alert_is_taken_once_and_not_dismissed_without_a_reason(site: Site, rosa: httpx.Client) -> None:
    alert = alert_of(rosa, "overdue", LOST)["alert"]
    answer = order(rosa, "answer", alert=alert, answer="dismissed", reason="  ")
    assert answer.status_code == 400
    assert "without a reason" in told(answer)["what"]
    (body,) = written(site, order(rosa, "answer", alert=alert, answer="taken"))
    assert body == AlertAnswered(alert, "taken", HQ_NOW, "director", "", "director")
    assert order(rosa, "answer", alert=alert, answer="taken").json() == {"records": [], "again": True}
    stands = alert_of(rosa, "overdue", LOST)
    assert (stands["state"], stands["owner"]) == ("taken", "director")
    reason = "asleep in the tent of 1CP1, the captain saw them"
    written(site, order(rosa, "answer", alert=alert, answer="dismissed", reason=reason))
    assert alert_of(rosa, "overdue", LOST)["reason"] == reason


def test_an_alert_that_is_not_there_is_not_answered(rosa: httpx.Client) -> None:
    answer = order(rosa, "answer", alert="overdue 1 999", answer="taken")
    assert answer.status_code == 400
    assert told(answer)["do"] == "Look at the list again"


def test_a_danger_is_drawn_along_the_course_and_lifted(site: Site, rosa: httpx.Client) -> None:
    (body,) = written(site, order(rosa, "zone", zone="z1", what="fire", from_km="12,5", to_km="9", note="dry grass"))
    assert body == ZoneDrawn("z1", "fire", HQ_NOW, 1, (), ((9_000, 12_500),), None, "dry grass", "director")  # type: ignore[arg-type]
    assert order(rosa, "zone", zone="z1", what="fire", from_km="1", to_km="2").json()["again"] is True
    drawn = next(each for each in hq(rosa)["zones"] if each["zone"] == "z1")
    assert LOST in drawn["inside"]
    written(site, order(rosa, "zone", zone="z1", lift="1"))
    assert [each["zone"] for each in hq(rosa)["zones"]] == ["storm-1"]


def test_who_is_looked_after_inside_a_danger_is_named_beside_who_runs_there(rosa: httpx.Client) -> None:
    assert order(rosa, "zone", zone="z1", what="fire", from_km="30", to_km="31").status_code == 200
    drawn = next(each for each in hq(rosa)["zones"] if each["zone"] == "z1")
    assert HANDED in drawn["kept"], "they are in a car, which may drive there"
    assert HANDED not in drawn["inside"]


def test_a_danger_is_drawn_by_its_corners(rosa: httpx.Client) -> None:
    ground = rosa.get("/api/hq/ground?stage=1").json()
    lat, lon = next((lat, lon) for along, lat, lon in ground["line"] if along >= 10_000)
    corners = ";".join(f"{lat + up},{lon + right}" for up, right in ((-0.01, -0.02), (0.01, -0.02), (0, 0.03)))
    assert order(rosa, "zone", zone="z2", what="flood", corners=corners).status_code == 200
    drawn = next(each for each in hq(rosa)["zones"] if each["zone"] == "z2")
    assert any(low <= 10_000 <= high for low, high in drawn["stretches"])


@pytest.mark.parametrize(
    "fields",
    [{}, {"from_km": "3"}, {"from_km": "3", "to_km": "99"}, {"from_km": "nan", "to_km": "2"}, {"corners": "1,2;3,4"},
     {"corners": "1,2;3,4;95,1"}, {"corners": "x"}],
)  # fmt: skip
def test_a_danger_that_is_nowhere_is_refused_in_words(rosa: httpx.Client, fields: dict[str, str]) -> None:
    answer = order(rosa, "zone", zone="z3", what="storm", **fields)
    assert answer.status_code == 400
    told(answer)


def test_a_hold_names_its_checkpoints_and_says_who_heard_it(site: Site, rosa: httpx.Client) -> None:
    (body,) = written(site, order(rosa, "hold", hold="h2", places="1CP2 1CP1", reason="fire"))
    assert isinstance(body, HoldOrdered)
    assert body.places == ("1CP1", "1CP2")
    storm = next(each for each in hq(rosa)["holds"] if each["hold"] == "hold-1")
    assert list(storm["heard"]) == ["1CP4"]
    written(site, order(rosa, "hold", hold="h2", release="1"))
    assert order(rosa, "hold", hold="h2", release="1").json()["again"] is True
    for wrong in ({"hold": "h3", "places": "", "reason": "x"}, {"hold": "h3", "places": "9CP9 1CP1", "reason": "x"},
                  {"hold": "h3", "places": "1CP1"}, {"hold": "", "places": "1CP1", "reason": "x"}):  # fmt: skip
        assert order(rosa, "hold", **wrong).status_code == 400


def test_a_medic_reads_everything_and_answers_alerts_but_orders_nothing(site: Site, rosa: httpx.Client) -> None:
    alert = alert_of(rosa, "overdue", LOST)["alert"]
    with site.person("medic") as medic:
        medic.headers["origin"] = site.url
        assert order(medic, "answer", alert=alert, answer="acknowledged").status_code == 200
        assert order(medic, "zone", zone="z", what="fire", from_km="1", to_km="2").status_code == 403
        assert order(medic, "hold", hold="h", places="1CP1", reason="x").status_code == 403
        assert order(medic, "close").status_code in (403, 409)
        assert "order-hold" not in medic.get("/hq").text
    assert "order-hold" in rosa.get("/hq").text


def test_an_incident_is_opened_and_its_story_told(site: Site, rosa: httpx.Client) -> None:
    (opened,) = written(site, order(rosa, "incident", incident="i-1", what="lost", place="1CP2", bibs="2, 12"))
    assert isinstance(opened, IncidentOpened)
    assert (opened.bibs, opened.owner) == (("2", "12"), "director")
    for step, text in (("kin_called", "her brother"), ("help_asked", ""), ("evacuated", "car 2")):
        (line,) = written(site, order(rosa, "incident", incident="i-1", step=step, text=text, time="13:20"))
        assert isinstance(line, IncidentTold)
        assert line.told_at == HQ_NOW - 20 * MINUTE
    assert order(rosa, "incident", incident="i-1", step="closed").status_code == 400
    page = rosa.get("/hq/incident/i-1").text
    assert page.index("Next of kin called") < page.index("Taken away")
    written(site, order(rosa, "incident", incident="i-1", step="closed", text="both in camp"))
    assert next(each for each in hq(rosa)["incidents"] if each["incident"] == "i-1")["is_open"] is False


def test_an_incident_form_without_scripts_comes_back_to_the_story(site: Site, rosa: httpx.Client) -> None:
    fields = {"incident": "medical-1", "step": "help_there", "text": "", "time": ""}
    answer = rosa.post("/api/hq/incident", data=fields)
    assert (answer.status_code, answer.headers["location"]) == (303, "/hq/incident/medical-1")
    assert "Help there" in rosa.get("/hq/incident/medical-1").text


def test_another_site_gives_no_orders(site: Site, rosa: httpx.Client) -> None:
    answer = rosa.post("/api/hq/close", json={}, headers={"origin": "http://evil.example"})
    assert answer.status_code == 403


def test_safeguarding_is_refused_here_and_shown_nowhere(site: Site, rosa: httpx.Client) -> None:
    answer = order(rosa, "incident", incident="s", what="safeguarding", bibs="12")
    assert answer.status_code == 400
    assert "not written here" in told(answer)["what"]
    site.camp.writer.append([Confided(HQ_NOW, (), (Bib("12"),))]).result(10)
    for path in ("/hq", "/api/hq", "/hq/runner/12"):
        assert not re.search("confided|safeguarding", rosa.get(path).text.replace("Safeguarding is confided", "")), path
    assert not any("12" in each["bibs"] for each in hq(rosa)["incidents"])


def test_a_hand_over_heard_by_radio_settles_what_did_not_agree(site: Site, rosa: httpx.Client) -> None:
    fields = {"bib": HANDED, "side": "takes", "giver_what": "vehicle", "giver_name": "car 3", "taker_what": "camp"}
    (body,) = written(site, order(rosa, "handover", **fields, time="13:05"))
    at = HQ_NOW - 35 * MINUTE
    assert body == HandedOver(HANDED, "takes", at, Care("vehicle", "car 3"), Care("camp"), by="director")
    assert hq(rosa)["count"]["disagreements"] == []
    assert order(rosa, "handover", **{**fields, "bib": "999"}).status_code == 400
    assert order(rosa, "handover", **{**fields, "giver_what": "camp", "giver_name": ""}).status_code == 400
    assert order(rosa, "handover", **{**fields, "taker_what": "course"}).status_code == 400
    found = {"giver_what": "course", "giver_name": "", "taker_what": "vehicle", "taker_name": "car 3"}
    assert order(rosa, "handover", **{**fields, **found, "side": "gives"}).status_code == 400
    assert order(rosa, "handover", **{**fields, **found, "side": "takes"}).status_code == 200


def test_a_stage_is_not_closed_while_anybody_is_out_and_every_one_is_named(site: Site, rosa: httpx.Client) -> None:
    answer = order(rosa, "close")
    assert answer.status_code == 409
    assert f"bib {LOST} is on course" in told(answer)["what"]
    assert not any(isinstance(record.body, StageClosed) for record in site.camp.present.view().records)
    assert any(f"bib {LOST} " in each["what"] for each in hq(rosa)["closing"]["problems"])
    assert "no stage that has begun" in told(order(rosa, "close", stage="9"))["what"]


def test_a_runners_page_tells_everything_and_why(rosa: httpx.Client) -> None:
    page = rosa.get(f"/hq/runner/{LOST}").text
    for word in ("1CP1 to 1CP2", "<strong>Due ", "may be between km 7.0 and 14.0", "Overdue", "keypad 1CP1"):
        assert word in page, word
    page = rosa.get("/hq/runner/59").text
    assert "The medic says: send to medic" in page
    assert "/hq/incident/medical-1" in page
    assert rosa.get("/hq/runner/999").status_code == 404


def test_whom_to_call_is_told_on_a_tap_to_those_who_may_and_stands_on_no_page(site: Site, rosa: httpx.Client) -> None:
    with site.camp.folder.vault(write=True) as vault:
        vault.seal(Subject(f"subject of {LOST}"), Contact("+20 1", "Aunt Invented", "+20 2"))
    assert "Aunt Invented" not in rosa.get(f"/hq/runner/{LOST}").text
    assert rosa.get(f"/api/hq/kin/{LOST}").json() == {"phone": "+20 1", "kin": "Aunt Invented", "kin_phone": "+20 2"}
    with site.person("captain") as captain:
        assert captain.get(f"/api/hq/kin/{LOST}").status_code == 403


def test_a_watch_that_makes_a_mistake_is_an_alarm_and_the_race_goes_on(site: Site, rosa: httpx.Client) -> None:
    site.camp.watcher = watcher = Watcher(site.camp)
    watcher._follower = None  # type: ignore[assignment]
    watcher.start()
    for _ in range(100):
        if site.camp.alarms():
            break
        watcher._end.wait(0.05)
    assert "the watch stopped: AttributeError" in site.camp.alarms()[0]
    assert rosa.get("/board").status_code == 200
    assert "the watch stopped" in rosa.get("/").text


def test_the_news_of_an_incident_leaves_again_once_the_director_and_a_medic_signed(
    site: Site, rosa: httpx.Client
) -> None:
    page = rosa.get("/hq/incident/medical-1").text
    assert page.count("<strong>not yet</strong>") == 2
    (word,) = written(site, order(rosa, "release", incident="medical-1"))
    assert isinstance(word, GateReleased)
    assert (word.role, word.by) == ("director", "director")
    opened = next(r for r in site.camp.present.view().records if isinstance(r.body, IncidentOpened))
    assert word.target == opened.id
    assert order(rosa, "release", incident="medical-1").json()["again"] is True
    assert rosa.get("/hq/incident/medical-1").text.count("<strong>not yet</strong>") == 1
    with site.person("hq") as other:
        other.headers["origin"] = site.url
        assert order(other, "release", incident="medical-1").status_code == 400
    with site.person("medic") as medic:
        medic.headers["origin"] = site.url
        answer = order(medic, "release", incident="medical-1")
        assert answer.status_code == 403
        assert "medics' laptop" in told(answer)["what"]


def test_a_medic_signs_on_a_medics_laptop_and_whom_the_incident_comes_to_be_about_is_signed_for_anew(
    tmp_path: Path, own_home: Path
) -> None:
    opened = IncidentOpened("m", "medical", NOON, PlaceId("1CP1"), bibs=(Bib("1"),))
    with laptop_of("medic", tmp_path, own_home) as site, site.person("medic") as medic:
        medic.headers["origin"] = site.url
        site.camp.writer.append([opened]).result(10)
        (word,) = written(site, order(medic, "release", incident="m"))
        assert isinstance(word, GateReleased)
        assert word.role == "medic"
        site.camp.writer.append([IncidentTold("m", "noted", site.watch.now, "two", bibs=(Bib("2"),))]).result(10)
        assert len(written(site, order(medic, "release", incident="m"))) == 1
        assert order(medic, "release", incident="m").json()["again"] is True


def test_an_owner_says_anew_that_they_see_to_it_when_it_became_worse(site: Site, rosa: httpx.Client) -> None:
    alert = alert_of(rosa, "overdue", LOST)["alert"]
    base, _, worse = alert.rpartition(" +")
    lesser = AlertAnswered(base if worse else alert, "taken", HQ_NOW - MINUTE, "director", "", "director")  # type: ignore[arg-type]
    site.camp.writer.append([lesser]).result(10)
    assert alert_of(rosa, "overdue", LOST)["worse"] is bool(worse)
    assert len(order(rosa, "answer", alert=alert, answer="taken").json()["records"]) == bool(worse)
    assert alert_of(rosa, "overdue", LOST)["worse"] is False
