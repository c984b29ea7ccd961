"""Two nodes meet over the network: both end with the same records, as far as the role of who asks goes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import httpx
import msgspec
import pytest
from camps import NOON, Site, told
from msgspec.structs import replace

from laptops import Laptop
from races import seen
from stagerace.core.errors import LogRefused
from stagerace.core.names import NodeId, Number, PlaceId
from stagerace.core.records import ClockAnchor, IncidentOpened
from stagerace.core.roles import ROLES, RoleName
from stagerace.log import create_log
from stagerace.node.meeting import Here, meet_over
from stagerace.node.own_clock import OwnClock
from stagerace.sync.contact import OFTEN
from stagerace.sync.peer import NoAnswer, Peer
from stagerace.sync.swapping import CannotSwap, Swap, answer


def passings(*bibs: int) -> list:  # type: ignore[type-arg]
    return [seen(str(bib), "1CP1", NOON) for bib in bibs]


def swapped(site: Site, role: RoleName, said: Swap) -> httpx.Response:
    return site.ask(role, "POST", "/api/swap", msgspec.msgpack.encode(said))


def hello(site: Site, **more: object) -> Swap:
    return replace(Swap(1, site.camp.meta.log_id, NodeId("n1"), "tablet", {}), **more)


def test_after_one_meeting_both_hold_the_same(site: Site, tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "laptop")
    first = laptop.join(site, "hq")
    assert first.met.came.added > 4
    laptop.append(*passings(1, 2))
    site.camp.writer.append(passings(3)).result(10)
    done = laptop.sync(site.url)
    assert (done.met.came.refused, done.met.refused) == ((), ())
    assert laptop.vector() == site.camp.present.vector()
    assert {body.bib for body in site.camp.present.view().facts.passings.values()} == {"1", "2", "3"}
    assert laptop.folder.view().race.plan == site.camp.present.race()[0].plan
    again = laptop.sync(site.url)
    assert again.met.went == 1, "this run's word on its clock"
    assert (done.missing_here, done.missing_there) == ((), ())


def test_more_than_fits_one_message_comes_in_several(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stagerace.web.swap_routes.answer", lambda *given, **more: answer(*given, most=20_000, **more))
    site.camp.writer.append(passings(*range(1, 900))).result(30)
    laptop = Laptop(tmp_path / "laptop")
    assert laptop.join(site, "auditor").met.trips > 3
    assert laptop.vector().items() >= site.camp.present.vector().items()


def test_an_auditor_only_takes_and_is_told_what_it_has_more(site: Site, tmp_path: Path) -> None:
    auditor = Laptop(tmp_path / "auditor")
    auditor.join(site, "auditor")
    auditor.append(*passings(7))
    site.camp.writer.append(passings(8)).result(10)
    done = auditor.sync(site.url)
    assert done.met.came.added == 1
    node = auditor.node()
    assert node not in site.camp.present.vector()
    (gap,) = done.missing_there
    assert (gap.node, gap.held, gap.says) == (node, 0, auditor.vector()[node])
    assert gap.there().endswith(f"it holds nothing, we hold {gap.says}")
    assert not [record for record in auditor.folder.view().records if isinstance(record.body, ClockAnchor)]


def test_an_auditor_that_saw_something_happen_is_heard_and_what_else_it_wrote_counts_for_nothing(
    site: Site, tmp_path: Path
) -> None:
    auditor = Laptop(tmp_path / "auditor")
    auditor.join(site, "auditor")
    auditor.append(*passings(7), IncidentOpened("a1", "medical", NOON, PlaceId("1CP1"), by="the auditor"))
    auditor.sync(site.url)
    facts = site.camp.present.race()[0].facts
    assert [body.by for body in facts.reports.values() if isinstance(body, IncidentOpened)] == ["the auditor"]
    sightings = (each for places in facts.seen.values() for those in places.values() for each in those)
    assert auditor.node() not in {each.id[0] for each in sightings}


def test_media_swap_nothing_and_are_told_so(site: Site, tmp_path: Path) -> None:
    media = Laptop(tmp_path / "media")
    with pytest.raises(LogRefused, match="the role media may not ask for this"):
        media.join(site, "media")
    assert media.vector() in ({}, {media.node(): 1})


def test_a_timekeeper_gets_records_without_asking_for_names(site: Site, tmp_path: Path) -> None:
    tablet = Laptop(tmp_path / "tablet")
    assert tablet.join(site, "timekeeper", "1CP1").names == 0
    tablet.append(*passings(5))
    tablet.sync(site.url)
    assert tablet.vector() == site.camp.present.vector()


def test_another_protocol_race_or_root_is_refused_in_words(site: Site) -> None:
    said = [
        (hello(site, protocol=2), "tablet speaks protocol 2, this program 1", "Install the newer version"),
        (hello(site, log_id="0" * 32), "log of another race", "nothing was exchanged"),
        (hello(site, root="d0123456789abcdef"), "trusts another device first", "keep the log of the camp"),
    ]
    for swap, what, do in said:
        answer = swapped(site, "hq", swap)
        assert answer.status_code == 409
        assert what in told(answer)["what"]
        assert do.lower() in f"{told(answer)['what']} {told(answer)['do']}".lower()


def test_a_laptop_refuses_a_node_of_another_race_before_it_is_taken_in(site: Site, tmp_path: Path) -> None:
    other = Laptop(tmp_path / "other")
    other.folder.path.mkdir(parents=True)
    create_log(other.folder.log_path, NOON, race="gobi-2031")
    with pytest.raises(LogRefused, match="another race; name another folder"):
        other.join(site, "hq")
    assert len(site.camp.rights().enrolled) == len(ROLES) + 1


@pytest.mark.parametrize(
    "body", [b"", b"\x91" * 100_000, b"\x80", b'{"protocol":1}', b"\xc1", b"\xd9\xff" + b"\xff" * 9]
)
def test_what_is_no_message_is_refused(site: Site, body: bytes) -> None:
    answer = site.ask("hq", "POST", "/api/swap", body)
    assert answer.status_code == 400
    assert "cannot be taken" in told(answer)["what"]


def test_a_message_beyond_measure_is_refused(site: Site) -> None:
    answer = site.ask("hq", "POST", "/api/swap", bytes((16 << 20) + 1))
    assert answer.status_code == 413
    told(answer)


def test_a_device_in_touch_notes_the_camps_clock_once_and_no_oftener_than_it_is_worth(
    site: Site, tmp_path: Path
) -> None:
    tablet = Laptop(tmp_path / "tablet")
    tablet.join(site, "timekeeper", "1CP1")
    before = len(anchors_of(tablet))
    with tablet.opened() as log, Peer(site.url, tablet.keys) as peer:
        here = Here(tablet.folder, lambda work: work(log, NOON), tablet.keys, "tablet", OwnClock())
        for _ in range(5):
            meet_over(peer, here)
        assert here.clock.noted is not None
        # As if ten minutes had passed since: the one noted is moved into the past.
        here.clock.noted = replace(here.clock.noted, mono=here.clock.noted.mono - OFTEN)
        met = meet_over(peer, here)
    anchors = anchors_of(tablet)
    assert 2 <= len(anchors) - before <= 4, "one at first, one after ten minutes, else only much surer ones"
    assert met.ours == site.camp.present.vector(), "the anchor itself went along"
    last = anchors[-1]
    assert last.reference == site.camp.node
    assert last.received_at == last.answered_at == NOON
    assert 0 <= last.round_trip < 5_000


def anchors_of(laptop: Laptop) -> list[ClockAnchor]:
    return [record.body for record in laptop.folder.view().records if isinstance(record.body, ClockAnchor)]


def test_what_is_missing_from_whom_is_said_in_words(site: Site, tmp_path: Path) -> None:
    tablet = Laptop(tmp_path / "tablet")
    tablet.join(site, "timekeeper", "1CP1", "tablet B")
    tablet.append(*passings(*range(1, 213 - tablet.vector()[tablet.node()])))
    tablet.sync(site.url)
    node = tablet.node()
    held = site.camp.present.vector()[node]
    tablet.append(*passings(1, 2))
    with tablet.opened() as log:
        said = hello(site, node=node, label="tablet", vector=log.vector())
    site.keys["timekeeper"] = tablet.keys
    swapped(site, "timekeeper", said)
    (gap,) = site.ask("captain", "GET", "/api/missing").json()
    assert gap["text"] == f"1CP1 tablet B ({node}): we hold 1-{held}, it says {held + 2}"
    assert (gap["held"], gap["says"]) == (held, held + 2)
    with site.person("director") as client:
        assert gap["text"] in client.get("/devices").text
    tablet.sync(site.url)
    assert site.ask("captain", "GET", "/api/missing").json() == []


def test_nobody_speaks_for_anothers_node(site: Site) -> None:
    swapped(site, "timekeeper", hello(site, node=site.camp.node, vector={NodeId("n9"): Number(9)}))
    swapped(site, "captain", hello(site, node="n7", vector={NodeId("n9"): Number(9)}))
    assert site.ask("hq", "GET", "/api/missing").json() == []


def test_an_address_that_leads_back_here_is_no_companion(site: Site) -> None:
    camp = site.camp
    here = Here(camp.folder, lambda work: camp.writer.do(work).result(10), camp.keys, camp.label, OwnClock())
    with Peer(site.url, camp.keys) as peer, pytest.raises(CannotSwap, match="leads back to this very node"):
        meet_over(peer, here)


@contextmanager
def some_other_program(status: int, body: bytes) -> Iterator[str]:
    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *said: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Other) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(("status", "body"), [(200, b"<html>router</html>"), (404, b"none"), (500, b"{}"), (302, b"")])
def test_what_is_no_camp_node_is_named_as_such(tmp_path: Path, status: int, body: bytes) -> None:
    laptop = Laptop(tmp_path / "laptop")
    with some_other_program(status, body) as url, Peer(url, laptop.keys) as peer:
        with pytest.raises(LogRefused, match=r"camp node.*heck the address") as refused:
            peer.challenge()
        assert url in str(refused.value)


def test_where_nobody_answers_that_is_said(tmp_path: Path) -> None:
    laptop = Laptop(tmp_path / "laptop")
    for url in ("http://127.0.0.1:9", "https://127.0.0.1:9"):
        with Peer(url, laptop.keys) as peer, pytest.raises(NoAnswer, match="check the address and the network"):
            peer.challenge()
    for url in ("http://127.0.0.1:port", "http://[::1", "http://\x00"):
        with pytest.raises(LogRefused, match="this is no address"):
            Peer(url, laptop.keys)


def test_a_challenge_too_old_is_asked_for_anew_by_itself(site: Site, tmp_path: Path) -> None:
    with Peer(site.url, site.keys["hq"]) as peer:
        assert peer.ask("GET", "/api/who").json()["role"] == "hq"
        site.watch.on(OFTEN * 2)
        assert peer.ask("GET", "/api/who").json()["role"] == "hq"
