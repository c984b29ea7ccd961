"""A camp to knock at: a race, a device and a person of every role, and a real server on loopback."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from races import entered, plan, seen, start_of_day
from stagerace.core.clock import Instant
from stagerace.core.names import PlaceId
from stagerace.core.proofs import CHALLENGE_HEADER, PROOF_HEADER
from stagerace.core.records import Body, DeviceEnrolled, PlanAdopted
from stagerace.core.roles import ROLES, RoleName, is_placed
from stagerace.log import create_log
from stagerace.log.keys import Keys, machine_keys, new_keys
from stagerace.node import accounts
from stagerace.node.camp import Camp, open_camp
from stagerace.node.folder import RaceFolder
from stagerace.sync.proving import prove_request
from stagerace.web.bounds import Bounds
from stagerace.web.serving import bind, server_of

NOON = Instant(start_of_day(1) + 4 * 3_600_000)
PASSWORD = "three camels and a kettle"
EASY = Bounds(anonymous="100000/minute", login="100000/minute", heartbeat=0.2)
"""Bounds that no test meets by the way."""


@dataclass
class Watch:
    """A clock that stands until it is set."""

    now: Instant = NOON

    def __call__(self) -> Instant:
        return self.now

    def on(self, ms: int) -> None:
        self.now = Instant(self.now + ms)


@dataclass
class Site:
    """An open camp, its clock, the keys of its devices by role; every person is called after their role."""

    camp: Camp
    watch: Watch
    keys: dict[RoleName, Keys] = field(default_factory=dict)
    url: str = ""

    def client(self, **more: Any) -> httpx.Client:
        return httpx.Client(base_url=self.url, trust_env=False, timeout=10, **{"verify": False, **more})

    @contextmanager
    def person(self, role: str) -> Iterator[httpx.Client]:
        """A browser in which somebody is logged in."""
        with self.client() as client:
            answer = client.post("/login", json={"name": role, "password": PASSWORD})
            assert answer.status_code == 200, answer.text
            yield client

    def proof(self, role: RoleName, method: str, target: str, body: bytes = b"") -> dict[str, str]:
        """The header with which a device of a role makes one request."""
        with self.client() as client:
            challenge = client.get("/api/challenge").json()["challenge"]
        return {PROOF_HEADER: prove_request(self.keys[role], self.camp.meta.log_id, method, target, body, challenge)}

    def ask(self, role: RoleName, method: str, target: str, body: bytes = b"") -> httpx.Response:
        """What a device of a role is answered."""
        with self.client() as client:
            return client.request(method, target, content=body, headers=self.proof(role, method, target, body))


def open_site(
    root: Path,
    *,
    people: tuple[str, ...] = tuple(ROLES),
    own_home: Path,
    bodies: Sequence[Body] = (),
    now: Instant = NOON,
) -> Site:
    """A camp with a race, of one stage unless `bodies` tell otherwise, a device of every role and these people."""
    folder = root / "sahara"
    folder.mkdir()
    create_log(folder / "race.log", now, race="sahara-2031")
    watch = Watch(now)
    camp = open_camp(RaceFolder(folder), watch, own_home=own_home)
    site = Site(camp, watch)
    root_keys = machine_keys(own_home)
    told = bodies or [PlanAdopted(plan()), entered("1"), entered("2"), seen("1", "1CP1", NOON)]
    camp.writer.append([*told, enrolled(root_keys, "hq", root_keys, watch.now)]).result(10)
    for role in ROLES:
        site.keys[role] = new_keys()
        camp.writer.append([enrolled(site.keys[role], role, root_keys, watch.now)]).result(10)
    for name in people:
        camp.accounts.add(name, name, PASSWORD)
    return site


def enrolled(keys: Keys, role: str, by: Keys, now: Instant) -> DeviceEnrolled:
    place = PlaceId("1CP1" if is_placed(role) else "")
    return DeviceEnrolled(keys.device, keys.sign_key, keys.box_key, role, now, place, f"tablet of {role}", by.device)


@contextmanager
def served(site: Site, bounds: Bounds = EASY, port: int = 0) -> Iterator[Site]:
    """A real server for a camp, in a thread; at any free port unless one is named."""
    ready = threading.Event()
    sock = bind("127.0.0.1", port)
    server = server_of(site.camp, bounds=bounds, ready=ready.set)
    thread = threading.Thread(target=server.run, args=([sock],))
    thread.start()
    try:
        assert ready.wait(10)
        scheme = "https" if site.camp.secure else "http"
        site.url = f"{scheme}://127.0.0.1:{sock.getsockname()[1]}"
        yield site
    finally:
        server.should_exit = True
        thread.join(10)
        sock.close()
        assert not thread.is_alive(), "the server did not stop"


@contextmanager
def quick_hashes() -> Iterator[None]:
    """Argon2 with the least work it takes."""
    patch = pytest.MonkeyPatch()
    patch.setattr(accounts, "_HASHING", PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),)))
    yield
    patch.undo()


def challenge_of(answer: httpx.Response) -> str:
    return answer.headers[CHALLENGE_HEADER]


def told(answer: httpx.Response) -> Mapping[str, Any]:
    """What a refusal says: always what is wrong and what to do."""
    said = answer.json()
    assert set(said) == {"what", "do"}, said
    assert said["what"]
    assert said["do"]
    return dict(said)
