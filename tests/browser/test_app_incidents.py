"""Something happened: two taps from every screen, recorded first and told later; safeguarding goes another way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from at_the_checkpoint import go
from browsers import elsewhere, enrol_phone, new_context, set_clock
from camps import PASSWORD, Site
from half_way import arrived, half_way, meet, say
from keypads import NOW, PLACE, kept, on_pad, passings, phone, press_twice, said, tap
from playwright.sync_api import Browser, Page, expect
from test_app_fits_a_thumb import SCREENS

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Confided, DeviceRevoked, IncidentOpened, IncidentTold
from stagerace.log.confiding import Confidence, opened_by
from stagerace.web import naming

WORDS: Final = "somebody came into the tent"
STORED: Final = """async () => {
  const found = [JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})];
  const read = value => new TextDecoder().decode(value);
  const said = (_, value) => value instanceof Uint8Array ? read(value) : value;
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise(done => {
      indexedDB.open(name).onsuccess = ({ target }) => done(target.result);
    });
    for (const store of database.objectStoreNames) {
      const rows = await new Promise(done => {
        database.transaction(store).objectStore(store).getAll().onsuccess = ({ target }) => done(target.result);
      });
      found.push(JSON.stringify(rows, said));
    }
    database.close();
  }
  for (const name of await caches.keys()) {
    for (const answer of await (await caches.open(name)).matchAll()) found.push(await answer.text());
  }
  return found.join("\\n");
}"""
"""Everything that the browser keeps for the app, as text."""


@pytest.fixture
def camp(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    with half_way(tmp_path, own_home) as site:
        yield site


def opened(page: Page) -> list[dict[str, Any]]:
    return kept(page, "incident_opened")


def fill(page: Page, **fields: str) -> None:
    for label, text in fields.items():
        page.get_by_label(label.replace("_", " ")).fill(text)


@pytest.mark.parametrize("name", SCREENS)
def test_from_every_screen_the_second_tap_records_it(chromium: Browser, camp: Site, name: str) -> None:
    with phone(chromium, camp) as page:
        go(page, name)
        key = page.get_by_role("navigation").get_by_role("button", name="Incident")
        box = key.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 48
        key.click()
        page.get_by_role("button", name="Lost").click()
        expect(page.get_by_text("✓ Recorded 12:00:")).to_be_visible()
        (record,) = opened(page)
        assert (record["what"], record["place"], record["bibs"]) == ("lost", PLACE, [])


def test_the_number_that_stands_typed_is_whom_it_is_about(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        page.keyboard.type("104")
        tap(page, "Incident")
        expect(page.get_by_text("nothing new about 104 is public")).to_be_visible()
        page.get_by_role("button", name="Medical").click()
        expect(page.get_by_text("✓ Recorded")).to_be_visible()
        assert [each["bibs"] for each in opened(page)] == [["104"]]
        go(page, "keypad")
        page.keyboard.press("Escape")
        page.keyboard.type("999")
        tap(page, "Incident")
        expect(page.get_by_text("nothing new about anybody is public")).to_be_visible()
        page.get_by_role("button", name="Weather").click()
        expect(page.get_by_text("✓ Recorded")).to_be_visible()
        assert (opened(page)[1]["bibs"], opened(page)[1]["note"]) == ([], "999")
        assert passings(page) == []


def test_what_is_said_later_is_a_later_version_and_what_was_done_has_its_time(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        tap(page, "Incident")
        page.get_by_role("button", name="Lost").click()
        page.get_by_label("Numbers").fill("105 106")
        page.get_by_label("Where").fill("behind the second dune")
        page.get_by_label("Who sees to it").fill("Ana")
        press_twice(page, "Save these")
        expect(page.get_by_text("✓ Recorded", exact=True)).to_be_visible()
        first, later = opened(page)
        assert (first["incident"], first["opened_at"]) == (later["incident"], later["opened_at"])
        assert (later["bibs"], later["where"], later["owner"]) == (["105", "106"], "behind the second dune", "Ana")
        page.get_by_label("When (empty: now)").fill("1140")
        page.get_by_label("In words").fill("by radio")
        press_twice(page, "Help asked for")
        expect(page.get_by_text("✓ Help asked for: recorded")).to_be_visible()
        press_twice(page, "Next of kin called")
        expect(page.get_by_text("✓ Next of kin called: recorded")).to_be_visible()
        asked, called = kept(page, "incident_told")
        assert (asked["step"], asked["told_at"], asked["text"]) == ("help_asked", NOW - 20 * MINUTE, "by radio")
        assert (called["step"], "text" in called, called["told_at"] >= NOW) == ("kin_called", False, True)
        press_twice(page, "It is over")
        expect(page.get_by_text("This incident is over")).to_be_visible()
        go(page, "incidents")
        expect(page.get_by_text("No incident is open here")).to_be_visible()
        expect(page.get_by_text("✓ Lost 12:00 · 105 106")).to_be_visible()


def test_the_open_incidents_of_the_place_are_listed_also_those_of_others(chromium: Browser, camp: Site) -> None:
    here = IncidentOpened("i1", "weather", Instant(NOW - 5 * MINUTE), PlaceId(PLACE), owner="Ben")
    say(camp, here, IncidentOpened("i2", "lost", NOW, PlaceId("1CP1")))
    with phone(chromium, camp) as page:
        go(page, "incidents")
        expect(page.locator(".cards:visible li")).to_have_count(1)
        expect(page.locator(".cards li")).to_contain_text("! Weather 11:55Ben sees to it")
        tap(page, "Incident")
        page.get_by_role("button", name="Weather 11:55").click()
        press_twice(page, "Help is there")
        expect(page.get_by_text("✓ Help is there: recorded")).to_be_visible()
        say(camp, IncidentTold("i1", "closed", NOW))
        meet(page)
        expect(page.get_by_text("This incident is over")).to_be_visible()


def test_it_works_without_a_network_and_arrives_later(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        page.context.set_offline(True)
        on_pad(page, "/0")
        expect(page.get_by_role("heading", name="Incident: what is it?")).to_be_visible()
        on_pad(page, "1")
        expect(page.get_by_text("✓ Recorded 12:00:")).to_be_visible()
        page.reload()
        expect(page.get_by_text("✓ Recorded 12:00:")).to_be_visible()
        page.context.set_offline(False)
        meet(page)
        expect(page.locator(".strip")).to_contain_text("all sent")
        (record,) = arrived(camp, IncidentOpened)
        assert record.body.what == "medical"


def test_a_slash_or_an_enter_alone_opens_nothing(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        on_pad(page, "/0/\n")
        page.keyboard.press("NumpadDecimal")
        expect(page.get_by_role("dialog")).to_be_hidden()
        on_pad(page, "101\n")
        said(page).to_contain_text("101 · IN")
        assert opened(page) == []


def test_what_was_not_kept_is_said_and_tried_again(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, url=elsewhere(camp)) as page:
        page.route("**/api/post/record", lambda route: route.abort())
        tap(page, "Incident")
        page.get_by_role("button", name="Security").click()
        expect(page.get_by_text("not kept yet, wait")).to_be_visible()
        expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text(
            "NOT KEPT: write it on paper, and tell headquarters by radio"
        )
        page.unroute("**/api/post/record")
        page.get_by_role("dialog").get_by_role("button", name="Try again").click()
        expect(page.get_by_text("✓ Recorded")).to_be_visible()
        assert [record.body.what for record in arrived(camp, IncidentOpened)] == ["security"]


def confide(page: Page, **more: str) -> None:
    tap(page, "Incident")
    page.get_by_role("button", name="Safeguarding").click()
    page.get_by_label("What happened").fill(WORDS)
    page.get_by_label("Where", exact=True).fill("tent 40 near the well")
    page.get_by_label("Numbers, where known").fill(more.get("bibs", "103"))
    press_twice(page, "Tell it")


def told(camp: Site) -> list[Confidence | None]:
    guardian, log_id = camp.keys["guardian"], camp.camp.meta.log_id
    return [opened_by(guardian, log_id, record.body.boxes) for record in arrived(camp, Confided)]


def test_what_is_confided_without_a_network_is_opened_by_a_guardian_and_by_nobody_else(
    chromium: Browser, camp: Site
) -> None:
    with phone(chromium, camp) as page:
        page.context.set_offline(True)
        confide(page)
        expect(page.get_by_text("✓ Sealed and on its way")).to_be_visible()
        expect(page.get_by_label("What happened")).to_have_value("")
        assert (kept(page, "confided")[0]["bibs"], opened(page)) == (["103"], [])
        stored = page.evaluate(STORED)
        assert "confided" in stored
        assert [word for word in ("somebody came", "tent 40", "the well") if word in stored] == []
        page.context.set_offline(False)
        meet(page)
        expect(page.locator(".strip")).to_contain_text("all sent")
    (opened_there,) = told(camp)
    assert opened_there == Confidence(
        place=PlaceId(PLACE), where="tent 40 near the well", bibs=(Bib("103"),), note=WORDS
    )
    (record,) = arrived(camp, Confided)
    assert opened_by(camp.keys["hq"], camp.camp.meta.log_id, record.body.boxes) is None


def test_what_is_only_typed_stays_nowhere(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        go(page, "confide")
        page.get_by_label("What happened").fill(WORDS)
        go(page, "keypad")
        go(page, "confide")
        expect(page.get_by_label("What happened")).to_have_value("")
        page.get_by_label("What happened").fill(WORDS)
        page.reload()
        expect(page.get_by_label("What happened")).to_have_value("")
        assert "somebody came" not in page.evaluate(STORED)


def test_a_number_that_nobody_wears_lets_nobody_s_news_leave(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp) as page:
        confide(page, bibs="103 999")
        expect(page.get_by_text("✓ Sealed")).to_be_visible()
        assert kept(page, "confided")[0]["bibs"] == []


def test_where_nobody_is_named_it_says_so_and_keeps_nothing(chromium: Browser, camp: Site) -> None:
    say(camp, DeviceRevoked(camp.keys["guardian"].device, camp.watch.now))
    with phone(chromium, camp) as page:
        tap(page, "Incident")
        page.get_by_role("button", name="Safeguarding").click()
        expect(page.get_by_role("alert").filter(has_text="Nobody is named")).to_contain_text("in person")
        expect(page.locator("#app textarea")).to_have_count(0)
        assert kept(page, "confided", "incident_opened") == []


def test_over_a_line_that_others_read_it_is_sealed_here_and_no_word_of_it_crosses_the_line(
    chromium: Browser, camp: Site
) -> None:
    with phone(chromium, camp, url=elsewhere(camp)) as page:
        sent: list[str] = []
        page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
        confide(page)
        note = page.get_by_role("note").filter(has_text="Others can read")
        expect(note).to_contain_text("go to whoever keeps tablet of guardian and tell it in person")
        expect(page.get_by_text("✓ Sealed and on its way")).to_be_visible()
        assert not page.evaluate("Boolean(crypto.subtle)")
    (opened_there,) = told(camp)
    assert opened_there == Confidence(
        place=PlaceId(PLACE), where="tent 40 near the well", bibs=(Bib("103"),), note=WORDS
    )
    assert any("/api/confide" in each for each in sent)
    assert [each for each in sent if "somebody" in each or "tent" in each] == []


def test_the_page_for_a_browser_without_tls_seals_before_it_sends(
    chromium: Browser, camp: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(naming, "_is_this_machine", lambda request: False)
    context = new_context(chromium, camp, viewport={"width": 360, "height": 640}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{elsewhere(camp)}/login")
    page.get_by_label("Name").fill("media")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.goto(f"{elsewhere(camp)}/confided")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data or ''}"))
    page.get_by_label("What happened").fill(WORDS)
    page.get_by_label("Bibs").fill("104")
    page.get_by_role("button", name="Seal it").click()
    expect(page.get_by_role("status")).to_contain_text("nobody else can open it")
    (opened_there,) = told(camp)
    assert opened_there is not None
    assert (opened_there.note, opened_there.bibs) == (WORDS, ("104",))
    assert [each for each in sent if "somebody" in each] == []
    context.close()


NO_KEYS: Final = "crypto.subtle.generateKey = () => Promise.reject(new Error('none'))"


def test_a_browser_without_keys_seals_it_all_the_same(chromium: Browser, camp: Site) -> None:
    with phone(chromium, camp, url=camp.url, script=NO_KEYS) as page:
        expect(page.get_by_text("Online only").first).to_be_visible()
        confide(page)
        expect(page.get_by_text("✓ Sealed and on its way")).to_be_visible()
        (opened_there,) = told(camp)
        assert opened_there is not None
        assert opened_there.note == WORDS
        assert "somebody came" not in page.evaluate(STORED)
        say(camp, DeviceRevoked(camp.keys["guardian"].device, camp.watch.now))
        page.get_by_label("What happened").fill(WORDS)
        press_twice(page, "Tell it")
        expect(page.get_by_text("nobody is named for safeguarding")).to_be_visible()
        expect(page.get_by_label("What happened")).to_have_value("")


@pytest.mark.parametrize("role", ["auditor", "media", "guardian", "medic"])
def test_a_device_that_keeps_no_times_opens_one_in_two_taps_and_headquarters_hears_at_once(
    chromium: Browser, camp: Site, role: str
) -> None:
    context = new_context(chromium, camp, viewport={"width": 360, "height": 640}, locale="en-GB")
    set_clock(context, NOW)
    page = context.new_page()
    enrol_phone(page, camp, role=role, place="")
    page.get_by_label("What is this device called?").fill("somebody else")
    tap(page, "Take it in")
    contact = page.get_by_role("listitem").filter(has_text="Contact with headquarters")
    expect(contact).to_contain_text("just now")
    page.get_by_role("navigation").get_by_role("button", name="Incident").click()
    page.get_by_role("button", name="Lost").click()
    expect(page.get_by_text("✓ Recorded 12:00:")).to_be_visible()
    expect(page.get_by_text("all sent")).to_be_visible()
    (record,) = arrived(camp, IncidentOpened)
    assert camp.camp.present.race()[0].facts.reports[record.id] == record.body
    context.close()
