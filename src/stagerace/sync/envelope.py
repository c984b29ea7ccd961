"""Something for one device's eyes: sealed for it, signed by who sends it, and of no use for anything else.

The same exchange as for parcels of names (`sealed.py`): an ephemeral X25519 key with the receiver's, HKDF-SHA256,
ChaCha20-Poly1305, bound to log, purpose, sender and receiver.
"""

from collections.abc import Callable
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

from stagerace.core.errors import LogRefused
from stagerace.core.names import DeviceId
from stagerace.core.signing import KEY_SIZE, SIGNATURE_SIZE
from stagerace.log.keys import Keys, verify
from stagerace.sync.sealed import Party

ACCOUNTS: Final = "accounts"
"""The purpose of an envelope with who may log in."""
# Every key is drawn for one envelope and used once, so that the nonce need not differ.
_NONCE: Final = bytes(12)


class _Head(Struct, frozen=True, array_like=True):
    purpose: str
    log_id: str
    sender: DeviceId
    receiver: DeviceId
    ephemeral: bytes


class _Envelope(Struct, frozen=True, array_like=True):
    head: _Head
    closed: bytes


def envelope_for(said: bytes, purpose: str, log_id: str, to: Party, keys: Keys) -> bytes:
    """Bytes sealed for a device and signed by this one.

    Raises LogRefused when the device's key is none.
    """
    ephemeral = X25519PrivateKey.generate()
    head = _Head(purpose, log_id, keys.device, to.device, ephemeral.public_key().public_bytes_raw())
    try:
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(to.box_key))
    except ValueError as error:
        raise LogRefused(f"device {to.device}: its key to seal for is no key; enrol it again") from error
    bound = msgspec.msgpack.encode(head)
    packed = msgspec.msgpack.encode(_Envelope(head, _cipher(shared, bound).encrypt(_NONCE, said, bound)))
    return keys.sign.sign(_signed(packed)) + packed


def open_envelope(
    envelope: bytes, purpose: str, log_id: str, keys: Keys, known: Callable[[DeviceId], Party | None], role: str
) -> bytes:
    """What was sealed for this device, by one that is trusted in a role.

    Raises LogRefused for what was altered, is for something or somebody else, or comes from a device without the role.
    """
    signature, packed = envelope[:SIGNATURE_SIZE], envelope[SIGNATURE_SIZE:]
    try:
        whole = msgspec.msgpack.decode(packed, type=_Envelope)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _refused("it is none, or was cut") from error
    head = whole.head
    if (head.purpose, head.log_id, head.receiver) != (purpose, log_id, keys.device):
        raise _refused("it is for another device, race or purpose")
    sender = known(head.sender)
    if sender is None or role not in sender.roles or not verify(sender.sign_key, signature, _signed(packed)):
        raise _refused(f"device {head.sender} is not trusted as {role} here, or did not sign it")
    bound = msgspec.msgpack.encode(head)
    try:
        shared = keys.box.exchange(X25519PublicKey.from_public_bytes(head.ephemeral))
        return _cipher(shared, bound).decrypt(_NONCE, whole.closed, bound)
    except (InvalidTag, ValueError) as error:
        raise _refused("it cannot be opened") from error


def _cipher(shared: bytes, bound: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), KEY_SIZE, salt=None, info=b"stagerace envelope " + bound).derive(shared))


def _signed(packed: bytes) -> bytes:
    return b"stagerace envelope " + packed


def _refused(why: str) -> LogRefused:
    return LogRefused(f"a sealed message was refused: {why}; nothing of it was kept")
