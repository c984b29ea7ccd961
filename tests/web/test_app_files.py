"""The checkpoint app as files: by exact name, with a service worker that lists them all, and nothing beside them."""

import json
import re
import struct
import zipfile
from http.client import HTTPConnection
from pathlib import Path

import pytest
from camps import Site, served, told

from stagerace.node.stick.repacking import repack_own
from stagerace.web import app_files
from stagerace.web.app_files import digest_of
from stagerace.web.bounds import Bounds

LINE = re.compile(r'const FILES = (?P<files>\[.*\]), VERSION = "(?P<version>[0-9a-f]{32})";')
STATIC = Path(app_files.__file__).parent / "static"


def first_line(site: Site) -> tuple[list[str], str]:
    with site.client() as client:
        answer = client.get("/app/sw.js")
    assert answer.status_code == 200, answer.text
    found = LINE.fullmatch(answer.text.partition("\n")[0])
    assert found, answer.text[:200]
    return json.loads(found["files"]), found["version"]


def test_the_page_loads_the_app_and_nothing_from_elsewhere(shared: Site) -> None:
    with shared.client() as client:
        answer = client.get("/app/")
    assert answer.status_code == 200
    assert '<script type="module" src="/app/main.js">' in answer.text
    assert "//" not in answer.text.replace("<!doctype", "")
    assert "Set-Cookie" not in answer.headers


def test_the_worker_lists_every_file_and_each_is_there(shared: Site) -> None:
    files, _ = first_line(shared)
    assert files[:2] == ["/app/", "/app/manifest.webmanifest"]
    assert "/app/sw.js" not in files
    names = {path.name for path in (STATIC / "app").iterdir() if path.is_file()}
    assert {name.removeprefix("/app/") for name in files if name.count("/") == 2} >= names - {"sw.js"}
    with shared.client() as client:
        for name in files:
            answer = client.get(name)
            assert (answer.status_code, bool(answer.content)) == (200, True), name
            assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_worker_may_keep_the_whole_app(shared: Site) -> None:
    with shared.client() as client:
        answer = client.get("/app/sw.js")
    assert answer.headers["service-worker-allowed"] == "/app/"
    assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("icon.svg", "image/svg+xml"), ("icon-192.png", "image/png"), ("blake2b.js", "text/javascript")],
)
def test_each_file_says_what_it_is(shared: Site, name: str, kind: str) -> None:
    with shared.client() as client:
        answer = client.get(f"/app/{name}")
    assert answer.headers["content-type"].startswith(kind)
    assert answer.content == (STATIC / "app" / name).read_bytes()


def test_a_phone_can_install_it(shared: Site) -> None:
    with shared.client() as client:
        said = client.get("/app/manifest.webmanifest").json()
        assert (said["start_url"], said["scope"], said["display"]) == ("/app/", "/app/", "standalone")
        for icon in said["icons"]:
            content = client.get(icon["src"]).content
            if icon["type"] == "image/png":
                wide, high = struct.unpack(">II", content[16:24])
                assert icon["sizes"] == f"{wide}x{high}"


@pytest.mark.parametrize(
    "path",
    [
        "/app/../static/page.css",
        "/app/..%2fpages.py",
        "/app/%2e%2e/pages.py",
        "/app/vendor/../app/icon.svg",
        "/app/vendor/..%2f..%2fpages.py",
        "/app//icon.svg",
        "/app/./icon.svg",
        "/app/ICON.SVG",
        "/app/..",
        "/app/.gitignore",
        "/app/__init__.py",
        "/app/app.html.j2",
        "/app/vendor",
        "/app/vendor/nothing.js",
        "/app/icon.svg%00.js",
        "/app/~root",
    ],
)
def test_nothing_beside_them_is_reached(shared: Site, path: str) -> None:
    # A client that sends the path as it is written here, without tidying it.
    line = HTTPConnection(shared.url.removeprefix("http://"), timeout=10)
    line.request("GET", path)
    answer = line.getresponse()
    said = answer.read()
    line.close()
    assert answer.status in (400, 404), said[:100]
    assert set(json.loads(said)) == {"what", "do"}


def test_what_was_not_fetched_is_said_so(shared: Site) -> None:
    with shared.client() as client:
        said = told(client.get("/app/vendor/zxing_reader.none.wasm"))
    assert "npm" in said["what"]


def test_a_version_is_of_every_name_and_byte() -> None:
    files = {"/app/a.js": b"one", "/app/b.js": b"two"}
    others = [
        {"/app/a.js": b"one"},
        {"/app/a.js": b"onet", "/app/b.js": b"wo"},
        {"/app/a.js": b"two", "/app/b.js": b"one"},
        {"/app/c.js": b"one", "/app/b.js": b"two"},
    ]
    assert digest_of(dict(reversed(files.items()))) == digest_of(files)
    assert len({digest_of(each) for each in (files, *others)}) == 5


def test_thirty_phones_behind_one_address_all_get_everything(site: Site) -> None:
    with served(site, Bounds(anonymous="3/minute")):
        for _ in range(2):
            files, _ = first_line(site)
            with site.client() as client:
                assert {client.get(name).status_code for name in files} == {200}


def test_a_stick_carries_the_app(tmp_path: Path) -> None:
    with zipfile.ZipFile(repack_own(tmp_path)) as wheel:
        packed = set(wheel.namelist())
    for folder in ("app", "vendor"):
        lies = STATIC / folder
        names = {path.name for path in lies.iterdir() if not path.name.startswith(".")} if lies.is_dir() else set()
        assert {f"stagerace/web/static/{folder}/{name}" for name in names} <= packed
    assert "stagerace/web/static/app/icon.svg" in packed


def test_an_installed_program_has_the_app_too() -> None:
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text()
    for folder in ("web/static/app/*", "web/static/vendor/*"):
        assert f'"{folder}"' in text
