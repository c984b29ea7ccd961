"""What is told to named people only: sealed for each of their devices, and opened there and nowhere else.

An ephemeral X25519 exchange with the device's key gives, through HKDF-SHA256 bound to log and device, the key of
AES-256-GCM (RFC 7748, RFC 5869, NIST SP 800-38D). A box is the ephemeral public key, the nonce and the sealed text.
"""

import os
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

from stagerace.core.errors import LogRefused
from stagerace.core.names import Bib, DeviceId, PlaceId
from stagerace.log.keys import Keys

_KEY: Final = 32
_NONCE: Final = 12
_PIECE: Final = 256
"""Texts are filled up with blanks to a multiple of this [bytes], so that a box does not tell how much was said."""


class Confidence(Struct, frozen=True):
    """What somebody told: where, about whom, in their own words; `by` is empty where they do not say who they are."""

    what: str = "safeguarding"
    place: PlaceId = PlaceId("")
    where: str = ""
    bibs: tuple[Bib, ...] = ()
    note: str = ""
    by: str = ""


def boxes_for(told: Confidence, log_id: str, keys: Mapping[DeviceId, bytes]) -> tuple[tuple[DeviceId, bytes], ...]:
    """A box for each device, by the key that it is sealed for.

    Raises LogRefused where such a key is none.
    """
    text = msgspec.json.encode(told)
    text += b" " * (-len(text) % _PIECE)
    return tuple((device, _sealed(text, log_id, device, key)) for device, key in sorted(keys.items()))


def opened_by(keys: Keys, log_id: str, boxes: Iterable[tuple[DeviceId, bytes]]) -> Confidence | None:
    """What the box for this device says; None where there is none for it, or it cannot be opened."""
    for device, box in boxes:
        if device == keys.device and (text := _opened(box, log_id, keys)) is not None:
            try:
                return msgspec.json.decode(text, type=Confidence)
            except (msgspec.MsgspecError, UnicodeDecodeError):
                return None
    return None


def _sealed(text: bytes, log_id: str, device: DeviceId, box_key: bytes) -> bytes:
    ephemeral = X25519PrivateKey.generate()
    public = ephemeral.public_key().public_bytes_raw()
    try:
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(box_key))
    except ValueError as error:
        raise LogRefused(f"device {device}: its key to seal for is no key; enrol it again") from error
    nonce, bound = os.urandom(_NONCE), _bound(log_id, device)
    return public + nonce + AESGCM(_key(shared, public, bound)).encrypt(nonce, text, bound)


def _opened(box: bytes, log_id: str, keys: Keys) -> bytes | None:
    public, nonce, closed = box[:_KEY], box[_KEY : _KEY + _NONCE], box[_KEY + _NONCE :]
    bound = _bound(log_id, keys.device)
    try:
        shared = keys.box.exchange(X25519PublicKey.from_public_bytes(public))
        return AESGCM(_key(shared, public, bound)).decrypt(nonce, closed, bound)
    except (InvalidTag, ValueError):
        return None


def _key(shared: bytes, public: bytes, bound: bytes) -> bytes:
    return HKDF(SHA256(), _KEY, salt=public, info=bound).derive(shared)


def _bound(log_id: str, device: DeviceId) -> bytes:
    return f"stagerace confided 1 {log_id} {device}".encode()
