"""Devices taken in by a code, once and within a quarter of an hour, and sent out again: for programs and for people."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import httpx
import pytest
from camps import NOON, Site, served, told

from laptops import Laptop, invited
from races import seen
from stagerace.core.clock import HOUR, MINUTE, Instant
from stagerace.core.errors import LogRefused
from stagerace.core.records import DeviceEnrolled
from stagerace.core.roles import ROLES
from stagerace.log.keys import Keys, new_keys
from stagerace.rules.facts import fold
from stagerace.sync.peer import Peer
from stagerace.web.bounds import Bounds

FORM = {"content-type": "application/x-www-form-urlencoded", "accept": "text/html,*/*"}


def enrol(site: Site, token: str, keys: Keys, label: str = "") -> httpx.Response:
    said = {"token": token, "sign_key": keys.sign_key.hex(), "box_key": keys.box_key.hex(), "label": label}
    with site.client() as client:
        return client.post("/api/enrol", json=said)


def enrolments(site: Site) -> list[DeviceEnrolled]:
    return [record.body for record in site.camp.present.view().records if isinstance(record.body, DeviceEnrolled)]


@pytest.fixture
def director(site: Site) -> Iterator[httpx.Client]:
    with site.person("director") as client:
        client.headers["origin"] = site.url
        yield client


def test_a_device_is_taken_in_as_it_was_invited(site: Site, director: httpx.Client) -> None:
    made = director.post("/api/invite", json={"role": "timekeeper", "place": "1CP1", "label": "tablet B"}).json()
    assert made["expires"] == NOON + 15 * MINUTE
    assert parse_qs(made["url"].partition("#")[2]) == {"code": [made["token"]]}
    keys = new_keys()
    said = enrol(site, made["token"], keys, "what it calls itself").json()
    assert (said["device"], said["role"], said["place"]) == (keys.device, "timekeeper", "1CP1")
    assert (said["log_id"], said["root"]) == (site.camp.meta.log_id, site.camp.rights().root)
    body = enrolments(site)[-1]
    assert (body.device, body.role, body.place, body.label) == (keys.device, "timekeeper", "1CP1", "tablet B")
    site.keys["timekeeper"] = keys
    assert site.ask("timekeeper", "GET", "/api/vector").status_code == 200


def test_a_code_is_good_for_one_device_which_may_ask_again(site: Site) -> None:
    token, first, thief = invited(site, "captain", "1CP1"), new_keys(), new_keys()
    said = enrol(site, token, first)
    before = len(enrolments(site))
    assert enrol(site, token, first).content == said.content, "an answer that was lost is given again"
    site.watch.on(20 * MINUTE)
    assert enrol(site, token, first).content == said.content
    again = enrol(site, token, thief)
    assert again.status_code == 400
    assert "used already" in told(again)["what"]
    assert len(enrolments(site)) == before
    assert thief.device not in site.camp.rights().enrolled


def test_a_code_is_good_for_a_quarter_of_an_hour(site: Site) -> None:
    early, late = invited(site, "medic"), invited(site, "medic")
    site.watch.on(15 * MINUTE - 1)
    assert enrol(site, early, new_keys()).status_code == 200
    site.watch.on(1)
    answer = enrol(site, late, new_keys())
    assert answer.status_code == 400
    assert "quarter of an hour" in told(answer)["what"]


@pytest.mark.parametrize("said", [
    b"{}", b'{"token":"x","sign_key":"zz","box_key":""}', b'{"token":"x","sign_key":"00","box_key":"00"}', b"[" * 4_000,
    b'{"token":"x","sign_key":"' + b"0" * 64 + b'","box_key":"' + b"0" * 64 + b'"}',
])  # fmt: skip
def test_what_is_no_good_code_or_no_key_is_refused(site: Site, said: bytes) -> None:
    with site.client() as client:
        answer = client.post("/api/enrol", content=said, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    told(answer)


def test_who_tries_many_codes_waits(shut: Site) -> None:
    with served(shut, Bounds(anonymous="100000/minute", login="5/minute")) as site:
        token = invited(site, "media")
        for _ in range(5):
            assert enrol(site, "guess", new_keys()).status_code == 400
        answer = enrol(site, token, new_keys())
        assert answer.status_code == 429
        assert answer.headers["retry-after"] == "60"


def test_a_revoked_device_may_no_longer_ask_or_push_and_a_clock_set_back_gains_it_nothing(
    site: Site, director: httpx.Client, tmp_path: Path
) -> None:
    tablet = Laptop(tmp_path / "tablet")
    tablet.join(site, "timekeeper", "1CP1", "tablet B")
    tablet.append(seen("1", "1CP1", NOON))
    tablet.sync(site.url)
    site.watch.on(HOUR)
    answer = director.post("/api/revoke", json={"device": tablet.keys.device, "reason": "left in a taxi"})
    assert answer.json() == {"revoked": tablet.keys.device}
    tablet.append(seen("2", "1CP1", Instant(NOON - HOUR)), now=Instant(NOON - HOUR))
    with pytest.raises(LogRefused, match="was revoked"):
        tablet.sync(site.url)
    with Peer(site.url, tablet.keys) as peer:
        for method, target in (("GET", "/api/race"), ("GET", "/live"), ("GET", "/api/who"), ("POST", "/api/swap")):
            with pytest.raises(LogRefused, match="not enrolled here, or was revoked"):
                peer.ask(method, target, b"")
    bibs = [passing.bib for passing in site.camp.present.view().facts.passings.values()]
    assert "1" in bibs
    assert "2" not in bibs
    (device,) = [each for each in listed(site) if each["device"] == tablet.keys.device]
    assert device["revoked"][0]["reason"] == "left in a taxi"


def listed(site: Site) -> list[dict]:  # type: ignore[type-arg]
    found = site.ask("director", "GET", "/api/devices").json()["devices"]
    assert isinstance(found, list)
    return found


def test_a_device_of_a_director_enrols_no_headquarters_and_a_director_who_logged_in_does(
    site: Site, director: httpx.Client
) -> None:
    proof = site.proof("director", "POST", "/api/invite", b'{"role":"hq"}')
    with site.client() as client:
        sent = {"content-type": "application/json", **proof}
        answer = client.post("/api/invite", content=b'{"role":"hq"}', headers=sent)
    assert answer.status_code == 400
    assert told(answer)["what"] == "a director may not enrol a hq"
    assert director.post("/api/invite", json={"role": "hq"}).status_code == 200


def test_the_form_makes_a_code_to_scan_and_to_type(site: Site, director: httpx.Client) -> None:
    page = director.post("/api/invite", content="role=hq&place=&label=second+laptop", headers=FORM)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    for word in (
        "<svg",
        "Code for second laptop",
        "Good for one device, until 12:15",
        "--replica-of</span> http",
        "<span>--code</span> ",
    ):
        assert word in page.text


def test_a_form_that_was_refused_comes_back_filled_in_with_what_was_wrong(site: Site, director: httpx.Client) -> None:
    page = director.post("/api/invite", content="role=captain&place=&label=board+%3Cb%3E", headers=FORM)
    assert page.status_code == 400
    assert "A captain belongs to one checkpoint." in page.text
    assert "<option data-placed selected>captain</option>" in page.text
    assert 'value="board &lt;b&gt;"' in page.text
    page = director.post("/api/invite", content="role=hq&place=1CP1", headers=FORM)
    assert "A hq belongs to no checkpoint." in page.text
    assert "<option selected>1CP1</option>" in page.text


def test_the_page_lists_devices_and_revokes_one(site: Site, director: httpx.Client) -> None:
    page = director.get("/devices").text
    assert "Revoke tablet of captain now" in page
    assert page.count("Lost or stolen") == len(ROLES), "all but the first"
    sent = f"device={site.keys['captain'].device}&reason=lost"
    answer = director.post("/api/revoke", content=sent, headers=FORM)
    assert (answer.status_code, answer.headers["location"]) == (303, "/devices")
    assert "Revoked: lost" in director.get("/devices").text
    page = director.post("/api/revoke", content=f"device={site.camp.rights().root}", headers=FORM).text
    assert "may not revoke the first device of the race" in page
    page = director.post("/api/revoke", content="device=d0&since=tomorrow", headers=FORM).text
    assert "This is no instant." in page


def test_a_browser_is_refused_with_a_page_and_a_program_with_json(site: Site) -> None:
    with site.client(headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}) as client:
        page = client.get("/devices")
        assert page.status_code == 401
        assert 'href="/login"' in page.text
        assert client.get("/nowhere").text.count("There is nothing here.") == 1
        with site.person("medic") as medic:
            page = medic.get("/devices", headers={"accept": "text/html"})
            assert page.status_code == 403
            assert "The role medic may not ask for this." in page.text
    with site.client() as client:
        told(client.get("/devices"))
        told(client.get("/nowhere"))


def test_before_any_plan_the_page_of_devices_is_there(
    site: Site, director: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stagerace.node.folder.fold", lambda records, root: fold([], root))
    assert director.get("/devices").status_code == 200


def test_the_page_of_a_code_says_what_to_type_and_holds_no_code(site: Site) -> None:
    with site.client() as client:
        page = client.get("/enrol").text
        assert "stagerace sync FOLDER" in page
        assert client.get("/static/enrol.js").status_code == 200
        assert client.get("/static/devices.js").status_code == 200
