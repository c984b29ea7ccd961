"""Every way in, tried by everybody: who may is let in, who may not is told so, and nothing is open by accident."""

import msgspec
import pytest
from camps import EASY, Site, told

from stagerace.core.clock import MINUTE
from stagerace.core.names import NodeId
from stagerace.core.roles import ROLES, RoleName
from stagerace.sync.swapping import Swap
from stagerace.web.app import GROUPS, app_of
from stagerace.web.needs import NEEDS, settle
from stagerace.web.pages import health
from stagerace.web.ways import Way

EVERYBODY = frozenset({"", "hq", "director", "captain", "timekeeper", "medic", "guardian", "media", "auditor"})
KNOWN = EVERYBODY - {""}
SYNCING = KNOWN - {"media"}
OFFICE = frozenset({"hq", "director"})
ENROLLING = frozenset({"hq", "director"})
SETTLING = frozenset({"hq", "director"})
TIMING = frozenset({"hq", "director", "captain", "timekeeper"})
GUARDING = frozenset({"hq", "director", "medic"})
NAMES = frozenset({"hq", "director", "captain", "medic"})

MAY = {
    "GET /": EVERYBODY,
    "GET /health": EVERYBODY,
    "GET /static/{name}": EVERYBODY,
    "GET /login": EVERYBODY,
    "POST /login": EVERYBODY,
    "GET /first": EVERYBODY,
    "POST /first": EVERYBODY,
    "POST /logout": KNOWN,
    "GET /live": KNOWN,
    "GET /board": KNOWN,
    "GET /api/board": KNOWN,
    "GET /api/board/live": KNOWN,
    "GET /api/forecast": KNOWN,
    "GET /api/challenge": EVERYBODY,
    "GET /api/who": KNOWN,
    "GET /api/race": KNOWN,
    "GET /api/standings": KNOWN,
    "GET /api/vector": SYNCING,
    "GET /api/missing": SYNCING,
    "POST /api/swap": SYNCING,
    "POST /api/carry": EVERYBODY,
    "GET /api/people": NAMES,
    "POST /api/people": NAMES,
    "GET /api/accounts": frozenset({"hq"}),
    "POST /api/enrol": EVERYBODY,
    "GET /enrol": EVERYBODY,
    "GET /devices": ENROLLING,
    "GET /api/devices": ENROLLING,
    "POST /api/invite": ENROLLING,
    "POST /api/revoke": ENROLLING,
    "GET /desk/times": SETTLING,
    "GET /api/conflicts": SETTLING,
    "POST /api/settle": SETTLING,
    "GET /desk/rulings": frozenset({"director"}),
    "POST /api/preview": frozenset({"director"}),
    "POST /api/sign": frozenset({"director"}),
    "POST /api/set-aside": frozenset({"director"}),
    "GET /desk/notice/{name}": frozenset({"hq", "director", "captain", "timekeeper"}),
    "GET /app/": EVERYBODY,
    "GET /app/sw.js": EVERYBODY,
    "GET /app/manifest.webmanifest": EVERYBODY,
    "GET /app/{name}": EVERYBODY,
    "GET /app/vendor/{name}": EVERYBODY,
    "GET /api/clock": EVERYBODY,
    "GET /api/post": TIMING,
    "POST /api/post/enrol": EVERYBODY,
    "POST /api/post/record": frozenset(),
    "GET /sheets": TIMING,
    "GET /hq": GUARDING,
    "GET /hq/runner/{bib}": GUARDING,
    "GET /hq/incident/{name}": GUARDING,
    "GET /api/hq": GUARDING,
    "GET /api/hq/ground": GUARDING,
    "GET /api/hq/live": GUARDING,
    "GET /api/hq/kin/{bib}": GUARDING,
    "POST /api/hq/{order}": GUARDING,
    "GET /medic": KNOWN,
    "GET /medic/desk": frozenset({"medic"}),
    "GET /medic/runner/{bib}": frozenset({"medic"}),
    "POST /api/medic/encounter": frozenset({"medic"}),
    "POST /api/medic/strike": frozenset({"medic"}),
    "POST /api/medic/supplies": frozenset({"medic"}),
    "GET /api/medic/counts": frozenset({"medic"}),
    "POST /api/confide": KNOWN,
    "GET /confided": KNOWN,
    "GET /confided/words": frozenset({"guardian"}),
    "GET /family": OFFICE,
    "POST /api/family": OFFICE,
    "GET /message/{bib}": EVERYBODY,
    "POST /message/{bib}": EVERYBODY,
    "GET /message/state/{receipt}": EVERYBODY,
    "GET /messages": OFFICE,
    "GET /messages/sheets": OFFICE,
    "POST /api/messages": OFFICE,
}
"""Who may go which way, written down a second time on purpose."""
DEVICES_ONLY = {"GET /api/people", "POST /api/people", "GET /api/accounts"}
"""What is sealed for a device goes to no browser, whoever looks at it."""
TRIED = {
    "GET /app/vendor/{name}": 404,
    "POST /login": 401,
    "POST /first": 401,
    "POST /api/enrol": 400,
    "POST /api/post/enrol": 400,
    "POST /api/people": 400,
    "POST /api/revoke": 400,
    "POST /api/settle": 409,
    "POST /api/preview": 400,
    "POST /api/sign": 400,
    "GET /desk/notice/{name}": 404,
    "GET /hq/incident/{name}": 404,
    "GET /api/hq/kin/{bib}": 404,
    "POST /api/hq/{order}": 400,
    "POST /api/medic/encounter": 409,
    "POST /api/medic/strike": 409,
    "POST /api/medic/supplies": 409,
    "GET /api/medic/counts": 409,
    "POST /api/confide": 400,
    "POST /api/family": 400,
    "GET /message/{bib}": 404,
    "POST /message/{bib}": 404,
    "GET /message/state/{receipt}": 404,
    "POST /api/messages": 400,
}
"""Let in to try, and wrong."""
BODIES = {
    "POST /login": b'{"name":"x","password":"y"}',
    "POST /first": b'{"code":"x"}',
    "POST /api/enrol": b'{"token":"x","sign_key":"00","box_key":"00"}',
    "POST /api/post/enrol": b'{"token":"x","nonce":"a nonce"}',
    "POST /api/invite": b'{"role":"auditor"}',
    "POST /api/revoke": b'{"device":"d0"}',
    "POST /api/settle": b'{"conflict":"sources n1:1","answer":"1"}',
    "POST /api/preview": b'{"kind":"penalty"}',
    "POST /api/sign": b'{"kind":"penalty"}',
    "POST /api/set-aside": b'{"name":"x"}',
    "POST /api/people": b"no parcel",
    "POST /api/medic/encounter": b'{"bib":"1"}',
    "POST /api/medic/strike": b'{"bib":"1"}',
    "POST /api/medic/supplies": b'{"what":"tape"}',
    "POST /api/confide": b'{"note":" "}',
    "POST /api/family": b'{"bib":"99","order":"open"}',
    "POST /message/{bib}": b'{"from":"Ana","text":"Go on!"}',
    "POST /api/messages": b'{"did":"burn"}',
    "POST /api/hq/{order}": b'{"alert":"x","answer":"taken"}',
}
TARGETS = {
    "GET /static/{name}": "/static/page.css",
    "GET /app/{name}": "/app/icon.svg",
    "GET /app/vendor/{name}": "/app/vendor/none.js",
    "GET /api/post": "/api/post?place=1CP1",
    "GET /sheets": "/sheets?place=1CP1",
    "GET /desk/notice/{name}": "/desk/notice/R9",
    "GET /medic/runner/{bib}": "/medic/runner/1",
    "GET /hq/runner/{bib}": "/hq/runner/1",
    "GET /message/{bib}": "/message/1",
    "POST /message/{bib}": "/message/1",
    "GET /message/state/{receipt}": "/message/state/x",
    "GET /hq/incident/{name}": "/hq/incident/x",
    "GET /api/hq/ground": "/api/hq/ground?stage=1",
    "GET /api/hq/kin/{bib}": "/api/hq/kin/1",
    "POST /api/hq/{order}": "/api/hq/answer",
}
"""What is asked for where the way alone does not say it."""
SWAPS = {"POST /api/swap", "POST /api/carry"}
every_way = pytest.mark.parametrize("way", MAY)


def knock(site: Site, way: str, role: str, kind: str) -> int:
    site.watch.on(6 * MINUTE)  # Wrong tries are long forgiven.
    method, path = way.split(" ")
    target, body = TARGETS.get(way, path), BODIES.get(way, b"")
    if way in SWAPS:
        body = msgspec.msgpack.encode(Swap(1, site.camp.meta.log_id, NodeId("n"), "tablet", {}))
    headers = {"content-type": "application/msgpack" if way in SWAPS else "application/json"}
    if role and kind == "device":
        headers |= site.proof(role, method, target, body)  # type: ignore[arg-type]
    with site.person(role) if role and kind == "person" else site.client() as client:
        if method != "GET":
            headers["origin"] = site.url
        with client.stream(method, target, content=body, headers=headers) as answer:
            status = answer.status_code
            if status in (401, 403) and path not in ("/login", "/first"):
                answer.read()
                told(answer)
            return status


def test_the_table_here_and_the_table_there_name_the_same_ways() -> None:
    assert set(MAY) == set(NEEDS)


@every_way
@pytest.mark.parametrize("kind", ["person", "device"])
@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_everybody_tries_every_way(shared: Site, way: str, role: RoleName, kind: str) -> None:
    status = knock(shared, way, role, kind)
    if role in MAY[way] and (kind == "device" or way not in DEVICES_ONLY):
        assert status in ((TRIED[way],) if way in TRIED else (200, 303))
    else:
        assert status == (403 if role else 401)


def test_every_role_was_tried() -> None:
    assert set(ROLES) | {""} == EVERYBODY


def test_a_way_that_the_table_does_not_name_is_not_opened(shut: Site) -> None:
    extra = Way("GET", "/api/secrets", health)
    with pytest.raises(LookupError, match="GET /api/secrets"):
        app_of(shut.camp, EASY, groups=[*GROUPS, [extra]])


def test_a_line_of_the_table_without_a_way_and_a_way_twice_are_refused() -> None:
    ways = [way for group in GROUPS for way in group]
    with pytest.raises(LookupError, match="nothing answers"):
        settle(ways, {**NEEDS, "GET /api/more": "known"})
    with pytest.raises(LookupError, match="same method and path"):
        settle([*ways, ways[0]])
