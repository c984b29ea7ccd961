"""The key that two devices share for frames: nobody sends it, each works it out from what enrolment made known."""

from typing import Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from stagerace.core.errors import LogRefused
from stagerace.core.names import DeviceId
from stagerace.log.keys import Keys

_SIZE: Final = 32


def frame_key(keys: Keys, device: DeviceId, box_key: bytes, log_id: str) -> bytes:
    """The key for frames between this machine and a device in one race [32 bytes]; the device works out the same.

    An X25519 exchange of the two sealing keys, through HKDF-SHA256 bound to the log (RFC 7748, RFC 5869). Raises
    LogRefused when the device's key is none.
    """
    try:
        shared = keys.box.exchange(X25519PublicKey.from_public_bytes(box_key))
    except ValueError as error:
        raise LogRefused(f"device {device}: its key to seal for is no key; enrol it again") from error
    return HKDF(SHA256(), _SIZE, salt=None, info=b"stagerace frames " + log_id.encode()).derive(shared)
