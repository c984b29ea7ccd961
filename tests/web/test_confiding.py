"""What is confided is sealed at once for named people, and read on their own machine only."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from app_phones import PassPhone
from camps import Site, open_site, served, told
from medic_camps import laptop_of

from stagerace.core.names import Bib
from stagerace.core.records import Confided, DeviceRevoked
from stagerace.log import find_traces
from stagerace.log.confiding import Confidence, boxes_for, opened_by
from stagerace.web import naming

WORDS = {"note": "somebody came into the tent at night", "where": "tent 40 behind the wall", "bibs": "1", "by": "Cleo"}
SAID = ["somebody came", "behind the wall", "Cleo"]


@pytest.fixture
def site(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    made = open_site(tmp_path, own_home=own_home)
    with served(made):
        yield made
    made.camp.close()


def boxes(site: Site) -> list[Confided]:
    return [record.body for record in site.camp.present.view().records if isinstance(record.body, Confided)]


def send(client: httpx.Client, site: Site, **more: str) -> httpx.Response:
    return client.post("/api/confide", json={**WORDS, **more}, headers={"origin": site.url})


@pytest.mark.parametrize("role", ["timekeeper", "director", "media"])
def test_whoever_is_known_may_confide_and_nothing_stays_in_plain_text(site: Site, role: str) -> None:
    with site.person(role) as client:
        answer = send(client, site)
    assert answer.json() == {"confided_at": site.watch.now}
    (body,) = boxes(site)
    assert body.bibs == ("1",)
    assert [device for device, _ in body.boxes] == [site.keys["guardian"].device]
    opened = opened_by(site.keys["guardian"], site.camp.meta.log_id, body.boxes)
    assert opened is not None
    assert (opened.note, opened.where, opened.by, opened.bibs) == (WORDS["note"], WORDS["where"], "Cleo", ("1",))
    assert opened_by(site.keys["hq"], site.camp.meta.log_id, body.boxes) is None
    assert find_traces(site.camp.folder.path, SAID) == []


def test_over_a_line_that_others_read_it_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "_is_this_machine", lambda request: False)
    with site.person("captain") as client:
        refused = send(client, site)
        assert refused.status_code == 403
        assert "in person" in told(refused)["do"]
        assert "Others can read" in client.get("/confided").text
    assert boxes(site) == []


def sealed(site: Site, to: str = "guardian", log_id: str = "") -> list[list[str]]:
    """What somebody told, sealed where it was typed for the device of a role."""
    said = Confidence(note=WORDS["note"], bibs=(Bib("1"),))
    keys = site.keys[to]  # type: ignore[index]
    boxes = boxes_for(said, log_id or site.camp.meta.log_id, {keys.device: keys.box_key})
    return [[device, b64encode(box).decode()] for device, box in boxes]


def send_sealed(client: httpx.Client, site: Site, boxes: object, bibs: str = "1", **more: str) -> httpx.Response:
    return client.post("/api/confide", json={"boxes": boxes, "bibs": bibs}, headers={"origin": site.url, **more})


def test_over_such_a_line_what_was_sealed_where_it_was_typed_is_taken(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(naming, "_is_this_machine", lambda request: False)
    phone = PassPhone(site)
    phone.enrol()
    with site.person("captain") as captain, site.client() as client:
        assert send_sealed(captain, site, sealed(site)).status_code == 200
        assert send_sealed(client, site, sealed(site), **phone.headers).status_code == 200
        assert send_sealed(client, site, sealed(site)).status_code == 401
    for body in boxes(site):
        assert body.bibs == ("1",)
        opened = opened_by(site.keys["guardian"], site.camp.meta.log_id, body.boxes)
        assert opened is not None
        assert opened.note == WORDS["note"]
    assert len(boxes(site)) == 2


def test_boxes_for_others_are_dropped_and_what_are_no_boxes_are_refused(site: Site) -> None:
    with site.person("captain") as client:
        assert send_sealed(client, site, [*sealed(site), *sealed(site, "media")]).status_code == 200
        (body,) = boxes(site)
        assert [device for device, _ in body.boxes] == [site.keys["guardian"].device]
        assert send_sealed(client, site, sealed(site, "media")).status_code == 409
        too_long = [[site.keys["guardian"].device, b64encode(bytes(30_000)).decode()]]
        for wrong in ([], [["d1", "AAAA"]], too_long, "x", 5):
            assert send_sealed(client, site, wrong).status_code == 400
        with_words = {"boxes": sealed(site), "bibs": "", "note": "in plain text"}
        assert client.post("/api/confide", json=with_words, headers={"origin": site.url}).status_code == 400
    assert len(boxes(site)) == 1


def test_the_page_of_such_a_line_says_so_and_names_to_whom_one_can_go(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(naming, "_is_this_machine", lambda request: False)
    with site.person("captain") as client:
        page = client.get("/confided").text
    assert "go to whoever keeps tablet of guardian and tell it in person" in page
    assert 'action="/api/confide"' not in page
    assert site.keys["guardian"].box_key.hex() in page


def test_a_phone_with_a_pass_may_confide(site: Site) -> None:
    phone = PassPhone(site)
    phone.enrol()
    with site.client() as client:
        assert client.post("/api/confide", json=WORDS, headers=phone.headers).status_code == 200
    assert len(boxes(site)) == 1


def test_without_a_guardian_it_is_refused_and_nothing_is_kept(site: Site) -> None:
    site.camp.writer.append([DeviceRevoked(site.keys["guardian"].device, site.watch.now)]).result(10)
    with site.person("captain") as client:
        refused = send(client, site)
        assert refused.status_code == 409
        assert told(refused) == {
            "what": "nobody is named for safeguarding",
            "do": "Tell the race director in person, write nothing down",
        }
        assert "Nobody is named for safeguarding" in client.get("/confided").text
    assert boxes(site) == []


def test_a_bib_that_nobody_wears_lets_nobody_s_news_leave(site: Site) -> None:
    with site.person("captain") as client:
        send(client, site, bibs="1, 99")
        send(client, site, bibs="the tall one")
        send(client, site, bibs="")
    assert [body.bibs for body in boxes(site)] == [(), (), ()]


def test_a_form_is_answered_with_a_page_and_a_mistake_is_named(site: Site) -> None:
    with site.person("captain") as client:
        assert "sealed at once" in client.get("/confided").text
        answer = client.post("/api/confide", data=WORDS, headers={"origin": site.url})
        assert answer.headers["location"] == "/confided?told=yes"
        assert "nobody else can open it" in client.get("/confided?told=yes").text
        assert send(client, site, note=" ").status_code == 400
        assert send(client, site, note="x" * 5_000).status_code == 400


def test_a_guardian_reads_it_on_their_own_machine_and_on_no_other(tmp_path: Path, own_home: Path) -> None:
    with laptop_of("guardian", tmp_path, own_home) as site:
        with site.person("captain") as client:
            send(client, site)
            assert client.get("/confided/words").status_code == 403
        with site.person("guardian") as client:
            assert client.get("/confided").headers["location"] == "/confided/words"
            page = client.get("/confided/words")
            assert all(said in page.text for said in SAID)
            assert page.headers["cache-control"] == "no-store"
        ours = site.camp.rights().enrolled[site.camp.keys.device]
        assert {grant.role for grant in ours} == {"hq", "guardian"}


def test_a_guardian_finds_nothing_on_a_machine_that_is_not_theirs(site: Site) -> None:
    with site.person("guardian") as client:
        send(client, site)
        assert client.get("/confided/words").headers["location"] == "/confided"
        assert "somebody came" not in client.get("/confided").text


def test_a_box_that_was_altered_is_told_as_such(tmp_path: Path, own_home: Path) -> None:
    with laptop_of("guardian", tmp_path, own_home) as site, site.person("guardian") as client:
        device = site.camp.keys.device
        site.camp.writer.append([Confided(site.watch.now, ((device, b"x" * 90),), (Bib("1"),))]).result(10)
        assert "cannot be opened" in client.get("/confided/words").text
