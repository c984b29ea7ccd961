"""`stagerace serve` as a person runs it: up at once, told what to do, stopped cleanly, and nothing lost when killed."""

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from camps import EASY, NOON, PASSWORD, Site, served
from certificates_made import make_certificate
from serve_processes import serving
from typer.testing import CliRunner

from stagerace.cli import app
from stagerace.core.clock import DAY, Instant
from stagerace.core.errors import BadInput, StageraceError
from stagerace.log import open_log
from stagerace.node.certificate import read_certificate
from stagerace.node.clock import now
from stagerace.node.journal import keeping_journal
from stagerace.web.serving import bind, server_of

resource = pytest.importorskip("resource")

RACE = (
    '[race]\nid = "oasis"\nname = "Oasis Run"\nstart_date = 2031-03-02\ntime_zone = "UTC"\n'
    "[[stage]]\nn = 1\nkm = 10\nstart = 2031-03-02T08:00:00\n"
)


@pytest.fixture
def folder(tmp_path: Path, own_home: Path) -> Path:
    (tmp_path / "oasis").mkdir()
    (tmp_path / "oasis" / "race.toml").write_text(RACE)
    return tmp_path / "oasis"


@contextmanager
def running(folder: Path, *more: str | Path) -> Iterator[tuple["subprocess.Popen[str]", str, list[str]]]:
    """The program, where it is reached on this machine, and what it said; asked to stop in the end."""
    with serving(folder, *more) as server:
        yield server.process, server.url, server.said
        server.process.send_signal(signal.SIGINT)
        assert server.process.stdout is not None
        server.said += server.process.stdout
        server.process.wait(30)


@pytest.mark.slow
def test_it_is_up_says_what_to_do_lets_the_director_in_and_stops_cleanly(folder: Path) -> None:
    with running(folder) as (child, url, said), httpx.Client(base_url=url, trust_env=False) as client:
        assert client.get("/health").json()["ok"] is True
        code = re.search(r"code once: (\S+)", "".join(said))
        assert code
        answer = client.post("/first", json={"code": code[1], "name": "Rosa", "password": PASSWORD})
        assert answer.json()["role"] == "director"
        with client.stream("GET", "/live") as stream:
            heard = stream.iter_text()
            assert "again" in next(heard)
            child.send_signal(signal.SIGINT)
            assert not any("event" in text for text in heard), "the screen is let go"
            child.wait(10)
    assert child.returncode == 0
    assert "Stopped." in said[-1]
    assert list(folder.with_name("oasis-backups").glob("backup-*.zip"))
    with open_log(folder / "race.log") as log:
        assert log.position >= 1


@pytest.mark.slow
def test_it_is_up_without_loading_the_models(folder: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with running(folder):
        pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 4.0


@dataclass(frozen=True)
class Said:
    returncode: int
    stdout: str
    stderr: str


def serve(*words: str | Path, stdin: str = "") -> Said:
    """What a call that ends by itself comes to, called as the program calls itself."""
    result = CliRunner().invoke(app, ["serve", *map(str, words)], input=stdin)
    if isinstance(result.exception, StageraceError):
        return Said(1, result.stdout, str(result.exception))
    return Said(result.exit_code, result.stdout, result.stderr)


def test_accounts_are_added_and_removed_from_the_command_line(folder: Path, own_home: Path) -> None:
    done = serve(folder, "--add-account", "Ana", "--role", "medic", stdin=f"{PASSWORD}\n")
    assert (done.returncode, done.stdout) == (0, "Ana may log in as medic.\n")
    assert PASSWORD not in done.stdout + done.stderr
    (file,) = (own_home / "accounts").iterdir()
    assert json.loads(file.read_text())[0]["role"] == "medic"
    assert serve(folder, "--add-account", "Ben", "--role", "king", stdin=f"{PASSWORD}\n").returncode == 1
    assert serve(folder, "--add-account", "Ben").returncode == 2
    assert serve(folder, "--role", "medic").returncode == 2
    assert "can no longer log in" in serve(folder, "--remove-account", "ana").stdout


def test_a_port_in_use_and_a_missing_backup_folder_are_said_with_what_to_do(folder: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadInput, match=f"port {port} is in use") as bad:
            bind("127.0.0.1", port)
    assert f"--port {port + 1}" in str(bad.value)
    with pytest.raises(BadInput, match="Leave --host out"):
        bind("192.0.2.77", 0)
    said = serve(folder, "--port", "0", "--backup-to", tmp_path / "none")
    assert said.returncode == 1
    assert "mount the stick" in said.stderr


def test_a_certificate_that_cannot_be_used_is_refused_before_anything_is_opened(folder: Path, tmp_path: Path) -> None:
    pair = make_certificate(tmp_path, ["hq.example.org"], Instant(now() - 100 * DAY), 90)
    said = serve(folder, "--port", "0", "--tls", *pair)
    assert said.returncode == 1
    assert "ran out" in said.stderr
    assert not (folder / "race.log").exists()


def test_over_tls_the_session_is_for_tls_alone(shut: Site, tmp_path: Path) -> None:
    pair = make_certificate(tmp_path, ["hq.example.org"], Instant(NOON - DAY), 10)
    shut.camp.certificate = read_certificate(*pair, "hq.example.org", NOON)
    with served(shut) as site, site.client() as client:
        answer = client.post("/login", json={"name": "director", "password": PASSWORD})
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-stagerace=")
        assert "secure" in cookie.lower()
        assert "max-age" in answer.headers["strict-transport-security"]
        assert "the certificate runs out" in client.get("/").text, "an alarm on the page"


def test_the_log_files_tell_no_name_no_address_no_query_and_no_body(shut: Site, tmp_path: Path) -> None:
    shut.camp.accounts.add("Rosa Lindqvist", "director", PASSWORD)

    def fail() -> object:
        raise ValueError("a secret of Rosa Lindqvist")

    with keeping_journal(tmp_path / "logs"), served(shut) as site, site.client() as client:
        client.post("/login", json={"name": "Rosa Lindqvist", "password": "WrongPassword1"})
        client.post("/login", json={"name": "Rosa Lindqvist", "password": PASSWORD})
        client.get("/api/standings?class=women&after=77123")
        client.get("/static/RosaFile", headers={"user-agent": "RosaPhone"})
        client.get("/RosaPath/77123")
        client.post("/login", content=b'{"SecretBody', headers={"content-type": "application/json"})
        shut.camp.present.race = fail  # type: ignore[method-assign,assignment]
        assert client.get("/api/race").status_code == 500
        key = client.cookies["stagerace"]
        host, port = site.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as line:
            line.sendall(b"RosaVerb Lindqvist\r\n\r\n")
            line.recv(1000)
    text = (tmp_path / "logs" / "serve.log").read_text()
    assert "GET /api/standings 400" in text
    assert "POST /login 401" in text
    assert "ValueError" in text
    said = (
        "rosa",
        "lindqvist",
        "127.0.0.1",
        "77123",
        "women",
        "secret",
        PASSWORD.lower(),
        "wrongpassword",
        key.lower(),
    )
    for word in (*said, str(tmp_path).lower()):
        assert word not in text.lower(), word


KILLED = """
import sys, threading
from pathlib import Path
from stagerace.core.clock import Instant
from stagerace.core.records import Passing
from stagerace.node.camp import open_camp
from stagerace.node.folder import RaceFolder

camp = open_camp(RaceFolder(Path(sys.argv[1])), lambda: Instant(1930219200000))
first, door = int(sys.argv[2]), threading.Lock()

def tablet(k):
    for n in range(first + k, first + 1000000, 8):
        camp.writer.append([Passing(str(n), "1CP1", Instant(n))]).result()
        with door:
            print(n, flush=True)

for k in range(8):
    threading.Thread(target=tablet, args=(k,)).start()
"""


@pytest.mark.slow
def test_a_server_killed_while_eight_tablets_append_loses_nothing_it_acknowledged(folder: Path) -> None:
    acknowledged: list[str] = []
    for turn in range(6):
        command = [sys.executable, "-c", KILLED, folder, str(turn * 1_000_000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            acknowledged += [child.stdout.readline().strip() for _ in range(100 + 150 * turn)]
            child.kill()
            acknowledged += [line.strip() for line in child.stdout if line.endswith("\n")]
    with open_log(folder / "race.log") as log:
        bibs = [getattr(record.body, "bib", "") for record in log.read()]
        assert log.damaged == ()
    kept = [bib for bib in bibs if bib]
    assert len(kept) == len(set(kept)), "nothing twice"
    assert set(acknowledged) <= set(kept)


def test_a_server_stops_while_a_hundred_screens_listen(shut: Site) -> None:
    with served(shut, EASY) as site, site.person("director") as client:
        key = client.cookies["stagerace"]
        host, port = site.url.removeprefix("http://").split(":")
        lines = [socket.create_connection((host, int(port)), 10) for _ in range(100)]
        for line in lines:
            line.sendall(f"GET /live HTTP/1.1\r\nHost: x\r\nCookie: stagerace={key}\r\n\r\n".encode())
        heard = [b"".join(iter_until(line, b"again")) for line in lines]
        assert all(b"200 OK" in each for each in heard)
        assert site.camp.live.listening == 100
    for line in lines:
        line.close()
    assert shut.camp.live.listening == 0


def iter_until(line: socket.socket, word: bytes) -> Iterator[bytes]:
    seen = b""
    while word not in seen and (piece := line.recv(4096)):
        seen += piece
        yield piece


def test_a_server_can_be_made_without_being_run(shut: Site) -> None:
    assert server_of(shut.camp).config.limit_concurrency == 900
