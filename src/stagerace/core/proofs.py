"""How a device shows, with every request, that it holds its key: what it signs, and the header that carries it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b
from typing import Final

from msgspec import Struct

from stagerace.core.names import DeviceId

PROOF_HEADER: Final = "StageRace-Proof"
"""Carries the proof with a request."""
CHALLENGE_HEADER: Final = "StageRace-Challenge"
"""Carries the challenge that the next proof must answer."""
PROTOCOL_HEADER: Final = "StageRace-Protocol"
"""Carries the version of the protocol spoken, on requests and answers."""
PROTOCOL: Final = 1
"""The version that this program speaks."""
_DIGEST: Final = 32


class Proof(Struct, frozen=True):
    """A device's answer to a challenge, for one request with one body; `nonce` makes no two alike."""

    device: DeviceId
    challenge: str
    nonce: str
    digest: bytes
    signature: bytes = b""

    def header(self) -> str:
        """The proof as a header says it."""
        return ".".join((self.device, self.challenge, self.nonce, _text(self.digest), _text(self.signature)))


def read_proof(header: str) -> Proof:
    """The proof in a header.

    Raises ValueError when it is none.
    """
    parts = header.split(".") if header.isascii() and len(header) <= 1_000 else []
    if len(parts) != 5 or not all(parts) or any(part.split() != [part] for part in parts):
        raise ValueError("this is no proof")
    device, challenge, nonce, digest, signature = parts
    return Proof(DeviceId(device), challenge, nonce, _bytes(digest), _bytes(signature))


def body_digest(body: bytes) -> bytes:
    """The digest of a request's body [32 bytes]."""
    return blake2b(body, digest_size=_DIGEST).digest()


def request_bytes(log_id: str, method: str, target: str, proof: Proof) -> bytes:
    """What a device signs: this request, on this log, answering this challenge; no part holds a blank.

    `target` is the path with its query, as it goes over the line.
    """
    said = ("stagerace request 1", log_id, proof.device, proof.challenge, proof.nonce, method, target)
    return " ".join((*said, proof.digest.hex())).encode()


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if _text(raw) != text:
        raise ValueError("this is no proof")
    return raw
