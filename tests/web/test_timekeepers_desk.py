"""The timekeepers' desk over HTTP: conflicts told, each settled once by whoever was first, undone, and signed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from camps import NOON, Site, told

from races import at, seen
from stagerace.core.clock import MINUTE
from stagerace.core.names import read_record
from stagerace.core.records import BibRead, Body, Confirmed, Record, SetAside, Voided

TWICE: tuple[Body, ...] = (
    seen("2", "1CP2", at(1, "3:00:00"), "in", "phone A"),
    seen("2", "1CP2", at(1, "3:05:00"), "in", "phone B"),
)
UNREAD = seen("*", "1CP1", at(1, "1:20:00"), "in", "phone A")


@pytest.fixture
def rosa(site: Site) -> Iterator[httpx.Client]:
    site.camp.accounts.add("Rosa", "director", "three camels and a kettle")
    with site.client() as client:
        client.post("/login", json={"name": "Rosa", "password": "three camels and a kettle"})
        client.headers["origin"] = site.url
        yield client


@pytest.fixture
def headquarters(site: Site) -> Iterator[httpx.Client]:
    with site.person("hq") as client:
        client.headers["origin"] = site.url
        yield client


def write(site: Site, *bodies: Body) -> list[Record]:
    return site.camp.writer.append(bodies).result(10)


def asked(client: httpx.Client) -> dict:  # type: ignore[type-arg]
    answer = client.get("/api/conflicts")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def settle(client: httpx.Client, name: str, key: str, **more: object) -> httpx.Response:
    return client.post("/api/settle", json={"conflict": name, "answer": key, **more})


def bodies_of(site: Site, answer: httpx.Response) -> list[Body]:
    """What an answer wrote."""
    assert answer.status_code == 200, answer.text
    wanted = [read_record(name) for name in answer.json()["records"]]
    found = {record.id: record.body for record in site.camp.present.view().records}
    return [found[record] for record in wanted]


def test_a_conflict_is_told_with_the_passings_and_solved_with_who_and_why(site: Site, rosa: httpx.Client) -> None:
    one, other = write(site, *TWICE)
    (conflict,) = asked(rosa)["conflicts"]
    assert (conflict["kind"], conflict["bib"], conflict["stage"]) == ("sources", "2", 1)
    assert [row["clock"] for row in conflict["passings"]] == ["11:00", "11:05"]
    assert [row.get("is_meant") for row in conflict["passings"]] == [True, True]
    written = bodies_of(site, settle(rosa, conflict["name"], "2", reason="he stopped for a shoe"))
    assert written == [
        Confirmed(other.id, "Rosa", "he stopped for a shoe"),
        Voided(one.id, "Rosa", "he stopped for a shoe"),
    ]
    after = asked(rosa)
    assert after["conflicts"] == []
    assert after["empty_since"] == "12:00"
    assert [(each["by"], each["why"]) for each in after["decisions"]] == [("Rosa", "he stopped for a shoe")]


def test_without_a_reason_of_ones_own_the_answer_says_why(site: Site, rosa: httpx.Client) -> None:
    write(site, *TWICE)
    (conflict,) = asked(rosa)["conflicts"]
    (confirmed, _) = bodies_of(site, settle(rosa, conflict["name"], "1"))
    assert isinstance(confirmed, Confirmed)
    assert confirmed.reason == "phone A is right"


def test_an_answer_sent_again_writes_nothing_more(site: Site, rosa: httpx.Client) -> None:
    write(site, *TWICE)
    (conflict,) = asked(rosa)["conflicts"]
    first = settle(rosa, conflict["name"], "1").json()
    position = site.camp.live.position
    again = settle(rosa, conflict["name"], "1").json()
    assert again == {"records": first["records"], "again": True}
    assert site.camp.live.position == position


def test_whoever_is_second_is_told_who_was_first(site: Site, rosa: httpx.Client, headquarters: httpx.Client) -> None:
    write(site, *TWICE)
    (conflict,) = asked(headquarters)["conflicts"]
    assert settle(rosa, conflict["name"], "1", reason="saw it myself").status_code == 200
    answer = settle(headquarters, conflict["name"], "2")
    assert answer.status_code == 409
    assert told(answer) == {
        "what": "Rosa settled this at 12:00 (saw it myself)",
        "do": "Look at the list again",
    }


def test_two_people_at_once_settle_it_once(site: Site, rosa: httpx.Client, headquarters: httpx.Client) -> None:
    write(site, *TWICE)
    (conflict,) = asked(rosa)["conflicts"]
    with ThreadPoolExecutor(2) as pool:
        tries = [
            pool.submit(settle, client, conflict["name"], key) for client, key in ((rosa, "1"), (headquarters, "2"))
        ]
        statuses = sorted(each.result().status_code for each in tries)
    assert statuses == [200, 409]
    confirmed = [record for record in site.camp.present.view().records if isinstance(record.body, Confirmed)]
    assert len(confirmed) == 1


def test_a_conflict_that_changed_meanwhile_is_looked_at_again(site: Site, rosa: httpx.Client) -> None:
    write(site, *TWICE)
    (conflict,) = asked(rosa)["conflicts"]
    write(site, seen("2", "1CP2", at(1, "3:09:00"), "in", "paper"))
    answer = settle(rosa, conflict["name"], "1")
    assert answer.status_code == 409
    assert told(answer)["what"] == "this conflict has changed or gone"


def test_passings_that_come_in_between_hold_nobody_up(site: Site, rosa: httpx.Client) -> None:
    write(site, *TWICE)
    (conflict,) = asked(rosa)["conflicts"]
    write(site, seen("1", "1CP2", at(1, "6:00:00"), "in", "phone A"))
    assert settle(rosa, conflict["name"], "1").status_code == 200


def test_a_bib_is_typed_and_must_be_that_of_a_runner(site: Site, rosa: httpx.Client) -> None:
    (mark,) = write(site, UNREAD)
    (conflict,) = asked(rosa)["conflicts"]
    for typed in ("", "77", "no bib at all"):
        answer = settle(rosa, conflict["name"], "b", bib=typed)
        assert answer.status_code == 400, typed
        told(answer)
    (body,) = bodies_of(site, settle(rosa, conflict["name"], "b", bib=" 2 "))
    assert isinstance(body, BibRead)
    assert (body.target, body.bib, body.by) == (mark.id, "2", "Rosa")


def test_a_decision_is_undone_by_another_record_once(site: Site, rosa: httpx.Client) -> None:
    write(site, *TWICE)
    (conflict,) = asked(rosa)["conflicts"]
    decision = settle(rosa, conflict["name"], "2").json()["records"]
    undone = bodies_of(site, rosa.post("/api/settle", json={"undo": decision}))
    assert [(type(body), getattr(body, "by", "")) for body in undone] == [(Voided, "Rosa")] * 2
    assert asked(rosa)["conflicts"] == [conflict]
    position = site.camp.live.position
    assert rosa.post("/api/settle", json={"undo": decision}).json()["again"] is True
    assert site.camp.live.position == position
    assert asked(rosa)["decisions"][-1]["undone"] is True


def test_what_was_undone_can_be_decided_again(site: Site, rosa: httpx.Client) -> None:
    write(site, *TWICE)
    (conflict,) = asked(rosa)["conflicts"]
    decision = settle(rosa, conflict["name"], "2").json()["records"]
    rosa.post("/api/settle", json={"undo": decision})
    again = settle(rosa, conflict["name"], "2").json()
    assert again["records"] != decision
    assert asked(rosa)["conflicts"] == []


def test_a_conflict_set_aside_comes_back_when_that_is_undone(site: Site, rosa: httpx.Client) -> None:
    write(site, *TWICE)
    (conflict,) = asked(rosa)["conflicts"]
    answer = settle(rosa, conflict["name"], "s", reason="it was dark")
    assert bodies_of(site, answer) == [SetAside(conflict["name"], NOON, "Rosa", "it was dark")]
    assert asked(rosa)["conflicts"] == []
    rosa.post("/api/settle", json={"undo": answer.json()["records"]})
    assert asked(rosa)["conflicts"] == [conflict]


def test_only_decisions_of_the_desk_are_undone(site: Site, rosa: httpx.Client) -> None:
    (one, _) = write(site, *TWICE)
    for records in ([f"{one.node}:{one.number}"], ["nobody:1"], ["rubbish"]):
        answer = rosa.post("/api/settle", json={"undo": records})
        assert answer.status_code == 400
        told(answer)


def test_a_key_that_is_no_answer_is_refused_in_words(site: Site, rosa: httpx.Client) -> None:
    write(site, *TWICE)
    (conflict,) = asked(rosa)["conflicts"]
    answer = settle(rosa, conflict["name"], "9")
    assert answer.status_code == 400
    assert told(answer)["what"] == "'9' is no answer to this"
    assert settle(rosa, conflict["name"], "1", reason="x" * 301).status_code == 400


def test_a_device_signs_as_people_call_it(site: Site) -> None:
    write(site, *TWICE)
    (conflict,) = site.ask("hq", "GET", "/api/conflicts").json()["conflicts"]
    body = f'{{"conflict":"{conflict["name"]}","answer":"1"}}'.encode()
    (confirmed, _) = bodies_of(site, site.ask("hq", "POST", "/api/settle", body))
    assert isinstance(confirmed, Confirmed)
    assert confirmed.by == "tablet of hq"


def test_the_page_links_to_the_directors_desk_for_those_who_rule(
    site: Site, rosa: httpx.Client, headquarters: httpx.Client
) -> None:
    assert "data-rules" in rosa.get("/desk/times").text
    page = headquarters.get("/desk/times").text
    assert "data-rules" not in page
    assert "You sign as <strong>hq</strong>" in page
    for name in ("times.js", "times_view.js", "times.css"):
        assert rosa.get(f"/static/{name}").status_code == 200


def test_an_unread_passing_turns_up_when_its_crew_had_ten_minutes(site: Site, rosa: httpx.Client) -> None:
    write(site, seen("*", "1CP1", NOON, "in", "phone A"))
    assert asked(rosa)["conflicts"] == []
    site.watch.on(10 * MINUTE)
    assert [each["kind"] for each in asked(rosa)["conflicts"]] == ["unknown_bib"]
