"""The board over a real server: whole without scripts, told what changed and nothing else, names for few."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest
from camps import EASY, NOON, Site, open_site, served, told
from event_streams import events

from board_scene import BOARD_NOW, SILENT, board_live, people
from races import entered, seen
from stagerace.core.clock import Instant
from stagerace.core.names import StageNo
from stagerace.core.records import Body, Entered
from stagerace.node.board import Board
from stagerace.web import board_routes, naming, screens

ONE = StageNo(1)


class Page(HTMLParser):
    """The texts of a page's rows and headings, and every attribute that is there."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._cell: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += attrs
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._cell = []

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def column(self, n: int) -> list[str]:
        return [row[n] for row in self.rows[2:]]


def fill(site: Site) -> None:
    """The scene of a live stage in a camp, with the names in its vault."""
    bodies = board_live()
    site.watch.now = BOARD_NOW
    site.camp.writer.append(bodies).result(20)
    runners = [body for body in bodies if isinstance(body, Entered)]
    with site.camp.folder.vault(write=True) as vault:
        vault.seal_all({body.subject: people()[body.bib] for body in runners})


@pytest.fixture(scope="module")
def scene(shared: Site) -> Site:
    fill(shared)
    return shared


def page(site: Site, address: str = "/board", role: str = "director") -> Page:
    with site.person(role) as client:
        answer = client.get(address, headers={"accept": "text/html"})
        assert answer.status_code == 200, answer.text
        return Page(answer.text)


def test_the_page_is_whole_without_scripts(scene: Site) -> None:
    found = page(scene)
    assert len(found.rows) == 2 + 60
    assert found.rows[0][:7] == ["Place", "Bib", "Name", "Last seen", "Where", "Overall", "Time"]
    assert found.rows[0][7:] == [
        "1CP1 in", "1CP1 out", "1CP2 in", "1CP2 out", "1CP3 in", "1CP3 out", "1CP4 in", "1CP4 out", "1CP5 in",
        "1CP5 out", "Finish",
    ]  # fmt: skip
    assert found.rows[2][:7] == ["1", "41", "Goro Brandt NOR", "12:29:15", "Finish", "1", "4:29:15"]
    assert [name for name, _ in found.attributes if name.startswith("on") or name == "style"] == []


def test_a_silent_station_a_hole_and_a_doubt_are_said_in_words(scene: Site) -> None:
    with scene.person("director") as client:
        text = client.get("/board").text
    assert f"{SILENT} is silent:</strong> nothing from here, and 53 runners were seen beyond" in text
    assert "◌ <span>not seen</span>" in text
    assert "doubtful: two sources lie" in text
    assert "does not count: " in text
    assert "withdrew; 1CP2" in text


@pytest.mark.parametrize(
    ("sort", "column", "falls"),
    [("bib", 1, False), ("-bib", 1, True), ("1CP2-in", 9, False), ("-1CP2-in", 9, True), ("last", 3, False)],
)
def test_rows_come_in_the_order_asked_for_and_the_unknown_last(
    scene: Site, sort: str, column: int, falls: bool
) -> None:
    texts = page(scene, f"/board?sort={sort}").column(column)
    keys: list[Any] = [int(text) if column == 1 else text[:8] for text in texts if text and text[0].isdigit()]
    assert keys == sorted(keys, reverse=falls)
    assert all(text[0].isdigit() for text in texts[: len(keys)])


def test_times_are_read_as_clock_elapsed_or_leg(scene: Site) -> None:
    first = {times: page(scene, f"/board?times={times}&sort=bib").rows[2][9] for times in ("clock", "elapsed", "leg")}
    clock, elapsed, leg = (text.split()[0] for text in first.values())
    assert (clock, elapsed, leg) == ("10:21:04", "2:21:04", "1:08:32")


def test_a_bib_or_a_name_is_found(scene: Site) -> None:
    assert set(page(scene, "/board?find=4").column(1)) == {"4", *(str(n) for n in range(40, 50))}
    assert all("Ito" in name for name in page(scene, "/board?find=ito").column(2))
    assert page(scene, "/board?find=ito", role="media").column(2) == []


def test_names_are_for_those_who_may_read_them(scene: Site) -> None:
    may = {"hq", "director", "captain", "timekeeper", "medic"}
    for role in (*may, "media", "auditor"):
        with scene.person(role) as client:
            text, names = client.get("/board").text, client.get("/api/board").json()["names"]
        assert ("Goro Brandt" in text) == (names.get("41") == "Goro Brandt") == (role in may), role
        assert "NOR" in text


def test_names_do_not_travel_where_others_can_read_them(scene: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "address_of", lambda request: "10.0.0.9")
    with scene.person("director") as client:
        assert client.get("/api/board").json()["names"] == {}
        text = client.get("/board").text
    assert "Goro" not in text
    assert "Names are shown over TLS" in text


@pytest.mark.parametrize("cls", ["overall", "men", "women", "age:40-49", "nation", "team", "women/age:40-49"])
@pytest.mark.parametrize("show", ["stage", "overall"])
def test_the_standings_of_every_class_are_those_of_the_api(scene: Site, show: str, cls: str) -> None:
    scope = "stage" if show == "stage" else "after"
    with scene.person("director") as client:
        rows = client.get("/api/standings", params={scope: "1", "class": cls}).json()["rows"]
    found = page(scene, f"/board?show={show}&class={cls}").rows[1:]
    said = [(row[0], row[1]) for row in found]
    assert said == [("" if row["rank"] is None else str(row["rank"]), row["bib"]) for row in rows]


@pytest.mark.parametrize("wrong", ["stage=9", "stage=x", "show=x", "times=x", "class=x", "columns=x"])
def test_what_there_is_not_is_refused_in_words(scene: Site, wrong: str) -> None:
    with scene.person("director") as client:
        answer = client.get(f"/board?{wrong}")
    assert answer.status_code == 400
    told(answer)


def test_a_race_without_a_plan_says_so(tmp_path: Any, own_home: Any) -> None:
    site = open_site(tmp_path, own_home=own_home, bodies=[entered("1")])
    with served(site), site.person("director") as client:
        answer = client.get("/api/board")
        assert answer.status_code == 409
        assert "no plan" in told(answer)["what"]
    site.camp.close()


def asked(site: Site, since: str = "", **headers: str) -> httpx.Response:
    with site.person("director") as client:
        return client.get("/api/board", params={"stage": "1", "since": since}, headers=headers)


def test_the_whole_is_told_once_and_then_only_what_changed(site: Site) -> None:
    fill(site)
    whole = asked(site).json()
    assert whole["whole"]
    assert len(whole["rows"]) == 60
    site.camp.writer.append([seen("39", "1CP3", BOARD_NOW, "in")]).result(10)
    change = asked(site, whole["mark"]).json()
    assert not change["whole"]
    assert {row["bib"] for row in change["rows"]} == {"39"}
    assert len(change["moved"]) < 60
    assert change["last"]["bib"] == "39"
    assert asked(site, change["mark"]).json()["rows"] == []


def test_what_is_told_bit_by_bit_comes_to_the_whole(site: Site) -> None:
    fill(site)
    whole = asked(site).json()
    rows = {row["bib"]: row for row in whole["rows"]}
    mark = whole["mark"]
    coming: list[Body] = [
        seen("39", "1CP3", BOARD_NOW, "in"), seen("37", "1CP4", BOARD_NOW, "in"), seen("2", "1CP4", NOON, "out"),
        Entered(bib=board_live()[5].bib, subject=board_live()[5].subject, country="CHL"),  # type: ignore[union-attr,arg-type]
    ]  # fmt: skip
    for body in coming:
        site.camp.writer.append([body]).result(10)
        change = asked(site, mark).json()
        mark = change["mark"]
        rows = {} if change["whole"] else rows
        rows |= {row["bib"]: row for row in change["rows"]}
        for bib, place, overall in change["moved"]:
            rows[bib] |= {"place": place, "overall": overall}
    assert rows == {row["bib"]: row for row in asked(site).json()["rows"]}


def test_a_mark_of_another_run_or_none_is_told_the_whole(scene: Site) -> None:
    for mark in ("", "x", "00000000-1", "-", f"{asked(scene).json()['mark']}9"):
        assert asked(scene, mark).json()["whole"]


def test_a_mark_of_another_stage_is_told_the_whole(scene: Site) -> None:
    with scene.person("director") as client:
        other = client.get("/api/board?stage=2").json()["mark"]
    for _ in range(3):
        assert asked(scene, other).json()["whole"]
    assert not asked(scene, asked(scene).json()["mark"]).json()["whole"]


def test_what_did_not_change_is_not_sent_again(scene: Site) -> None:
    first = asked(scene)
    again = asked(scene, **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    with scene.person("media") as client:
        assert client.get("/api/board?stage=1", headers={"if-none-match": first.headers["etag"]}).status_code == 200


@contextmanager
def looking(site: Site, address: str, role: str = "director", **headers: str) -> Iterator[Iterator[dict[str, Any]]]:
    with site.person(role) as client, client.stream("GET", address, headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        yield events(stream)


def board_of(heard: Iterator[dict[str, Any]]) -> dict[str, Any]:
    return next(event for event in heard if event["event"] == "board")


def test_a_page_that_many_open_at_once_is_made_once_and_never_old(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(site)
    made: list[object] = []
    real = board_routes.shown
    monkeypatch.setattr(board_routes, "shown", lambda *said, **more: made.append(said) or real(*said, **more))
    assert page(site).rows == page(site).rows
    assert len(made) == 1
    assert "Goro" not in str(page(site, role="media").rows), "who may not read names has a page of their own"
    assert len(made) == 2
    site.camp.writer.append([seen("39", "1CP3", BOARD_NOW, "in")]).result(10)
    assert "13:40:00 1" in str(page(site).rows)
    site.watch.on(60_000)
    with site.person("director") as client:
        assert "1 min ago" in client.get("/board").text


def test_a_screen_is_told_the_time_and_then_each_change(site: Site) -> None:
    fill(site)
    mark = asked(site).json()["mark"]
    with looking(site, f"/api/board/live?stage=1&since={mark}") as heard:
        assert next(heard) == {"event": "clock", "data": {"now": BOARD_NOW, "rate": 1.0}}
        site.camp.writer.append([seen("39", "1CP3", BOARD_NOW, "in")]).result(10)
        change = board_of(heard)
        assert {row["bib"] for row in change["data"]["rows"]} == {"39"}
        assert change["id"] == change["data"]["mark"] == asked(site).json()["mark"]


def test_a_screen_that_comes_back_misses_nothing(site: Site) -> None:
    fill(site)
    mark = asked(site).json()["mark"]
    for bib in ("39", "37"):
        site.camp.writer.append([seen(bib, "1CP3", BOARD_NOW, "in")]).result(10)
    with looking(site, "/api/board/live?stage=1&since=old", **{"last-event-id": mark}) as heard:
        assert {row["bib"] for row in board_of(heard)["data"]["rows"]} == {"39", "37"}


def test_a_screen_of_another_stage_is_left_in_peace(site: Site) -> None:
    fill(site)
    with site.person("director") as client:
        mark = client.get("/api/board?stage=2").json()["mark"]
    with looking(site, f"/api/board/live?stage=2&since={mark}") as heard:
        next(heard)
        site.camp.writer.append([seen("39", "1CP3", BOARD_NOW, "in")]).result(10)
        change = board_of(heard)["data"]
        assert change["rows"] == [], "the rows of the second stage say what they said"


def test_screens_share_one_answer(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(site)
    asks: list[str] = []
    real = Board.told

    def counted(self: Board, stage: StageNo, mark: str = "", *, named: bool = False) -> Any:
        asks.append(mark)
        return real(self, stage, mark, named=named)

    monkeypatch.setattr(Board, "told", counted)
    mark = asked(site).json()["mark"]
    address = f"/api/board/live?stage=1&since={mark}"
    with looking(site, address) as one, looking(site, address) as two, looking(site, address) as three:
        for heard in (one, two, three):
            next(heard)
        asks.clear()
        site.camp.writer.append([seen("39", "1CP3", BOARD_NOW, "in")]).result(10)
        assert board_of(one) == board_of(two) == board_of(three)
    assert asks.count(mark) <= 2, "worked out for the passing, and at most once more while they were all quiet"


def test_a_burst_is_gathered_and_nothing_of_it_is_lost(site: Site) -> None:
    fill(site)
    mark = asked(site).json()["mark"]
    with looking(site, f"/api/board/live?stage=1&since={mark}") as heard:
        next(heard)
        waiting = [site.camp.writer.append([seen(str(n), "1CP3", Instant(BOARD_NOW + n), "in")]) for n in range(1, 61)]
        for each in waiting:
            each.result(10)
        changed: set[str] = set()
        changes = 0
        while len(changed) < 60 and changes < 60:
            changes += 1
            changed |= {row["bib"] for row in board_of(heard)["data"]["rows"]}
    assert len(changed) == 60
    assert changes < 30


def test_whoever_is_removed_is_told_no_more(site: Site) -> None:
    fill(site)
    with looking(site, "/api/board/live?stage=1", role="media") as heard:
        board_of(heard)
        site.camp.accounts.remove("media")
        site.camp.writer.append([seen("39", "1CP3", BOARD_NOW, "in")]).result(10)
        assert [event for event in heard if event["event"] == "board"] == []


def test_a_name_forgotten_leaves_every_screen(site: Site) -> None:
    fill(site)
    subject = next(body.subject for body in board_live() if isinstance(body, Entered) and body.bib == "41")
    with looking(site, "/api/board/live?stage=1") as heard:
        assert board_of(heard)["data"]["names"]["41"] == "Goro Brandt"
        with site.camp.folder.vault(write=True) as vault:
            vault.forget(subject)
        change = board_of(heard)["data"]
    assert [row["bib"] for row in change["rows"]] == ["41"]
    assert "41" not in change["names"]


def test_places_are_given_back_and_where_there_is_no_room_a_screen_is_told(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(site)
    monkeypatch.setattr(screens, "MOST", 1)
    with looking(site, "/api/board/live?stage=1") as heard:
        board_of(heard)
        with site.person("media") as client:
            answer = client.get("/api/board/live?stage=1")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "screens show the board already" in told(answer)["what"]
    assert eventually(lambda: site.camp.live.listening == 0)
    with looking(site, "/api/board/live?stage=1") as heard:
        board_of(heard)


def eventually(is_so: Callable[[], bool]) -> bool:
    async def wait() -> bool:
        async with asyncio.timeout(5):
            while not is_so():
                await asyncio.sleep(0.02)
        return True

    return asyncio.run(wait())


def test_the_server_stops_although_screens_look_on(shut: Site) -> None:
    with served(shut, EASY) as site:
        fill(site)
        with looking(site, "/api/board/live?stage=1") as heard:
            board_of(heard)
            site.camp.live.close()
            assert [event for event in heard if event["event"] == "board"] == []


@pytest.mark.parametrize(
    ("role", "ways"),
    [
        ("director", {"/board", "/desk/times", "/desk/rulings", "/app/", "/devices"}),
        ("hq", {"/board", "/desk/times", "/app/", "/devices"}),
        ("timekeeper", {"/board", "/app/"}),
        ("auditor", {"/board"}),
    ],
)
def test_the_start_page_leads_everybody_to_what_they_may_use(scene: Site, role: str, ways: set[str]) -> None:
    everything = {"/board", "/desk/times", "/desk/rulings", "/app/", "/devices"}
    with scene.person(role) as client:
        links = {value for name, value in Page(client.get("/").text).attributes if name == "href"}
        assert links & everything == ways
        assert all(client.get(way).status_code == 200 for way in ways)
