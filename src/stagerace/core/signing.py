"""What a device signs, and what it is called by: bytes only, without any secret."""

from hashlib import blake2b
from typing import Final

from stagerace.core.names import DeviceId, NodeId, Number

KEY_SIZE: Final = 32
"""The size of a public key [bytes]."""

SIGNATURE_SIZE: Final = 64
"""The size of a signature [bytes]."""


def device_of(sign_key: bytes) -> DeviceId:
    """The device that holds a signing key, by its public key.

    >>> device_of(bytes(32))
    'd9ab7a73a97a1a303'
    """
    return DeviceId("d" + blake2b(sign_key).hexdigest()[:16])


def mark_bytes(log_id: str, node: NodeId, number: Number, chain: bytes) -> bytes:
    """What a mark signs: that up to this number the node's records in this log are those that lead to this chain value.

    The names hold no blanks, so no two different things read alike.
    """
    return b"stagerace mark 1 %b %b %d %b" % (log_id.encode(), node.encode(), number, chain)


def proof_bytes(challenge: bytes) -> bytes:
    """What a device signs to show that it holds its key."""
    return b"stagerace proof 1 " + challenge
