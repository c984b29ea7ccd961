"""Handing out passes, and knowing them again."""

from hashlib import blake2b
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from stagerace.core.clock import Instant
from stagerace.core.names import DeviceId, PlaceId
from stagerace.core.passes import Pass, pass_bytes, say_pass
from stagerace.core.records import DeviceEnrolled
from stagerace.core.roles import may_enrol
from stagerace.log import Log
from stagerace.log.keys import Keys, verify
from stagerace.node.enrolling import Enrolling
from stagerace.rules.rights import Rights

_SIGN: Final = b"pass to sign"
_BOX: Final = b"pass to seal"


def hand_out(
    log: Log, enrolling: Enrolling, token: str, nonce: str, label: str, now: Instant
) -> tuple[DeviceEnrolled, str]:
    """Takes a phone without keys in by the token of its invitation; its enrolment, and the pass for it.

    Its keys are worked out anew from token and nonce when the phone asks again, and kept nowhere: nobody signs with
    them. Raises BadInput where the token is not good or the role is not held to a place, LogRefused.
    """
    own = log.pen.keys
    sign = Ed25519PrivateKey.from_private_bytes(_drawn(own, _SIGN, token, nonce))
    box = X25519PrivateKey.from_private_bytes(_drawn(own, _BOX, token, nonce))
    keys = Keys(sign, box)
    body = enrolling.enrol(log, token, keys.sign_key, keys.box_key, label, now, online=True)
    held = Pass(log.meta.log_id, body.device, body.role, body.place, own.device)
    return body, say_pass(held, own.sign.sign(pass_bytes(held)))


def why_not(held: Pass, signature: bytes, log_id: str, rights: Rights, now: Instant) -> str:
    """Why a pass does not hold here and now, in words; empty where it does."""
    signers = [grant for grant in rights.enrolled.get(held.by, ()) if may_enrol(grant.role, held.role)]
    is_signed = any(verify(grant.sign_key, signature, pass_bytes(held)) for grant in signers)
    if held.log_id != log_id or not is_signed or not rights.is_trusted(held.by, now):
        return "the pass of this phone was not given out in this race, or by a headquarters that was revoked"
    if not rights.is_trusted(held.device, now) or not _is_granted(rights, held.device, held.role, held.place):
        return "this phone was revoked"
    return ""


def _is_granted(rights: Rights, device: DeviceId, role: str, place: PlaceId) -> bool:
    return any((grant.role, grant.place) == (role, place) for grant in rights.enrolled.get(device, ()))


def _drawn(own: Keys, what: bytes, token: str, nonce: str) -> bytes:
    said = f"{len(token)} {token} {nonce}".encode("utf-8", "surrogatepass")
    return blake2b(said, key=own.sign.private_bytes_raw(), person=what, digest_size=32).digest()
