"""Names and notes on their way: rows of a vault sealed for one device, which alone can open them, whoever carries them.

An ephemeral X25519 exchange with the receiver's key gives, through HKDF-SHA256, a key of its own for each kind of row
(RFC 7748, RFC 5869); ChaCha20-Poly1305 (RFC 8439) seals them, bound to log, sender, receiver and kind; the sender signs
the whole. Only rows of kinds that the receiver may read are in a parcel at all.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import Struct

from stagerace.core.errors import LogRefused
from stagerace.core.names import DeviceId, Subject
from stagerace.core.signing import KEY_SIZE, SIGNATURE_SIZE
from stagerace.log.keys import Keys, verify
from stagerace.log.vault import Vault
from stagerace.log.vault_kinds import KINDS, may_read, may_write
from stagerace.log.vault_rows import VaultRow


class ParcelRefused(LogRefused):
    """A parcel that cannot be opened here, or must not be."""


LARGEST: Final = 16 << 20
"""The largest parcel that is opened [bytes]."""
_VERSION: Final = 1
# Every key is drawn for one message and used once, so that the nonce need not differ.
_NONCE: Final = bytes(12)


@dataclass(frozen=True)
class Party:
    """A device one end of a parcel: what it is called, its public keys, and the roles in which it is trusted now."""

    device: DeviceId
    sign_key: bytes
    box_key: bytes
    roles: frozenset[str]


@dataclass(frozen=True)
class Opened:
    """What was in a parcel: its sender, the rows that may be taken, and how many were left aside."""

    sender: DeviceId
    rows: tuple[VaultRow, ...]
    left: int


class _Head(Struct, frozen=True, array_like=True):
    version: int
    log_id: str
    sender: DeviceId
    receiver: DeviceId
    ephemeral: bytes


class _Parcel(Struct, frozen=True, array_like=True):
    head: _Head
    sections: dict[str, bytes]


def parcel_for(vault: Vault, log_id: str, to: Party, keys: Keys) -> bytes:
    """The rows of a vault that a device may read, sealed for it and signed by this one.

    Raises LogRefused when the device's key is none, or a row here was tampered with.
    """
    ephemeral = X25519PrivateKey.generate()
    head = _Head(_VERSION, log_id, keys.device, to.device, ephemeral.public_key().public_bytes_raw())
    try:
        shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(to.box_key))
    except ValueError as error:
        raise LogRefused(f"device {to.device}: its key to seal for is no key; enrol it again") from error
    kinds: list[str] = [kind for kind in KINDS if _may(to.roles, kind, may_read)]
    sections = {kind: _seal(vault.rows([kind]), head, kind, shared) for kind in kinds}
    packed = msgspec.msgpack.encode(_Parcel(head, sections))
    return keys.sign.sign(_signed(packed)) + packed


def open_parcel(parcel: bytes, log_id: str, keys: Keys, known: Callable[[DeviceId], Party | None]) -> Opened:
    """What was sealed for this device; rows that the sender may not write, or this device not read, are left aside.

    `known` tells who a device is, None where it is not trusted. Raises LogRefused when the parcel was altered, is for
    another device or log, or its sender is not trusted.
    """
    signature, packed = parcel[:SIGNATURE_SIZE], parcel[SIGNATURE_SIZE:]
    whole = _decoded(packed) if len(parcel) <= LARGEST else None
    if whole is None:
        raise _refused("it is no parcel, or was cut")
    head = whole.head
    if head.version != _VERSION:
        raise _refused(f"it is of version {head.version}; install the newer version here")
    if (head.log_id, head.receiver) != (log_id, keys.device):
        raise _refused("it is for another device or another race; pass it on")
    sender, own = known(head.sender), known(keys.device)
    if sender is None or own is None:
        raise _refused(f"device {head.sender if sender is None else keys.device} is not trusted in this race")
    if not verify(sender.sign_key, signature, _signed(packed)):
        raise _refused("it is not what its sender signed")
    return _sorted_out(_unsealed(whole, keys), sender, own)


def take_rows(vault: Vault, rows: Iterable[VaultRow], forgotten: Callable[[], Collection[Subject]]) -> int:
    """Takes rows into a vault, in any order and any number of times; whoever is forgotten stays so. How many were new.

    `forgotten` tells whom the log says are forgotten. It is asked before and again after: whatever is heard meanwhile
    either meets the rows or is met here. Raises LogRefused when the vault refuses.
    """
    before = forgotten()
    taken = vault.merge(row for row in rows if row.subject not in before)
    if late := vault.subjects() & set(forgotten()):
        vault.forget(*late)
    return taken


def _sorted_out(rows: list[VaultRow], sender: Party, own: Party) -> Opened:
    may = [row for row in rows if _may(sender.roles, row.kind, may_write) and _may(own.roles, row.kind, may_read)]
    return Opened(sender.device, tuple(may), len(rows) - len(may))


def _may(roles: Iterable[str], kind: str, allows: Callable[[str, str], bool]) -> bool:
    return any(allows(role, kind) for role in roles)


def _seal(rows: list[VaultRow], head: _Head, kind: str, shared: bytes) -> bytes:
    cipher = ChaCha20Poly1305(_key(head, kind, shared))
    return cipher.encrypt(_NONCE, msgspec.msgpack.encode(rows), _bound(head, kind))


def _unsealed(whole: _Parcel, keys: Keys) -> list[VaultRow]:
    rows: list[VaultRow] = []
    try:
        shared = keys.box.exchange(X25519PublicKey.from_public_bytes(whole.head.ephemeral))
        for kind, closed in whole.sections.items():
            cipher = ChaCha20Poly1305(_key(whole.head, kind, shared))
            plain = cipher.decrypt(_NONCE, closed, _bound(whole.head, kind))
            rows += [row for row in msgspec.msgpack.decode(plain, type=list[VaultRow]) if row.kind == kind]
    except (InvalidTag, ValueError, msgspec.MsgspecError) as error:
        raise _refused("it cannot be opened") from error
    return rows


def _key(head: _Head, kind: str, shared: bytes) -> bytes:
    return HKDF(SHA256(), KEY_SIZE, salt=head.ephemeral, info=_bound(head, kind)).derive(shared)


def _bound(head: _Head, kind: str) -> bytes:
    return msgspec.msgpack.encode(("stagerace parcel", head, kind))


def _signed(packed: bytes) -> bytes:
    return b"stagerace parcel " + packed


def _decoded(packed: bytes) -> _Parcel | None:
    try:
        return msgspec.msgpack.decode(packed, type=_Parcel)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _refused(why: str) -> ParcelRefused:
    return ParcelRefused(f"a parcel of names was refused: {why}; nothing of it was kept")
