"""A row of the vault as it is sealed, and as it travels: versions decide which of two stays, in any order."""

import os
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct

from stagerace.core.names import Subject
from stagerace.log.vault_kinds import JOINED, TYPES

_NONCE: Final = 12
_LONGEST: Final = 1 << 16
_LONGEST_JOINED: Final = 1 << 20
_HIGHEST: Final = 2**53


class VaultRow(Struct, frozen=True, array_like=True, order=True):
    """What is kept of a subject: of which kind, in which version, and what it says, unsealed.

    A higher version wins; of two with the same version the one whose bytes sort higher, so that all keep the same.
    """

    subject: Subject
    kind: str
    version: int
    body: bytes


def wins(one: VaultRow, other: VaultRow | None) -> bool:
    """Whether a row takes the place of another of the same subject and kind."""
    return other is None or (one.version, one.body) > (other.version, other.body)


def is_sound(row: VaultRow) -> bool:
    """Whether a row is of a kind that is known here and says what such a row can say."""
    shape = TYPES.get(row.kind)
    longest = _LONGEST_JOINED if row.kind in JOINED else _LONGEST
    if shape is None or not 0 <= row.version <= _HIGHEST or len(row.body) > longest or not _is_subject(row.subject):
        return False
    try:
        msgspec.json.decode(row.body, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False
    return True


def new_key() -> bytes:
    """A key that nobody has [32 bytes]."""
    return AESGCM.generate_key(256)


def closed(row: VaultRow, key: bytes) -> bytes:
    """What a row says, sealed for its subject, kind and version."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, row.body, _bound(row.subject, row.kind, row.version))


def opened(value: bytes, key: bytes, subject: Subject, kind: str, version: int) -> VaultRow | None:
    """The row that was sealed so; None where it is not that row of that subject."""
    try:
        body = AESGCM(key).decrypt(value[:_NONCE], value[_NONCE:], _bound(subject, kind, version))
    except (InvalidTag, ValueError, TypeError):
        return None
    return VaultRow(subject, kind, version, body)


def _is_subject(subject: str) -> bool:
    return 0 < len(subject) <= 64 and subject.isascii() and subject.isalnum()


def _bound(subject: Subject, kind: str, version: int) -> bytes:
    # Vaults made before rows had versions sealed theirs without one; they count as version 0.
    said = f"stagerace vault 2 {kind} {version} {subject}" if version else f"stagerace vault 1 {kind} {subject}"
    return said.encode()
