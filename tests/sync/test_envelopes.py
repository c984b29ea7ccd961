"""Something sealed for one device: nobody else reads it, nobody alters it, and only who is trusted may send it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stagerace.core.errors import LogRefused
from stagerace.core.names import DeviceId
from stagerace.log.keys import Keys, new_keys
from stagerace.sync.envelope import envelope_for, open_envelope
from stagerace.sync.sealed import Party

CAMP, REPLICA, TABLET = new_keys(), new_keys(), new_keys()


def party_of(keys: Keys, role: str) -> Party:
    return Party(keys.device, keys.sign_key, keys.box_key, frozenset({role}))


PEOPLE = {keys.device: party_of(keys, role) for keys, role in ((CAMP, "hq"), (REPLICA, "hq"), (TABLET, "timekeeper"))}


def known(device: DeviceId) -> Party | None:
    return PEOPLE.get(device)


def opened(sealed: bytes, keys: Keys = REPLICA, purpose: str = "accounts", log: str = "a" * 32) -> bytes:
    return open_envelope(sealed, purpose, log, keys, known, "hq")


def sealed(said: bytes = b"three camels", by: Keys = CAMP) -> bytes:
    return envelope_for(said, "accounts", "a" * 32, PEOPLE[REPLICA.device], by)


@given(st.binary(max_size=200))
def test_what_is_sealed_is_opened_by_whom_it_is_for_and_its_bytes_do_not_show(said: bytes) -> None:
    closed = sealed(said)
    assert opened(closed) == said
    assert len(said) < 8 or said not in closed


def test_nobody_else_opens_it_nor_for_anything_else() -> None:
    closed = sealed()
    for keys, purpose, log in (
        (TABLET, "accounts", "a" * 32),
        (REPLICA, "other", "a" * 32),
        (REPLICA, "accounts", "b" * 32),
    ):
        with pytest.raises(LogRefused, match="another device, race or purpose"):
            opened(closed, keys, purpose, log)


def test_a_tablet_and_a_stranger_may_not_send_it() -> None:
    for by in (TABLET, new_keys()):
        with pytest.raises(LogRefused, match="not trusted as hq"):
            opened(sealed(by=by))


@settings(max_examples=200)
@given(st.data())
def test_no_bit_of_it_can_be_changed_and_no_part_be_cut(data: st.DataObject) -> None:
    closed = sealed()
    if data.draw(st.booleans()):
        bit = data.draw(st.integers(0, 8 * len(closed) - 1))
        altered = bytearray(closed)
        altered[bit // 8] ^= 1 << bit % 8
        broken = bytes(altered)
    else:
        broken = closed[: data.draw(st.integers(0, len(closed) - 1))]
    with pytest.raises(LogRefused):
        opened(broken)
