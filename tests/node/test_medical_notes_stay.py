"""Medical notes, encounters and supplies reach medics only: every byte of every other node is searched.

Also where others carry them, and where the medical desk itself was used. What is confided reaches guardians only.
"""

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from laptops import medical_secrets
from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused
from stagerace.core.names import Bib, DeviceId, PlaceId
from stagerace.core.records import Body, DeviceEnrolled, DeviceRevoked, Entered, Forgotten
from stagerace.log import Contact, Medical, Person, Vault, backup, create_log, exchange, new_subject, open_log
from stagerace.log.keys import Keys, machine_keys
from stagerace.node.folder import RaceFolder
from stagerace.node.sharing import parcel_to, share_people, take_parcel

NOW = Instant(1_900_000_000_000)
LATER = Instant(NOW + 3_600_000)
SUBJECT = new_subject()
NAME, PHONE, NOTE = "Ada Sandström", "+46 555 0100", "asthma, carries an inhaler"
MORE, TREATED, TREATED_TOO, SUPPLY = "core temperature high", "ice bath", "moved to shade", "ringer lactate"
WHERE, CONFIDED = "behind the ropes of tent nine", "what nobody else may ever read"
ROLES = {
    "hq": "hq", "tent": "medic", "aid": "medic", "board": "captain", "press": "media", "mat": "timekeeper",
    "trust": "guardian",
}  # fmt: skip


@dataclass(frozen=True)
class Machine:
    folder: RaceFolder
    home: Path
    keys: Keys

    def append(self, *bodies: Body) -> None:
        with open_log(self.folder.log_path, write=True, home=self.home, now=NOW, label=self.home.name) as log:
            log.append(bodies, NOW)

    def meet(self, other: "Machine") -> None:
        with (
            open_log(self.folder.log_path, write=True, home=self.home, now=NOW, label="a") as mine,
            open_log(other.folder.log_path, write=True, home=other.home, now=NOW, label="b") as theirs,
        ):
            exchange(mine, theirs, NOW)

    def bytes_held(self) -> bytes:
        archive = self.home / "all.zip"
        archive.unlink(missing_ok=True)
        backup(self.folder.path, archive, NOW)
        restored = b"".join(unpacked(archive).values())
        roots = (self.folder.path, self.home)
        return restored + b"".join(path.read_bytes() for root in roots for path in root.rglob("*") if path.is_file())


def unpacked(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.fixture
def camp(tmp_path: Path) -> dict[str, Machine]:
    machines: dict[str, Machine] = {}
    log_id = ""
    for name in ROLES:
        path = tmp_path / name / "race"
        path.mkdir(parents=True)
        log_id = create_log(path / "race.log", NOW, race="sahara-2031", log_id=log_id).log_id
        home = tmp_path / name / "home"
        machines[name] = Machine(RaceFolder(path), home, machine_keys(home))
    machines["hq"].append(*(enrolment(name, machines) for name in ROLES), Entered(Bib("1"), SUBJECT))
    for name in ROLES:
        if name != "hq":
            machines["hq"].meet(machines[name])
    with machines["hq"].folder.vault(write=True) as vault:
        vault.seal(SUBJECT, Person(NAME))
    with machines["tent"].folder.vault(write=True) as vault:
        vault.seal(SUBJECT, Medical(NOTE))
        vault.seal(SUBJECT, Contact(PHONE))
    return machines


def enrolment(name: str, machines: dict[str, Machine]) -> DeviceEnrolled:
    keys, root = machines[name].keys, machines["hq"].keys.device
    place = PlaceId("1CP1") if ROLES[name] in ("captain", "timekeeper") else PlaceId("")
    return DeviceEnrolled(keys.device, keys.sign_key, keys.box_key, ROLES[name], NOW, place, name, root)


def give(giver: Machine, taker: Machine) -> tuple[bytes, int]:
    parcel = parcel_to(giver.folder, taker.keys.device, giver.keys, LATER)
    return parcel, take_parcel(taker.folder, parcel, taker.keys, LATER)[1]


def note_at(machine: Machine) -> Medical | None:
    with machine.folder.vault() as vault:
        return vault.read(SUBJECT, Medical)


def test_a_medical_note_reaches_every_medic_and_no_byte_of_any_other_node(camp: dict[str, Machine]) -> None:
    parcels = {name: give(camp["tent"], camp[name])[0] for name in ROLES if name != "tent"}
    assert note_at(camp["aid"]) == Medical(NOTE)
    for name, parcel in parcels.items():
        assert NOTE.encode() not in parcel
        if name != "aid":
            held = camp[name].bytes_held()
            assert NOTE.encode() not in held, name
            assert not any(secret in held for secret in medical_secrets(camp["tent"].folder)), name
            with_vault = (camp[name].folder.path / "vault.db").is_file()
            assert not with_vault or note_at(camp[name]) is None
    assert contact_at(camp["board"]) == Contact(PHONE)


def contact_at(machine: Machine) -> Contact | None:
    with machine.folder.vault() as vault:
        return vault.read(SUBJECT, Contact)


def test_a_relay_that_may_not_read_carries_the_note_and_learns_nothing(camp: dict[str, Machine]) -> None:
    relay, aid = camp["mat"], camp["aid"]
    parcel = parcel_to(camp["tent"].folder, aid.keys.device, camp["tent"].keys, LATER)
    (relay.folder.path / "for-aid.parcel").write_bytes(parcel)
    with pytest.raises(LogRefused, match="another device"):
        take_parcel(relay.folder, parcel, relay.keys, LATER)
    held = relay.bytes_held()
    for said in (NOTE, PHONE, "inhaler"):
        assert said.encode() not in held
    assert not any(secret in held for secret in medical_secrets(camp["tent"].folder))
    carried = (relay.folder.path / "for-aid.parcel").read_bytes()
    assert take_parcel(aid.folder, carried, aid.keys, LATER)[1] == 2
    assert note_at(aid) == Medical(NOTE)
    assert take_parcel(aid.folder, carried, aid.keys, LATER)[1] == 0


def test_forgetting_on_one_node_reaches_all_and_no_parcel_brings_anyone_back(camp: dict[str, Machine]) -> None:
    early = {name: parcel_to(camp["hq"].folder, camp[name].keys.device, camp["hq"].keys, LATER) for name in ROLES}
    notes = parcel_to(camp["tent"].folder, camp["aid"].keys.device, camp["tent"].keys, LATER)
    give(camp["hq"], camp["aid"])
    give(camp["tent"], camp["aid"])
    camp["hq"].append(Forgotten(SUBJECT, NOW))
    for name in ("board", "tent", "aid", "press", "mat"):
        camp["hq"].meet(camp[name])
    for name in ROLES:
        take_parcel(camp[name].folder, early[name], camp[name].keys, LATER)
        take_parcel(camp["aid"].folder, notes, camp["aid"].keys, LATER)
    for name, machine in camp.items():
        if (machine.folder.path / "vault.db").is_file():
            with machine.folder.vault() as vault:
                assert vault.rows() == [], name
                assert vault.subjects() == set()


def test_a_revoked_device_is_sent_nothing_and_nothing_is_taken_from_it(camp: dict[str, Machine]) -> None:
    early = parcel_to(camp["tent"].folder, camp["aid"].keys.device, camp["tent"].keys, LATER)
    camp["hq"].append(DeviceRevoked(camp["tent"].keys.device, NOW))
    camp["hq"].meet(camp["aid"])
    with pytest.raises(LogRefused, match="not trusted"):
        take_parcel(camp["aid"].folder, early, camp["aid"].keys, LATER)
    with pytest.raises(LogRefused, match="revoked"):
        parcel_to(camp["hq"].folder, camp["tent"].keys.device, camp["hq"].keys, LATER)


def test_a_device_never_enrolled_is_sent_nothing(camp: dict[str, Machine]) -> None:
    with pytest.raises(LogRefused, match="enrol it first"):
        parcel_to(camp["hq"].folder, DeviceId("d0"), camp["hq"].keys, LATER)


def test_two_folders_of_ones_own_share_names_and_no_medical_note(camp: dict[str, Machine]) -> None:
    tent, press = camp["tent"].folder, camp["press"].folder
    with tent.vault(write=True) as vault:
        vault.seal(SUBJECT, Person(NAME))
    assert share_people(tent, press, "hq").there == 2
    with Vault.open(press.path / "vault.db") as vault:
        assert vault.people() == {SUBJECT: Person(NAME)}
        assert vault.read_all(Medical) == {}
    assert share_people(tent, press, "hq").there == 0
    with press.vault(write=True) as vault:
        vault.seal(SUBJECT, Person("Ada Holm"))
    assert share_people(tent, press, "hq").here == 1
