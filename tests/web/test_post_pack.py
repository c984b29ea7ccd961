"""The checkpoint pack: everything a crew needs when the network is gone, as it stands when they ask for it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from app_phones import KeyPhone, PassPhone
from camps import NOON, Site, open_site, served, told

from races import at, checkpoint, entered, plan, ruled, seen, stage
from stagerace.core.check_codes import check_code
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant
from stagerace.core.names import Bib, PlaceId, RecordId, WaveId
from stagerace.core.plan import Wave
from stagerace.core.records import (
    BibRead,
    Body,
    HoldCalled,
    NotAtStart,
    PlanAdopted,
    RollCalled,
    Voided,
    WithdrawalReported,
)
from stagerace.core.zone import Zone
from stagerace.log import Person, Vault

CP1, CP2 = PlaceId("1CP1"), PlaceId("1CP2")
WAVES = (Wave(WaveId("A"), at(1, "0:00:00"), "1-3"), Wave(WaveId("B"), at(1, "2:00:00"), "4-6"))


@pytest.fixture
def site(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """A race of two waves with a closing at 1CP2, six entered, and clocks 5 h 45 min ahead of Greenwich."""
    made = open_site(tmp_path, own_home=own_home)
    places = (checkpoint("1CP1", 10), checkpoint("1CP2", 20, close=at(1, "6:00:00")), checkpoint("1CP3", 30, ("in",)))
    zone = Zone("Asia/Kathmandu", ((Instant(0), 20_700),))
    the_plan = plan([stage(1, 40, places, waves=WAVES), stage(2)])
    put(
        made,
        PlanAdopted(type(the_plan)(**{**_fields(the_plan), "zone": zone})),
        *(entered(str(n)) for n in range(3, 7)),
    )
    with served(made):
        yield made
    made.camp.close()


def _fields(the_plan: Any) -> dict[str, Any]:
    return {name: getattr(the_plan, name) for name in the_plan.__struct_fields__}


def put(site: Site, *bodies: Body) -> list[RecordId]:
    return [record.id for record in site.camp.writer.append(bodies).result(10)]


def pack(site: Site, place: str = "1CP1", role: Any = "timekeeper") -> dict[str, Any]:
    answer = site.ask(role, "GET", f"/api/post?place={place}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def runner(found: dict[str, Any], bib: str) -> dict[str, Any]:
    return next(each for each in found["runners"] if each["bib"] == bib)


def test_it_has_exactly_the_fields_that_its_page_describes(site: Site) -> None:
    text = (Path(__file__).parents[2] / "docs" / "app.md").read_text(encoding="utf-8")
    section = text.partition("## The checkpoint pack")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in row.replace("`", "").replace(",", " ").split()} == set(pack(site))


def test_it_tells_the_stage_and_its_places(site: Site) -> None:
    found = pack(site)
    assert (found["stage"], found["km"], found["utc_offset"]) == (1, 40.0, 345)
    assert found["offsets"] == [[0, 345]]
    ways = {each["place"]: (each["km"], each["takes_in"], each["takes_out"]) for each in found["places"]}
    assert ways["1START"] == (0.0, False, True)
    assert ways["1CP2"] == (20.0, True, True)
    assert ways["1CP3"] == (30.0, True, False)
    assert found["stages"]["2"][0] == "2START"
    assert [(each["wave"], each["start"], each["runners"]) for each in found["waves"]] == [
        ("A", at(1, "0:00:00"), 3),
        ("B", at(1, "2:00:00"), 3),
    ]


def test_a_moved_start_moves_the_wave_and_the_closing_of_its_runners(site: Site) -> None:
    put(site, ruled("R1", "move_start", 1, "4-6", 30))
    found = pack(site, "1CP2")
    assert [(each["planned"], each["start"]) for each in found["waves"]][1] == (at(1, "2:00:00"), at(1, "2:30:00"))
    assert runner(found, "1")["closes"] == at(1, "6:00:00")
    assert runner(found, "4")["closes"] == at(1, "6:30:00")
    assert next(each for each in found["places"] if each["place"] == "1CP2")["closes"] == at(1, "6:30:00")


def test_a_shortened_stage_ends_earlier_for_whom_it_was_shortened(site: Site) -> None:
    put(site, ruled("R1", "shorten", 1, "4-6", place=CP1))
    found = pack(site, "1CP2")
    assert (runner(found, "1")["end"], runner(found, "4")["end"]) == (None, "1CP1")
    assert runner(found, "4")["closes"] is None


def test_a_cancelled_stage_is_called_so(site: Site) -> None:
    assert not pack(site)["is_cancelled"]
    put(site, ruled("R1", "cancel", 1))
    assert pack(site)["is_cancelled"]


def test_who_is_out_is_told_with_why_and_who_was_out_before_is_not_there(site: Site) -> None:
    put(site, WithdrawalReported(Bib("2"), CP1, NOON, custody="medic"), ruled("R1", "disqualify", 1, "3"))
    found = pack(site)
    assert (runner(found, "2")["out"], runner(found, "2")["out_place"]) == ("withdrawn", "1CP1")
    assert runner(found, "3")["out"] == "disqualified"
    assert found["withdrawn"] == ["2"]
    put(site, seen("1", "2START", at(2, "0:00:00")))
    assert {each["bib"] for each in pack(site, "2CP1")["runners"]} == {"1", "4", "5", "6"}


def test_a_withdrawal_that_was_taken_back_puts_nobody_out(site: Site) -> None:
    (record,) = put(site, WithdrawalReported(Bib("2"), CP1, NOON))
    put(site, Voided(record, "AB"))
    found = pack(site)
    assert (found["withdrawn"], found["reports"], runner(found, "2")["out"]) == ([], [], "")


def test_passings_are_told_as_they_now_count(site: Site) -> None:
    ids = put(
        site,
        seen("2", "1CP1", NOON, "out"),
        seen("4*", "1CP1", NOON + 1),  # type: ignore[arg-type]
        seen("5*", "1CP1", NOON + 2),  # type: ignore[arg-type]
        seen("3", "1CP1", NOON + 3),  # type: ignore[arg-type]
    )
    put(site, BibRead(ids[1], Bib("4")), Voided(ids[3], "AB"))
    found = {(each["bib"], each["way"]) for each in pack(site)["seen"]}
    assert found == {("1", "in"), ("2", "out"), ("4", "in"), ("5*", "in")}


def test_of_each_runner_the_last_place_before_and_the_first_beyond_are_told(site: Site) -> None:
    put(
        site,
        seen("2", "1START", at(1, "0:00:00")),
        seen("2", "1CP1", at(1, "2:00:00"), "in"),
        seen("2", "1CP1", at(1, "2:10:00"), "out"),
        seen("2", "1CP3", at(1, "5:00:00")),
        seen("2", "1FINISH", at(1, "7:00:00")),
        seen("*", "1CP1", at(1, "2:00:00")),
    )
    found = [(each["place"], each["way"], each["seen_at"]) for each in pack(site, "1CP2")["seen"] if each["bib"] == "2"]
    assert found == [("1CP1", "out", at(1, "2:10:00")), ("1CP3", "in", at(1, "5:00:00"))]
    assert "*" not in {each["bib"] for each in pack(site, "1CP2")["seen"]}


def test_a_phone_knows_its_own_from_the_other_phone_s(site: Site) -> None:
    first, second, online = KeyPhone(site), KeyPhone(site), PassPhone(site)
    for phone, bib in ((first, "2"), (second, "3")):
        phone.enrol()
        phone.passing(bib)
        assert phone.carry().json()["refused"] == []
    online.enrol()
    online.passing("4")
    mine = first.get("/api/post").json()
    assert [each["bib"] for each in mine["own"]] == ["2"]
    assert {each["bib"] for each in mine["seen"]} == {"1", "3", "4"}
    assert mine["marked"] == {first.node: 2}
    theirs = online.get("/api/post").json()
    assert ([each["bib"] for each in theirs["own"]], theirs["marked"]) == (["4"], {})
    assert (mine["device"], theirs["device"]) == (first.device, online.device)


def test_who_was_not_at_the_start_and_came_after_all_is_not_missing(site: Site) -> None:
    put(site, NotAtStart(PlaceId("1START"), NOON, (Bib("5"), Bib("6"))), seen("6", "1CP1", NOON))
    assert pack(site)["not_at_start"] == ["5"]


def test_a_called_hold_has_no_code_until_the_director_signs_it(site: Site) -> None:
    since = at(1, "6:00:00")
    put(site, HoldCalled(CP1, "storm", since, reason="sand", by="AB"), HoldCalled(CP2, "other", since))
    (called,) = pack(site)["holds"]
    assert (called["hold"], called["is_signed"], called["code"]) == ("storm", False, "")
    put(site, ruled("R7", "hold", 1, minutes=70, place=CP1, announced=since, by="Ana"))
    (signed,) = pack(site)["holds"]
    log_id = site.camp.meta.log_id
    assert (signed["hold"], signed["is_signed"], signed["said_by"]) == ("R7", True, "Ana")
    assert (signed["held_from"], signed["released_at"]) == (since, since + 70 * MINUTE)
    assert signed["code"] == check_code(log_id, CP1, since, "hold")
    assert signed["release_code"] == check_code(log_id, CP1, Instant(since + 70 * MINUTE), "release")
    put(site, ruled("R8", "revoke", None, revokes="R7"))
    assert pack(site)["holds"] == []


def test_an_open_hold_has_no_release_yet(site: Site) -> None:
    put(site, ruled("R7", "hold", 1, place=CP2, announced=NOON))
    (hold,) = pack(site)["holds"]
    assert (hold["place"], hold["released_at"], hold["release_code"]) == ("1CP2", None, "")


def test_reports_of_the_place_are_told_whole_and_those_of_others_not(site: Site) -> None:
    put(site, RollCalled(CP1, NOON, (Bib("1"),), (Bib("2"),), "AB"), RollCalled(CP2, NOON, (Bib("3"),)))
    (report,) = pack(site)["reports"]
    assert report["body"] == {
        "kind": "roll_called", "place": "1CP1", "called_at": NOON, "present": ["1"], "missing": ["2"], "by": "AB",
    }  # fmt: skip


def test_names_are_told_to_the_crew_on_the_camp_node_s_own_machine(site: Site) -> None:
    assert pack(site)["names"] == "none here"
    with Vault.open(site.camp.folder.path / "vault.db", write=True) as vault:
        vault.seal(entered("2").subject, Person("Ben Sand"))
    found = pack(site)
    assert (found["names"], runner(found, "2")["name"], runner(found, "1")["name"]) == ("told", "Ben Sand", "")


def test_without_a_place_it_is_that_of_the_device_and_an_unknown_one_is_named(site: Site) -> None:
    assert site.ask("timekeeper", "GET", "/api/post").json()["place"] == "1CP1"
    for role, target in (("hq", "/api/post"), ("timekeeper", "/api/post?place=9CP9")):
        refused = site.ask(role, "GET", target)  # type: ignore[arg-type]
        assert refused.status_code == 404
        assert "1CP1" in told(refused)["do"]


def test_the_timekeepers_at_headquarters_see_any_place(site: Site) -> None:
    with site.person("director") as client:
        found = client.get("/api/post", params={"place": "2CP1"}).json()
    assert (found["place"], found["stage"], found["device"]) == ("2CP1", 2, "")


def test_it_is_small_enough_for_a_bad_link(site: Site) -> None:
    put(site, *(entered(str(bib)) for bib in range(7, 201)))
    put(site, *(seen(str(bib), "1CP1", Instant(NOON + bib)) for bib in range(1, 201)))
    assert len(json.dumps(pack(site, "1CP2"))) < 120_000


def test_time_after_the_limit_is_that_of_the_runner_s_own_wave(site: Site) -> None:
    found = pack(site, "1FINISH")
    limit = Elapsed(12 * HOUR)
    assert [runner(found, bib)["closes"] for bib in ("1", "4")] == [each.start + limit for each in WAVES]


def test_where_nothing_was_written_since_nothing_is_sent(site: Site) -> None:
    first = pack(site)
    target = f"/api/post?place=1CP1&since={first['node']}:{first['position']}"
    answer = site.ask("timekeeper", "GET", target)
    assert (answer.status_code, answer.content) == (204, b"")
    put(site, seen("2", "1CP1", NOON))
    assert site.ask("timekeeper", "GET", target).json()["position"] == first["position"] + 1


def test_another_node_at_the_same_position_is_no_reason_to_send_nothing(site: Site) -> None:
    first = pack(site)
    for mark in (f"n0000000000000000:{first['position']}", first["position"]):
        answer = site.ask("timekeeper", "GET", f"/api/post?place=1CP1&since={mark}")
        assert answer.json()["node"] == first["node"]
