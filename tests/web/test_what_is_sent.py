"""What no honest caller sends is refused early: too large, too deep, too slow, climbing out."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from camps import EASY, Site, served, told
from msgspec import Struct, json, msgpack
from msgspec.structs import asdict, replace

from stagerace.web import line
from stagerace.web.bodies import read_json, read_msgpack
from stagerace.web.bounds import Bounds
from stagerace.web.doorstep import ALWAYS
from stagerace.web.refusals import Refused

LIMIT = EASY.body


def raw(site: Site, *pieces: bytes) -> bytes:
    """What the server says to these bytes, sent as they are."""
    host, port = site.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), 10) as line:
        for piece in pieces:
            line.sendall(piece)
        line.settimeout(10)
        said = b""
        while piece := line.recv(65_536):
            said += piece
    return said


def get(target: str) -> bytes:
    return f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode("latin-1")


@pytest.mark.parametrize(
    "target",
    ["/../etc/passwd", "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/static/..\\app.py",
     "//etc/passwd", "/static/page.css/..", "/static/./page.css", "/static/page.css%00.js", "/%2e%2e/%2e%2e/etc/passwd",
     "/static//page.css", "/..;/x", "/static/....//page.css"],
)  # fmt: skip
def test_a_path_that_climbs_out_is_no_address_here(shared: Site, target: str) -> None:
    said = raw(shared, get(target))
    assert said.startswith((b"HTTP/1.1 400", b"HTTP/1.1 404")), said[:200]
    assert b"root:" not in said
    assert b"import" not in said


@pytest.mark.parametrize("name", ["live.mjs", "page.css.bak", "PAGE.CSS", "app.py", "page.html.j2", "..", "."])
def test_only_files_of_the_table_are_served(shared: Site, name: str) -> None:
    said = raw(shared, get(f"/static/{name}"))
    assert said.startswith((b"HTTP/1.1 400", b"HTTP/1.1 404")), said[:100]


def test_a_body_over_the_limit_is_refused_as_soon_as_it_says_so(shared: Site) -> None:
    head = f"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: {10**12}\r\nConnection: close\r\n\r\n".encode()
    said = raw(shared, head)
    assert said.startswith(b"HTTP/1.1 413")
    assert b"4,096 bytes" in said


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(size // 1000):
        yield b"x" * 1000


def test_a_body_over_the_limit_is_refused_while_it_arrives(shared: Site) -> None:
    with shared.client() as client:
        answer = client.post("/login", content=chunks(400_000), headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert "4,096 bytes" in told(answer)["what"]


def test_a_stranger_sends_no_body_where_only_the_known_may(shared: Site) -> None:
    head = b"POST /logout HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\nConnection: close\r\n\r\n"
    assert raw(shared, head).startswith(b"HTTP/1.1 401"), "refused before a byte of it came"


def test_a_body_that_does_not_come_is_not_waited_for(shut: Site) -> None:
    head = b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
    with served(shut, replace_bounds(pause=0.2)) as site:
        said = raw(site, head, b'{"name":')
    assert said.startswith(b"HTTP/1.1 408")
    assert b"too slowly" in said


def replace_bounds(**more: float) -> Bounds:
    return Bounds(**{**vars(EASY), **more})


class Note(Struct, frozen=True):
    text: str = ""
    more: object = None


@pytest.mark.parametrize("depth", [2_000, 100_000, 1_000_000])
def test_what_is_nested_beyond_reason_is_refused(depth: int) -> None:
    deep_json = b'{"more":' + b"[" * depth + b"]" * depth + b"}"
    with pytest.raises(Refused, match="JSON"):
        read_json(deep_json, Note)
    deep = b"\x81\xa4more" + b"\x91" * depth + b"\xc0"
    with pytest.raises(Refused, match="message"):
        read_msgpack(deep, Note)
    unknown = b'{"other":' + b"[" * depth + b"]" * depth + b"}"
    with pytest.raises(Refused, match="JSON"):
        read_json(unknown, Note)


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'{"text":1}', b"\xff\xfe", b'{"text":"\xff"}'])
def test_what_cannot_be_read_is_refused_and_said(body: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_json(body, Note)
    assert refused.value.status == 400
    with pytest.raises(Refused):
        read_msgpack(body or b"\xc1", Note)


def test_what_can_be_read_is_read() -> None:
    note = Note("as it was")
    assert read_json(json.encode(note), Note) == note
    assert read_msgpack(msgpack.encode(note), Note) == note
    assert asdict(replace(note, text="x"))["text"] == "x"


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [("application/json", b"[" * 4_000, 400), ("application/json", b"{}", 401), ("text/plain", b"name=x", 415),
     ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(100)), 400),
     ("application/x-www-form-urlencoded", b"name=\xff", 400)],
)  # fmt: skip
def test_a_login_of_any_shape_is_answered(site: Site, kind: str, body: bytes, status: int) -> None:
    with site.client() as client:
        assert client.post("/login", content=body, headers={"content-type": kind}).status_code == status


def test_long_addresses_and_large_headers_are_refused(shared: Site) -> None:
    assert raw(shared, get("/?" + "x" * 3_000)).startswith(b"HTTP/1.1 414")
    large = f"GET / HTTP/1.1\r\nHost: x\r\nX-More: {'x' * 60_000}\r\nConnection: close\r\n\r\n".encode()
    assert raw(shared, large).startswith((b"HTTP/1.1 431", b"HTTP/1.1 400"))
    assert raw(shared, b"\x16\x03\x01 this is no HTTP\r\n\r\n").startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize("target", ["/", "/nothing", "/api/race", "/static/page.css", "/health", "/?x=<script>"])
def test_every_answer_has_the_same_guard_headers(shared: Site, target: str) -> None:
    said = raw(shared, get(target)).partition(b"\r\n\r\n")[0].decode().lower()
    for name, value in ALWAYS.items():
        assert f"{name}: {value}".lower() in said
    assert "server:" not in said


def test_a_way_asked_by_another_method_is_refused_in_words(shared: Site) -> None:
    with shared.client() as client:
        answer = client.delete("/api/race")
    assert answer.status_code == 405
    told(answer)


def test_pages_bring_nothing_from_elsewhere_and_no_style_or_script_of_their_own(shared: Site) -> None:
    with shared.client() as client:
        for target in ("/", "/login", "/first"):
            text = client.get(target).text
            assert "INTERNAL" in text
            assert "<style" not in text
            assert " style=" not in text
            assert " on" + "click" not in text
            assert "<script>" not in text
            sources = [part.split('"')[0] for part in text.split('src="')[1:]]
            assert all(source.startswith("/static/") for source in sources)


def test_a_connection_that_asks_nothing_is_closed(shut: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "PATIENCE", 0.1)
    with served(shut) as site:
        assert raw(site, b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ") == b""
        assert raw(site, b"") == b""
        assert raw(site, get("/health")).startswith(b"HTTP/1.1 200")


def reaches(site: Site) -> bool:
    try:
        return raw(site, get("/health")).startswith(b"HTTP/1.1 200")
    except OSError:
        return False


def test_one_address_cannot_hold_every_connection(shut: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "MOST", 3)
    with served(shut) as site, ExitStack() as held:
        assert reaches(site)
        host, port = site.url.removeprefix("http://").split(":")
        for _ in range(3):
            held.enter_context(socket.create_connection((host, int(port)), 10)).sendall(b"GET ")
        assert not reaches(site)
        held.close()
        assert any(reaches(site) for _ in range(100)), "places are given back"
