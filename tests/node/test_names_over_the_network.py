"""Names and notes over the network: every byte of every machine, and all that went over the wire, is searched."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest
from camps import NOON, Site, open_site, served

from laptops import Laptop, bytes_of, medical_secrets
from races import seen
from stagerace.core.names import Bib
from stagerace.core.records import Entered
from stagerace.log import Contact, Medical, Person, new_subject
from stagerace.node.camp import open_camp
from stagerace.sync.peer import Peer

SUBJECT = new_subject()
NAME, PHONE, NOTE = "Ada Sandström", "+46 555 0100", "asthma, carries an inhaler"
ROLES = {
    "tent": "medic",
    "aid": "medic",
    "desk": "director",
    "board": "captain",
    "mat": "timekeeper",
    "book": "auditor",
}


@dataclass
class Race:
    """A camp, the machines around it, and all that went between them."""

    site: Site
    machines: dict[str, Laptop]
    wire: list[bytes] = field(default_factory=list)

    def camp_holds(self) -> bytes:
        return bytes_of(self.site.camp.folder, self.site.camp.folder.path.parent / "home")

    def sync_all(self) -> None:
        for machine in self.machines.values():
            machine.sync(self.site.url)


@pytest.fixture(scope="module")
def race(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Race]:
    """A race in which everybody met the camp; the tests only add to it."""
    root, monkeypatch = tmp_path_factory.mktemp("race"), pytest.MonkeyPatch()
    monkeypatch.setenv("STAGERACE_HOME", str(root / "home"))
    site = open_site(root, people=(), own_home=root / "home")
    machines = {name: Laptop(root / name) for name in ROLES}
    race = Race(site, machines)
    listen(monkeypatch, race.wire)
    with served(site):
        for name, role in ROLES.items():
            machines[name].join(site, role, "1CP1" if role in ("captain", "timekeeper") else "", name)
        site.camp.writer.append([Entered(Bib("77"), SUBJECT)]).result(10)
        with site.camp.folder.vault(write=True) as vault:
            vault.seal(SUBJECT, Person(NAME))
        machines["tent"].keep(SUBJECT, Medical(NOTE), Contact(PHONE))
        for _ in range(2):
            race.sync_all()
        yield race
    site.camp.close()
    monkeypatch.undo()


def listen(monkeypatch: pytest.MonkeyPatch, wire: list[bytes]) -> None:
    """Keep every body and header that goes over the network."""
    send = httpx.Client.send

    def heard(client: httpx.Client, request: httpx.Request, **more: object) -> httpx.Response:
        answer = send(client, request, **more)  # type: ignore[arg-type]
        for said in (request, answer):
            wire.extend((said.read(), *(value for pair in said.headers.raw for value in pair)))
        wire.append(bytes(str(request.url), "ascii"))
        return answer

    monkeypatch.setattr(httpx.Client, "send", heard)


def test_a_medical_note_reaches_no_machine_but_a_medics_and_no_byte_of_it_the_wire(race: Race) -> None:
    secrets = [NOTE.encode(), b"inhaler", *medical_secrets(race.machines["tent"].folder)]
    held = {name: machine.held() for name, machine in race.machines.items() if name not in ("tent", "aid")}
    held["camp"] = race.camp_holds()
    held["wire"] = b"\n".join(race.wire)
    for where, everything in held.items():
        assert len(everything) > 10_000
        assert not [secret for secret in secrets if secret in everything], where
    assert SUBJECT.encode() in held["camp"], "the search finds what is there"


def test_names_and_whom_to_call_reach_those_whose_role_reads_them_and_no_others(race: Race) -> None:
    for name in ("desk", "board", "aid"):
        with race.machines[name].folder.vault() as vault:
            assert vault.read(SUBJECT, Person) == Person(NAME), name
            assert vault.read(SUBJECT, Contact) == Contact(PHONE), name
            assert vault.read(SUBJECT, Medical) is None, name
    for name in ("mat", "book"):
        assert not (race.machines[name].folder.path / "vault.db").exists()
        everything = race.machines[name].held()
        assert NAME.encode() not in everything
        assert PHONE.encode() not in everything


def test_a_name_never_crosses_the_wire_unsealed(race: Race) -> None:
    everything = b"\n".join(race.wire)
    for said in (NAME, PHONE):
        assert said.encode() not in everything
        assert said.encode()[:9] not in everything


def test_a_medics_laptop_that_serves_gives_the_note_to_medics_only(
    race: Race,
) -> None:
    tent = race.machines["tent"]
    with tent.at_work():
        camp = open_camp(tent.folder, race.site.watch, own_home=tent.home)
    try:
        with served(Site(camp, race.site.watch)) as served_tent:
            for name in ("aid", "desk", "board", "mat"):
                race.machines[name].sync(served_tent.url)
    finally:
        camp.close()
    with race.machines["aid"].folder.vault() as vault:
        assert vault.read(SUBJECT, Medical) == Medical(NOTE)
    race.sync_all()
    secrets = [NOTE.encode(), *medical_secrets(tent.folder)]
    relays = {name: race.machines[name].held() for name in ("desk", "board", "mat", "book")}
    relays["camp"] = race.camp_holds()
    for where, everything in relays.items():
        assert not [secret for secret in secrets if secret in everything], where


def test_a_correction_of_a_name_goes_along_and_a_timekeeper_asks_for_none(race: Race) -> None:
    with race.site.camp.folder.vault(write=True) as vault:
        vault.seal(other := new_subject(), Person("Bo Lind"))
        vault.seal(other, Person("Bo Holm"))
    race.wire.clear()
    race.machines["mat"].append(seen("77", "1CP1", NOON))
    race.machines["mat"].sync(race.site.url)
    assert not any(b"/api/people" in said for said in race.wire)
    assert race.machines["board"].sync(race.site.url).names == 1
    with race.machines["board"].folder.vault() as vault:
        assert vault.read(other, Person) == Person("Bo Holm")


def test_what_is_no_parcel_and_a_parcel_for_another_are_refused(race: Race) -> None:
    board, aid = (race.machines[name] for name in ("board", "aid"))
    with Peer(race.site.url, board.keys) as peer:
        parcel = peer.ask("GET", "/api/people").content
    headers = {"Content-Type": "application/octet-stream"}
    with Peer(race.site.url, aid.keys) as peer:
        for wrong in (b"", b"x" * 500, parcel, parcel[:-1]):
            with pytest.raises(Exception, match="a parcel of names was refused"):
                peer.ask("POST", "/api/people", wrong, **headers)
