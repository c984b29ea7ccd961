"""Signing a request, so that a camp node knows which device asks."""

import secrets

from msgspec.structs import replace

from stagerace.core.proofs import Proof, body_digest, request_bytes
from stagerace.log.keys import Keys


def prove_request(keys: Keys, log_id: str, method: str, target: str, body: bytes, challenge: str) -> str:
    """The proof header of a request, for a challenge the camp node gave; a request sent again is proved anew.

    `target` is the path with its query, as it goes over the line.
    """
    proof = Proof(keys.device, challenge, secrets.token_urlsafe(12), body_digest(body))
    return replace(proof, signature=keys.sign.sign(request_bytes(log_id, method, target, proof))).header()
