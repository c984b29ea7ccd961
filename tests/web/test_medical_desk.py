"""The medical desk: what medics write stays with them, and everybody else is told two words and no more."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from camps import Site, told
from medic_camps import laptop_of
from msgspec.structs import replace

from stagerace.core.clock import DAY, HOUR, MINUTE, Instant
from stagerace.core.names import Bib, PlaceId, Subject
from stagerace.core.records import Care, HandedOver, MedicSaid, PlanAdopted, WithdrawalReported
from stagerace.log import Medical, find_traces
from stagerace.log.care import Cared
from stagerace.node.keeping import Keeper
from stagerace.node.medic.deleting import MedicalDeletion, end_of
from stagerace.node.medic.notes import read_notes

SAID = {"sort": "heat", "grade": "serious", "decision": "hold", "care": "", "place": "1CP1"}
HEALTH = ("collapsed", "ice bath", "ringer", "hyponatraemia")


@pytest.fixture
def site(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    with laptop_of("medic", tmp_path, own_home) as made:
        yield made


@pytest.fixture
def medic(site: Site) -> Iterator[httpx.Client]:
    with site.person("medic") as client:
        client.headers["origin"] = site.url
        yield client


def write(client: httpx.Client, name: str = "e1", bib: str = "1", **more: str) -> httpx.Response:
    return client.post("/api/medic/encounter", json={**SAID, "encounter": name, "bib": bib, **more})


def words(site: Site) -> list[MedicSaid]:
    return [body for body in reports(site) if isinstance(body, MedicSaid)]


def hand_overs(site: Site) -> list[HandedOver]:
    return [body for body in reports(site) if isinstance(body, HandedOver)]


def reports(site: Site) -> list[Any]:
    return list(site.camp.present.race()[0].facts.reports.values())


def cared(site: Site, bib: str = "1") -> Cared:
    with site.camp.folder.vault() as vault:
        return vault.read(Subject(f"subject of {bib}"), Cared) or Cared()


def test_an_encounter_is_kept_and_only_a_word_goes_out(site: Site, medic: httpx.Client) -> None:
    said = dict(zip(("treatment", "note", "used"), HEALTH, strict=False)) | {"iv": "yes"}
    assert write(medic, **{**said, "used": "2 ringer, salt"}).status_code == 200
    (encounter,) = cared(site).encounters
    assert (encounter.sort, encounter.is_serious, encounter.iv, encounter.by) == ("heat", True, True, "medic")
    assert [(each.what, each.many) for each in encounter.given] == [("ringer", 2), ("salt", 1)]
    assert words(site) == [MedicSaid(Bib("1"), "may_not_leave", site.watch.now, PlaceId(""), "medic")]
    assert find_traces(site.camp.folder.path, list(HEALTH)) == []


@pytest.mark.parametrize(
    ("decision", "word"), [("recheck", "send_to_medic"), ("withdraw", "may_not_leave"), ("evacuate", "may_not_leave")]
)
def test_each_decision_is_one_word(site: Site, medic: httpx.Client, decision: str, word: str) -> None:
    assert write(medic, decision=decision, recheck="1FINISH").status_code == 200
    (said,) = words(site)
    assert (said.word, said.place) == (word, "1FINISH" if decision == "recheck" else "")
    assert not any(isinstance(body, WithdrawalReported) for body in reports(site))


def test_of_one_who_is_fit_nobody_learns_that_they_were_seen(site: Site, medic: httpx.Client) -> None:
    position = site.camp.live.position
    assert write(medic, decision="fit").json()["records"] == []
    assert site.camp.live.position == position
    site.watch.on(MINUTE)
    write(medic, "e2", decision="hold")
    site.watch.on(MINUTE)
    write(medic, "e3", decision="fit")
    assert [said.word for said in words(site)] == ["may_not_leave", "may_go"]


def test_the_same_sent_twice_is_written_once(site: Site, medic: httpx.Client) -> None:
    for _ in range(2):
        assert write(medic, care="medic", care_name="tent 2").status_code == 200
        site.watch.on(MINUTE)
    assert (len(cared(site).encounters), len(words(site)), len(hand_overs(site))) == (1, 1, 1)


def test_who_is_taken_into_care_is_given_on_in_words_of_both_sides(site: Site, medic: httpx.Client) -> None:
    write(medic, care="medic", care_name="tent 2")
    (taken,) = hand_overs(site)
    assert (taken.side, taken.taker, taken.place) == ("takes", Care("medic", "tent 2"), "1CP1")
    assert "tent 2" in medic.get("/medic/desk").text
    site.watch.on(MINUTE)
    refused = write(medic, "e2", care="hospital")
    assert "which hospital" in told(refused)["what"]
    assert len(cared(site).encounters) == 1
    write(medic, "e3", decision="evacuate", care="hospital", care_name="Oasis hospital")
    given = hand_overs(site)[-1]
    assert (given.side, given.giver, given.taker) == ("gives", taken.taker, Care("hospital", "Oasis hospital"))


def test_medics_cannot_give_whom_they_do_not_have(site: Site, medic: httpx.Client) -> None:
    assert "do not have 1" in told(write(medic, care="camp"))["what"]
    assert (cared(site), words(site)) == (Cared(), [])


def test_what_cannot_be_taken_is_named_and_nothing_is_written(site: Site, medic: httpx.Client) -> None:
    for more, says in (
        ({"sort": "love"}, "sort"),
        ({"decision": "recheck"}, "seen again"),
        ({"decision": ""}, "decision"),
        ({"bib": "99"}, "nobody wears 99"),
        ({"used": "12"}, "cannot be read"),
    ):
        answer = write(medic, **more)
        assert answer.status_code == 400
        assert says in told(answer)["what"]
    assert (cared(site), words(site)) == (Cared(), [])


def test_a_form_leads_back_to_the_runner_whose_page_tells_all(site: Site, medic: httpx.Client) -> None:
    with site.camp.folder.vault(write=True) as vault:
        vault.seal(Subject("subject of 1"), Medical("asthma", allergies="penicillin"))
    answer = medic.post("/api/medic/encounter", data={**SAID, "encounter": "e1", "bib": "1", "note": "blister <b>"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/medic/runner/1")
    page = medic.get("/medic/runner/1")
    for said in ("Ada Sandström", "penicillin", "blister &lt;b&gt;", "may not leave"):
        assert said in page.text
    assert page.headers["cache-control"] == "no-store"
    assert medic.get("/medic?bib=1").headers["location"] == "/medic/runner/1"
    assert medic.get("/medic/runner/99", headers={"accept": "application/json"}).status_code == 404


def test_a_form_that_was_refused_comes_back_filled_in(site: Site, medic: httpx.Client) -> None:
    typed = {**SAID, "encounter": "e1", "bib": "1", "decision": "recheck", "note": "blister", "iv": "yes"}
    answer = medic.post("/api/medic/encounter", data=typed)
    assert answer.status_code == 400
    for said in ("seen again", 'value="blister"', 'value="e1"', 'name="iv" value="yes" checked'):
        assert said in answer.text
    assert cared(site) == Cared()


def test_the_desk_tells_who_is_to_be_seen_again_where(site: Site, medic: httpx.Client) -> None:
    write(medic, decision="recheck", recheck="1FINISH")
    text = medic.get("/medic/desk").text
    assert "To be seen again (1)" in text
    assert "Send to medic, at 1FINISH" in text
    site.watch.on(MINUTE)
    write(medic, "e2", decision="fit")
    assert "To be seen again (0)" in medic.get("/medic/desk").text


def test_what_is_left_is_the_last_count_less_what_was_used_since(site: Site, medic: httpx.Client) -> None:
    write(medic, used="5 tape")
    site.watch.on(MINUTE)
    assert medic.post("/api/medic/supplies", json={"what": "Tape", "many": "40"}).status_code == 200
    site.watch.on(MINUTE)
    write(medic, "e2", used="3 tape, gauze")
    text = medic.get("/medic/desk").text
    assert '<th scope="row">Tape</th><td>37</td>' in text
    assert '<th scope="row">gauze</th><td>not counted</td>' in text
    assert told(medic.post("/api/medic/supplies", json={"what": "tape", "many": "a few"}))["what"]


def test_what_was_written_by_mistake_is_struck_and_counts_no_more(site: Site, medic: httpx.Client) -> None:
    write(medic, used="3 tape")
    for _ in range(2):
        assert medic.post("/api/medic/strike", json={"bib": "1", "encounter": "e1"}).status_code == 200
    assert len(cared(site).encounters) == 2
    assert "Struck: written by mistake" in medic.get("/medic/runner/1").text
    assert "None yet" in medic.get("/medic/desk").text
    assert told(medic.post("/api/medic/strike", json={"bib": "1", "encounter": "e9"}))["what"]


def test_counts_name_nobody_and_hide_what_is_few(site: Site, medic: httpx.Client) -> None:
    for n in range(3):
        write(medic, f"e{n}", bib="12"[n % 2], decision="fit")
    write(medic, "e3", decision="fit", follows="e0")
    write(medic, "e4", sort="skin", grade="minor", decision="fit")
    found = medic.get("/api/medic/counts").json()
    by_sort = {each["sort"]: each for each in found["sorts"]}
    assert (by_sort["heat"]["cases"], by_sort["heat"]["serious"]) == (3, 3)
    assert by_sort["heat"]["per_1000_hours"] == pytest.approx(1000 * 3 / found["hours"], rel=0.01)
    assert {by_sort[sort]["cases"] for sort in ("skin", "cold")} == {None}
    rows = list(csv.DictReader(io.StringIO(medic.get("/api/medic/counts?format=csv").text)))
    assert [row["cases"] for row in rows if row["class"] == "skin"] == ["fewer than 3"]
    assert "bib" not in found
    assert found["hours"] == pytest.approx(4.0)


def test_medical_data_goes_thirty_days_after_the_race_and_names_stay(site: Site, medic: httpx.Client) -> None:
    write(medic, note="collapsed")
    camp = site.camp
    camp.keeper = Keeper(camp.folder.path, camp.clock)
    camp.keeper.round()
    deletion = MedicalDeletion(camp)
    over = end_of(camp.present.race()[0].plan)
    site.watch.now = Instant(over + 30 * DAY - HOUR)
    assert deletion.round() == 0
    site.watch.now = Instant(over + 30 * DAY)
    assert deletion.round() == 1
    assert deletion.round() == 0
    assert read_notes(camp.folder, camp.meta.log_id).encounters == {}
    assert camp.folder.people(camp.present.race()[0].facts)[Bib("1")].name == "Ada Sandström"
    (backup,) = camp.keeper.folders[0].glob("backup-*.zip")
    assert backup.stat().st_size


def test_it_goes_so_many_days_after_the_race_as_the_plan_says_also_where_that_is_said_later(
    site: Site, medic: httpx.Client
) -> None:
    write(medic)
    camp = site.camp
    plan = camp.present.race()[0].plan
    site.watch.now = Instant(end_of(plan) + 9 * DAY)
    camp.writer.append([PlanAdopted(replace(plan, keep_medical_days=10))]).result(10)
    deletion = MedicalDeletion(camp)
    site.watch.now = Instant(end_of(plan) + 10 * DAY - HOUR)
    assert deletion.round() == 0
    site.watch.on(HOUR)
    assert deletion.round() == 1
    assert not cared(site).encounters


def test_a_clock_that_jumped_deletes_nothing_while_records_come(site: Site, medic: httpx.Client) -> None:
    write(medic)
    site.watch.on(400 * DAY)
    site.camp.writer.append([MedicSaid(Bib("2"), "may_go", site.watch.now)]).result(10)
    assert MedicalDeletion(site.camp).round() == 0
    assert len(cared(site).encounters) == 1


def test_on_any_other_machine_a_page_says_where_the_notes_are(shared: Site) -> None:
    for role in ("medic", "hq"):
        with shared.person(role) as client:
            page = client.get("/medic")
            assert "No medical notes are kept on this machine" in page.text
    with shared.person("medic") as client:
        assert client.get("/medic/desk").headers["location"] == "/medic"
        client.headers["origin"] = shared.url
        assert "medics' laptop" in told(write(client))["do"]


def test_headquarters_cannot_open_them_on_the_medics_own_laptop(site: Site) -> None:
    with site.person("director") as client:
        assert "for medics" in client.get("/medic").text
        assert client.get("/medic/desk").status_code == 403
