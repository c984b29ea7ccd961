"""Screens hear at once that something came, never who it is about, and miss nothing across a lost connection."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from camps import EASY, NOON, PROOF_HEADER, Site, served, told
from event_streams import events

from races import seen
from stagerace.core.records import Passing
from stagerace.node.live import Live
from stagerace.sync.proving import prove_request
from stagerace.web.app import app_of
from stagerace.web.bounds import Bounds


@contextmanager
def listening(site: Site, **headers: str) -> Iterator[Iterator[dict[str, Any]]]:
    """The events of one screen."""
    with site.person("auditor") as client, client.stream("GET", "/live", headers=headers) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        yield events(stream)


def news(events: Iterator[dict[str, Any]]) -> dict[str, Any]:
    return next(event for event in events if event["event"] != "heartbeat")


def passing(n: int) -> Passing:
    return seen(str(n), "1CP1", NOON)


def test_a_passing_is_told_with_its_position_and_kind_and_nothing_else(site: Site) -> None:
    with listening(site) as heard:
        first = news(heard)
        position = site.camp.live.position
        assert (first["event"], first["data"]) == ("again", {"position": position, "kinds": {}})
        site.camp.writer.append([passing(7), passing(8)]).result(10)
        change = news(heard)
    assert change == {
        "id": str(position + 2), "event": "change", "data": {"position": position + 2, "kinds": {"passing": 2}},
    }  # fmt: skip


def test_a_silent_channel_says_that_it_is_there(site: Site) -> None:
    with listening(site) as heard:
        news(heard)
        assert next(heard) == {"event": "heartbeat"}


def test_a_screen_that_comes_back_is_told_what_it_missed(site: Site) -> None:
    seen_last = site.camp.live.position
    site.camp.writer.append([passing(1), passing(2), passing(3)]).result(10)
    with listening(site, **{"last-event-id": str(seen_last)}) as heard:
        assert news(heard)["data"] == {"position": seen_last + 3, "kinds": {"passing": 3}}
        site.camp.writer.append([passing(4)]).result(10)
        assert news(heard)["data"] == {"position": seen_last + 4, "kinds": {"passing": 1}}


def test_a_screen_that_saw_more_than_there_is_reads_everything_again(site: Site) -> None:
    for last in ("999999", "-1", "x", "1e3", "9" * 40):
        with listening(site, **{"last-event-id": last}) as heard:
            assert news(heard)["event"] == "again"


def test_every_screen_hears_and_places_are_given_back(site: Site) -> None:
    with listening(site) as one, listening(site) as two:
        assert news(one)["event"] == news(two)["event"] == "again"
        assert site.camp.live.listening == 2
        site.camp.writer.append([passing(1)]).result(10)
        assert news(one)["data"] == news(two)["data"]
    with listening(site) as again:
        news(again)
        next(again)
        assert site.camp.live.listening == 1


def test_where_there_is_no_room_a_screen_is_told_to_come_back(shut: Site) -> None:
    shut.camp.live = Live(shut.camp.live.position, most=1)
    with served(shut, EASY) as site, listening(site) as heard:
        news(heard)
        with site.person("media") as client:
            answer = client.get("/live")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "listen already" in told(answer)["what"]


def test_whoever_is_removed_hears_no_more(site: Site) -> None:
    with listening(site) as heard:
        news(heard)
        site.camp.accounts.remove("auditor")
        assert all(event["event"] == "heartbeat" for event in heard), "and then it ends"


def test_the_position_told_is_already_in_the_standings(site: Site) -> None:
    with listening(site) as heard, site.person("director") as client:
        news(heard)
        for n in range(5):
            site.camp.writer.append([seen("2", "1CP1", NOON + n)]).result(10)  # type: ignore[arg-type]
            position = news(heard)["data"]["position"]
            assert client.get("/api/standings").json()["version"]["position"] >= position


def test_a_screen_that_is_let_go_by_the_server_ends_cleanly(shut: Site) -> None:
    with served(shut) as site, listening(site) as heard:
        news(heard)
        site.camp.live.close()
        assert [event for event in heard if event["event"] != "heartbeat"] == []


def test_a_screen_that_accepts_nothing_is_given_up_and_its_place_is_free(shut: Site) -> None:
    async def knock() -> None:
        stuck, sent = asyncio.Event(), list[Any]()

        async def send(message: Any) -> None:
            sent.append(message)
            if len(sent) > 1:
                await stuck.wait()

        async def receive() -> Any:
            await asyncio.Event().wait()

        app = app_of(shut.camp, Bounds(slow=0.05))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hq") as client:
            challenge = (await client.get("/api/challenge")).json()["challenge"]
        proof = prove_request(shut.keys["media"], shut.camp.meta.log_id, "GET", "/live", b"", challenge)
        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": "GET",
            "scheme": "http", "path": "/live", "raw_path": b"/live", "query_string": b"", "root_path": "",
            "headers": [(PROOF_HEADER.lower().encode(), proof.encode())],
            "client": ("10.0.0.9", 1), "server": ("10.0.0.7", 8031),
        }  # fmt: skip
        await asyncio.wait_for(app(scope, receive, send), 10)
        assert sent[0]["status"] == 200

    asyncio.run(knock())
    assert shut.camp.live.listening == 0
