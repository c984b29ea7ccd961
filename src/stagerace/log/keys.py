"""The keys of this machine: with one it signs what it wrote, with the other it opens what was sealed for it alone."""

import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from stagerace.core.errors import LogRefused
from stagerace.core.names import DeviceId
from stagerace.core.signing import KEY_SIZE, device_of, proof_bytes

_NAME: Final = "device.keys"
_PRIVATE: Final = 0o600


@dataclass(frozen=True)
class Keys:
    """A device's two private keys."""

    sign: Ed25519PrivateKey
    box: X25519PrivateKey

    @cached_property
    def sign_key(self) -> bytes:
        """The public key its marks are verified with [32 bytes]."""
        return self.sign.public_key().public_bytes_raw()

    @cached_property
    def box_key(self) -> bytes:
        """The public key that what only it may read is sealed for [32 bytes]."""
        return self.box.public_key().public_bytes_raw()

    @cached_property
    def device(self) -> DeviceId:
        """What the device is called."""
        return device_of(self.sign_key)


def new_keys() -> Keys:
    """Keys that nobody else has."""
    return Keys(Ed25519PrivateKey.generate(), X25519PrivateKey.generate())


def machine_keys(home: Path) -> Keys:
    """The keys of this machine, kept in its home and made at the first need.

    Raises LogRefused when they cannot be read or written.
    """
    path = home / _NAME
    try:
        if not path.is_file():
            _make(path)
        text = path.read_bytes()
    except OSError as error:
        raise LogRefused(
            f"{path}: this machine's keys cannot be kept there ({error.strerror}); free space, or set STAGERACE_HOME "
            "to a folder on this machine that can be written"
        ) from error
    try:
        sign, box = (bytes.fromhex(line) for line in text.decode().split())
        return Keys(Ed25519PrivateKey.from_private_bytes(sign), X25519PrivateKey.from_private_bytes(box))
    except ValueError as error:
        raise LogRefused(
            f"{path}: this machine's keys are damaged; put the file back from a copy, or move it away: then new keys "
            "are made, and the machine has to be enrolled again"
        ) from error


def _make(path: Path) -> None:
    """Writes new keys down, whole and for this user alone; if another process was faster, its keys stay."""
    keys = new_keys()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{_NAME}.{secrets.token_hex(4)}.new")
    fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(f"{keys.sign.private_bytes_raw().hex()}\n{keys.box.private_bytes_raw().hex()}\n".encode())
            file.flush()
            os.fsync(file.fileno())
        _place(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _place(fresh: Path, path: Path) -> None:
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:
        # Some disks know no links; then the last look is all there is.
        if not path.exists():
            fresh.rename(path)


def verify(sign_key: bytes, signature: bytes, said: bytes) -> bool:
    """Whether the holder of a key signed these bytes."""
    if len(sign_key) != KEY_SIZE:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(sign_key).verify(signature, said)
    except (InvalidSignature, ValueError):
        return False
    return True


def prove(challenge: bytes, keys: Keys) -> bytes:
    """The proof that a device holds its key, for a challenge that was drawn for this one time [64 bytes]."""
    return keys.sign.sign(proof_bytes(challenge))


def verify_proof(challenge: bytes, proof: bytes, sign_key: bytes) -> bool:
    """Whether a proof answers a challenge with the private half of a key."""
    return verify(sign_key, proof, proof_bytes(challenge))
