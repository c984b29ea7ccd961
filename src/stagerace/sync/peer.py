"""A camp node at the other end of a network: asked by a device that proves its key, request by request."""

from typing import Final

import httpx
import msgspec
from msgspec import Struct
from msgspec.structs import replace

from stagerace.core.errors import LogRefused
from stagerace.core.names import DeviceId
from stagerace.core.proofs import CHALLENGE_HEADER, PROOF_HEADER, PROTOCOL, PROTOCOL_HEADER
from stagerace.log.keys import Keys
from stagerace.sync.proving import prove_request
from stagerace.sync.swapping import Swap

PATIENCE: Final = 20.0
"""How long an answer may take [s]; a batch is taken in before it is answered."""
SWAP: Final = "/api/swap"
_AGAIN: Final = 401


class Challenge(Struct, frozen=True):
    """What the node gives to sign, of which log it is, and which device it is itself."""

    log_id: str
    challenge: str
    device: DeviceId = DeviceId("")


class _Refusal(Struct, frozen=True):
    what: str
    do: str


class NoAnswer(LogRefused):
    """Nobody answers there, or the line broke: try again later, nothing is lost."""


class Peer:
    """A node at an address; `verify` is False only for a certificate that people vouch for otherwise.

    Raises LogRefused where that is no address.
    """

    def __init__(
        self, url: str, keys: Keys, *, verify: bool = True, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.url = url.rstrip("/")
        self._keys = keys
        try:
            self._client = httpx.Client(
                base_url=self.url, timeout=PATIENCE, trust_env=False, verify=verify, transport=transport,
                headers={PROTOCOL_HEADER: str(PROTOCOL)},
            )  # fmt: skip
        except httpx.InvalidURL as error:
            raise LogRefused(f"{self.url}: this is no address; write it as http://192.168.8.2:8031") from error
        self._challenge: Challenge | None = None

    def challenge(self) -> Challenge:
        """The node's challenge, asked for once; raises NoAnswer, LogRefused."""
        if self._challenge is None:
            self._challenge = self._read(self._send("GET", "/api/challenge", b"", {}), Challenge)
        return self._challenge

    def post(self, target: str, told: object) -> bytes:
        """Tell the node something before it knows this device; raises NoAnswer, LogRefused."""
        body = msgspec.json.encode(told)
        return self._send("POST", target, body, {"Content-Type": "application/json"}).content

    def ask(self, method: str, target: str, body: bytes = b"", **headers: str) -> httpx.Response:
        """One request as this device; the proof is made anew where the node's challenge was too old.

        Raises NoAnswer where nobody answers, LogRefused with the node's own words where it refuses.
        """
        for attempt in range(2):
            given = self.challenge()
            proof = prove_request(self._keys, given.log_id, method, target, body, given.challenge)
            answer = self._send(method, target, body, {PROOF_HEADER: proof, **headers}, passing=_AGAIN)
            if fresh := answer.headers.get(CHALLENGE_HEADER):
                self._challenge = replace(given, challenge=fresh)
            if answer.status_code != _AGAIN:
                return answer
            if attempt:
                self._refuse(answer)
        raise AssertionError

    def swap(self, said: Swap) -> Swap:
        """Bring a message there and the answer back."""
        body = msgspec.msgpack.encode(said)
        answer = self.ask("POST", SWAP, body, **{"Content-Type": "application/msgpack"})
        try:
            return msgspec.msgpack.decode(answer.content, type=Swap)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise LogRefused(f"{self.url}: what came back is no answer ({error}); is this a camp node?") from error

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def __enter__(self) -> "Peer":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _send(
        self, method: str, target: str, body: bytes, headers: dict[str, str], passing: int = 0
    ) -> httpx.Response:  # fmt: skip
        try:
            answer = self._client.request(method, target, content=body, headers=headers)
        except httpx.HTTPError as error:
            raise NoAnswer(f"{self.url}: no answer ({_why(error)}); check the address and the network") from error
        if answer.status_code not in (200, passing):
            self._refuse(answer)
        return answer

    def _refuse(self, answer: httpx.Response) -> None:
        try:
            said = msgspec.json.decode(answer.content, type=_Refusal)
        except msgspec.MsgspecError:
            said = _Refusal(f"it answers {answer.status_code}, not as a camp node does", "Check the address")
        raise LogRefused(f"{self.url}: {said.what}. {said.do}")

    def _read(self, answer: httpx.Response, kind: type[Challenge]) -> Challenge:
        try:
            return msgspec.json.decode(answer.content, type=kind)
        except msgspec.MsgspecError as error:
            raise LogRefused(f"{self.url}: this is no camp node; check the address") from error


def _why(error: httpx.HTTPError) -> str:
    return str(error) or type(error).__name__
