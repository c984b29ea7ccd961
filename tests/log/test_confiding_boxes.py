"""A box opens for its device, in its race, unaltered; and says nothing to anybody else, not even how much was said."""

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from stagerace.core.names import Bib, PlaceId
from stagerace.log.confiding import Confidence, boxes_for, opened_by
from stagerace.log.keys import new_keys

ANA, BEN = new_keys(), new_keys()
KEYS = {ANA.device: ANA.box_key, BEN.device: BEN.box_key}
WORDS = st.builds(
    Confidence,
    place=st.sampled_from(("", "1CP1")).map(PlaceId),
    where=st.text(max_size=20),
    bibs=st.lists(st.sampled_from(("1", "12A")).map(Bib), max_size=3).map(tuple),
    note=st.text(max_size=600),
    by=st.text(max_size=9),
)


@given(WORDS)
def test_every_named_device_opens_its_own_box_and_nobody_else_any(told: Confidence) -> None:
    boxes = boxes_for(told, "log", KEYS)
    assert opened_by(ANA, "log", boxes) == opened_by(BEN, "log", boxes) == told
    assert opened_by(ANA, "another log", boxes) is None
    assert opened_by(new_keys(), "log", boxes) is None
    assert opened_by(ANA, "log", [(ANA.device, box) for device, box in boxes if device == BEN.device]) is None


@given(WORDS, st.integers(0, 10_000), st.integers(1, 255))
def test_a_box_with_one_byte_changed_opens_no_more(told: Confidence, at: int, by: int) -> None:
    ((_, box),) = boxes_for(told, "log", {ANA.device: ANA.box_key})
    at %= len(box)
    changed = box[:at] + bytes([box[at] ^ by]) + box[at + 1 :]
    # The top bit of an X25519 key counts for nothing in the exchange; it is bound all the same, as the salt.
    assert opened_by(ANA, "log", [(ANA.device, changed)]) is None
    assert opened_by(ANA, "log", [(ANA.device, box[:at])]) is None


def test_a_short_word_and_a_longer_one_look_alike() -> None:
    sizes = {len(boxes_for(Confidence(note="x" * n), "log", KEYS)[0][1]) for n in range(0, 120, 7)}
    assert len(sizes) == 1


def test_a_box_made_as_the_docs_say_is_opened() -> None:
    own = X25519PrivateKey.generate()
    public, nonce = own.public_key().public_bytes_raw(), bytes(range(12))
    info = f"stagerace confided 1 log {ANA.device}".encode()
    shared = own.exchange(X25519PublicKey.from_public_bytes(ANA.box_key))
    key = HKDF(SHA256(), 32, salt=public, info=info).derive(shared)
    text = msgspec.json.encode({"what": "safeguarding", "note": "told in the app"}) + b"   "
    box = public + nonce + AESGCM(key).encrypt(nonce, text, info)
    assert opened_by(ANA, "log", [(ANA.device, box)]) == Confidence(note="told in the app")
