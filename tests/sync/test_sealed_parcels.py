"""Names and notes on their way: who can open a parcel, what is in it, and what no carrier can do to it."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.core.errors import LogRefused
from stagerace.core.names import DeviceId, Subject
from stagerace.core.roles import ROLES
from stagerace.log import Contact, Medical, Person, Vault, VaultRow, new_subject
from stagerace.log.keys import Keys, new_keys
from stagerace.log.vault_kinds import MEDICAL
from stagerace.sync.sealed import Party, open_parcel, parcel_for, take_rows

LOG = "0" * 32
SUBJECT = new_subject()
ADA, HOME, NOTE = Person("Ada Sandström"), Contact("+46 555 0100"), Medical("asthma")
KEYS: dict[str, Keys] = {role: new_keys() for role in [*ROLES, "stranger"]}


def party(role: str) -> Party:
    keys = KEYS[role]
    return Party(keys.device, keys.sign_key, keys.box_key, frozenset({role}))


PARTIES = {party(role).device: party(role) for role in ROLES}


def known(device: DeviceId) -> Party | None:
    return PARTIES.get(device)


def nobody() -> set[Subject]:
    return set()


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    made = Vault.open(tmp_path_factory.mktemp("from") / "vault.db", write=True)
    for body in (ADA, HOME, NOTE):
        made.seal(SUBJECT, body)
    return made


def parcel(vault: Vault, to: str, sender: str = "medic") -> bytes:
    return parcel_for(vault, LOG, party(to), KEYS[sender])


def kinds_opened(raw: bytes, at: str) -> set[str]:
    return {row.kind for row in open_parcel(raw, LOG, KEYS[at], known).rows}


def test_a_medic_hands_another_the_note_and_whom_to_call_but_no_name(vault: Vault) -> None:
    assert kinds_opened(parcel(vault, "medic"), "medic") == {"contact", "medical"}


def test_headquarters_hand_out_names_but_no_medical_note(vault: Vault) -> None:
    opened = open_parcel(parcel(vault, "medic", "hq"), LOG, KEYS["medic"], known)
    assert {row.kind for row in opened.rows} == {"person", "contact"}
    assert opened.left == 1
    assert opened.sender == KEYS["hq"].device


@pytest.mark.parametrize("role", ROLES)
def test_a_parcel_holds_only_what_its_receiver_may_read(vault: Vault, role: str) -> None:
    sections = set(msgspec.msgpack.decode(parcel(vault, role)[64:])[1])
    reads, office = {"hq", "director", "captain", "medic"}, {"hq", "director"}
    names = {"person", "contact"} if role in reads else set()
    assert sections == names | (MEDICAL if role == "medic" else set()) | (
        {"link", "messages"} if role in office else set()
    )


@pytest.mark.parametrize("role", [*sorted(set(ROLES) - {"medic"}), "stranger"])
def test_nobody_but_the_receiver_opens_it(vault: Vault, role: str) -> None:
    with pytest.raises(LogRefused, match="another device"):
        open_parcel(parcel(vault, "medic"), LOG, KEYS[role], known)
    posing = Keys(KEYS["medic"].sign, KEYS[role].box)
    with pytest.raises(LogRefused, match="cannot be opened"):
        open_parcel(parcel(vault, "medic"), LOG, posing, known)


def test_nothing_of_it_can_be_read_on_the_way_and_no_two_parcels_are_alike(vault: Vault) -> None:
    one, two = parcel(vault, "medic"), parcel(vault, "medic")
    assert one != two
    for said in ("Sandström", "555 0100", "asthma", SUBJECT):
        assert said.encode() not in one


def test_a_parcel_for_another_race_is_refused(vault: Vault) -> None:
    with pytest.raises(LogRefused, match="another race"):
        open_parcel(parcel(vault, "medic"), "1" * 32, KEYS["medic"], known)


def test_a_parcel_of_a_stranger_is_refused(vault: Vault) -> None:
    with pytest.raises(LogRefused, match="not trusted"):
        open_parcel(parcel(vault, "medic", "stranger"), LOG, KEYS["medic"], known)


def test_a_stranger_cannot_sign_in_the_name_of_a_medic(vault: Vault) -> None:
    forged = Keys(KEYS["stranger"].sign, KEYS["medic"].box)
    forged.__dict__["device"] = KEYS["medic"].device
    with pytest.raises(LogRefused, match="signed"):
        open_parcel(parcel_for(vault, LOG, party("medic"), forged), LOG, KEYS["medic"], known)


def test_who_lost_the_role_on_the_way_reads_no_more(vault: Vault) -> None:
    raw = parcel(vault, "medic", "medic")

    def demoted(device: DeviceId) -> Party | None:
        found = known(device)
        return Party(found.device, found.sign_key, found.box_key, frozenset({"captain"})) if found else None

    assert open_parcel(raw, LOG, KEYS["medic"], demoted).rows == ()


@settings(max_examples=300)
@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_parcel_with_one_bit_changed_is_refused(vault: Vault, where: float, bit: int) -> None:
    raw = bytearray(WHOLE.setdefault("medic", parcel(vault, "medic")))
    raw[int(where * len(raw))] ^= 1 << bit
    with pytest.raises(LogRefused):
        open_parcel(bytes(raw), LOG, KEYS["medic"], known)


@given(cut=st.floats(0, 1, exclude_max=True))
def test_a_parcel_cut_short_is_refused(vault: Vault, cut: float) -> None:
    raw = WHOLE.setdefault("medic", parcel(vault, "medic"))
    with pytest.raises(LogRefused):
        open_parcel(raw[: int(cut * len(raw))], LOG, KEYS["medic"], known)


@given(st.binary(max_size=400))
def test_bytes_that_are_no_parcel_are_refused(raw: bytes) -> None:
    with pytest.raises(LogRefused):
        open_parcel(raw, LOG, KEYS["medic"], known)


def test_a_nest_of_a_hundred_thousand_lists_is_refused() -> None:
    with pytest.raises(LogRefused):
        open_parcel(bytes(64) + b"\x91" * 100_000, LOG, KEYS["medic"], known)


def test_a_device_whose_key_is_none_gets_no_parcel(vault: Vault) -> None:
    for bad in (b"", bytes(31), bytes(32)):
        with pytest.raises(LogRefused, match="is no key"):
            parcel_for(vault, LOG, Party(DeviceId("d1"), b"", bad, frozenset({"medic"})), KEYS["medic"])


def test_whoever_is_forgotten_while_rows_are_taken_in_stays_forgotten(tmp_path: Path) -> None:
    row = VaultRow(SUBJECT, "person", 5, b'{"name":"Ada"}')
    answers = iter([set(), {SUBJECT}])
    with Vault.open(tmp_path / "vault.db", write=True) as mine:
        take_rows(mine, [row], lambda: next(answers))
        assert mine.rows() == []


@settings(max_examples=10)
@given(
    steps=st.lists(
        st.sampled_from(["parcel 1", "parcel 2", "parcel of another", "forgotten"]), min_size=4, max_size=8
    ).filter(lambda steps: "forgotten" in steps)
)
def test_the_word_that_someone_is_forgotten_wins_in_whatever_order(
    steps: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Subject("b" * 32)
    parcels = {
        "parcel 1": VaultRow(SUBJECT, "person", 1, b'{"name":"Ada"}'),
        "parcel 2": VaultRow(SUBJECT, "medical", 2, b'{"note":"asthma"}'),
        "parcel of another": VaultRow(other, "person", 1, b'{"name":"Bo"}'),
    }
    forgotten: set[Subject] = set()
    with Vault.open(tmp_path_factory.mktemp("v") / "vault.db", write=True) as mine:
        for step in steps:
            if step == "forgotten":
                forgotten.add(SUBJECT)
                mine.forget(SUBJECT)
            else:
                take_rows(mine, [parcels[step]], lambda: forgotten)
        assert mine.subjects() == ({other} if "parcel of another" in steps else set())


WHOLE: dict[str, bytes] = {}
