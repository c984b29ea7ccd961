"""Who is asking: a device that proves its key, a phone with a pass, a person who logged in, or nobody known."""

from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request

from stagerace.core.names import DeviceId
from stagerace.core.passes import PASS_HEADER, PASS_POWERS, Pass, read_pass
from stagerace.core.proofs import CHALLENGE_HEADER, PROOF_HEADER, read_proof, request_bytes
from stagerace.core.roles import Power, has_power
from stagerace.log.keys import verify
from stagerace.node.camp import Camp
from stagerace.node.online.passing_out import why_not
from stagerace.web.challenges import Challenges
from stagerace.web.refusals import Refused
from stagerace.web.sessions import Sessions


@dataclass(frozen=True)
class Who:
    """Somebody who asks: what they are, what they are called, and their role."""

    kind: Literal["nobody", "person", "device", "pass"] = "nobody"
    name: str = ""
    role: str = ""
    key: str = ""
    """A person's session."""
    digest: bytes = b""
    """What the body of a device's request must hash to."""
    held: Pass | None = None
    """The pass that a phone without keys showed."""


NOBODY = Who()


class Recognition:
    """Knows devices by their proof and people by their session."""

    def __init__(self, camp: Camp) -> None:
        self._camp = camp
        self.challenges = Challenges(camp.wall)
        self.sessions = Sessions(camp.wall)
        self.cookie = "__Host-stagerace" if camp.secure else "stagerace"

    def who(self, request: Request) -> Who:
        """Who a request is from; nobody where it does not say.

        Raises Refused for a proof or a pass that does not hold: such a caller is not taken for a stranger, they are
        told.
        """
        if (header := request.headers.get(PROOF_HEADER)) is not None:
            return self._device(request, header)
        if (header := request.headers.get(PASS_HEADER)) is not None:
            return self._holder(header)
        return self._person(request.cookies.get(self.cookie, ""))

    def may(self, who: Who, power: Power) -> bool:
        """Whether they still may ask that: accounts go, devices are revoked."""
        if who.kind == "device":
            return self._camp.rights().may(DeviceId(who.name), power, self._camp.clock())
        if who.kind == "pass":
            return power in PASS_POWERS and has_power(who.role, power) and self.is_known(who)
        return who.kind == "person" and has_power(self._person(who.key).role, power)

    def is_known(self, who: Who) -> bool:
        """Whether they are still somebody here."""
        if who.kind in ("device", "pass"):
            return self._camp.rights().is_trusted(DeviceId(who.name), self._camp.clock())
        return self._person(who.key) != NOBODY

    def stranger(self, what: str, do: str) -> Refused:
        """The refusal of somebody who must say who they are, with the challenge for a device to answer."""
        return Refused(401, what, do, {CHALLENGE_HEADER: self.challenges.new()})

    def _person(self, key: str) -> Who:
        session = self.sessions.find(key) if key else None
        account = self._camp.accounts.find(session.name) if session else None
        if session is None or account is None or account.hash != session.hash:
            return NOBODY
        return Who("person", account.name, account.role, key)

    def _holder(self, header: str) -> Who:
        try:
            held, signature = read_pass(header)
        except ValueError:
            raise self.stranger("the pass of this phone cannot be read", "Take this phone in with a new code") from None
        camp = self._camp
        if why := why_not(held, signature, camp.meta.log_id, camp.rights(), camp.clock()):
            raise self.stranger(why, "Have it taken in with a new code, or go on with another phone")
        return Who("pass", held.device, held.role, held=held)

    def _device(self, request: Request, header: str) -> Who:
        try:
            proof = read_proof(header)
        except ValueError:
            raise self.stranger("the proof of a device cannot be read", "Sign the request anew") from None
        if not self.challenges.is_ours(proof.challenge):
            raise self.stranger("the challenge was not given here, or is too old", "Sign the one in this answer")
        grants = self._camp.rights().enrolled.get(proof.device, [])
        if not grants or not self._camp.rights().is_trusted(proof.device, self._camp.clock()):
            raise self.stranger(
                "this device is not enrolled here, or was revoked", "Have it enrolled by the race director"
            )
        if not verify(grants[-1].sign_key, proof.signature, request_bytes(*_said(self._camp, request), proof)):
            raise self.stranger("the proof does not fit this request", "Sign the request anew")
        if not self.challenges.is_first(proof.signature):
            raise self.stranger("this very request was made before", "Sign it with another nonce")
        return Who("device", proof.device, grants[-1].role, digest=proof.digest)


def _said(camp: Camp, request: Request) -> tuple[str, str, str]:
    query = request.scope["query_string"]
    path: bytes = request.scope["raw_path"]
    target = path + b"?" + query if query else path
    return camp.meta.log_id, request.method, target.decode("ascii")
