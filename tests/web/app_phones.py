"""The checkpoint app as docs/app.md describes it, in Python and from scratch: only hashes, keys and JSON."""

import json
import secrets
from base64 import b64encode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import httpx
from camps import Site
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from laptops import invited

JSON = {"content-type": "application/json"}


@dataclass
class KeyPhone:
    """A phone that keeps keys: a node of its own."""

    site: Site
    label: str = "tablet B"
    sign: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    node: str = field(default_factory=lambda: f"n{secrets.token_hex(8)}")
    told: dict[str, Any] = field(default_factory=dict)
    rows: list[list[Any]] = field(default_factory=list)
    challenge: str = ""

    @property
    def sign_key(self) -> bytes:
        return self.sign.public_key().public_bytes_raw()

    @property
    def device(self) -> str:
        return "d" + blake2b(self.sign_key).hexdigest()[:16]

    def enrol(self, role: str = "timekeeper", place: str = "1CP1") -> dict[str, Any]:
        box = X25519PrivateKey.generate().public_key().public_bytes_raw()
        token = invited(self.site, role, place)
        body = {"token": token, "sign_key": self.sign_key.hex(), "box_key": box.hex(), "label": self.label}
        with self.site.client() as client:
            self.told = client.post("/api/enrol", json=body).raise_for_status().json()
        self.write({"kind": "node_announced", "label": self.label, "device": self.device})
        return self.told

    def write(self, body: dict[str, Any], wall: int = 0) -> list[Any]:
        """A record of its own, numbered and chained."""
        raw, number = json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode(), len(self.rows) + 1
        before = self.rows[-1][7] if self.rows else bytes(16)
        stamp = wall or self.site.watch()
        said = f"{self.node} {number} {stamp} {number} {body['kind']} 1 ".encode() + raw
        self.rows.append(
            [self.node, number, stamp, number, body["kind"], 1, raw, blake2b(before + said, digest_size=16).digest()]
        )
        return self.rows[-1]

    def passing(self, bib: str, place: str = "1CP1", **more: Any) -> list[Any]:
        now = self.site.watch()
        return self.write({"kind": "passing", "bib": bib, "place": place, "seen_at": now, "source": "keypad", **more})

    def mark(self, row: list[Any]) -> list[Any]:
        said = f"stagerace mark 1 {self.told['log_id']} {row[0]} {row[1]} ".encode() + row[7]
        return [row[0], row[1], _base64(self.sign_key), _base64(self.sign.sign(said))]

    def message(self, after: int = 0) -> bytes:
        rows = self.rows[after:]
        spoken = [[*row[:6], _base64(row[6]), _base64(row[7])] for row in rows]
        swap = {
            "protocol": 1,
            "log_id": self.told["log_id"],
            "node": self.node,
            "label": self.label,
            "vector": {},
            "batch": [spoken, [self.mark(rows[-1])] if rows else []],
        }
        return json.dumps(swap).encode()

    def carry(self, after: int = 0, *, proved: bool = True) -> httpx.Response:
        body = self.message(after)
        with self.site.client() as client:
            proof = self.proof("POST", "/api/carry", body) if proved else {}
            return client.post("/api/carry", content=body, headers={**JSON, **proof})

    def get(self, target: str) -> httpx.Response:
        with self.site.client() as client:
            return client.get(target, headers=self.proof("GET", target))

    def proof(self, method: str, target: str, body: bytes = b"") -> dict[str, str]:
        with self.site.client() as client:
            challenge = client.get("/api/challenge").json()["challenge"]
        nonce, digest = _plain(secrets.token_bytes(12)), blake2b(body, digest_size=32).digest()
        said = ("stagerace request 1", self.told["log_id"], self.device, challenge, nonce, method, target, digest.hex())
        signature = self.sign.sign(" ".join(said).encode())
        return {"StageRace-Proof": ".".join((self.device, challenge, nonce, _plain(digest), _plain(signature)))}


@dataclass
class PassPhone:
    """A phone whose browser keeps no keys: the camp node writes for it."""

    site: Site
    label: str = "old phone"
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    held: str = ""
    device: str = ""

    def enrol(self, role: str = "timekeeper", place: str = "1CP1") -> dict[str, Any]:
        told = self.ask_for_pass(invited(self.site, role, place)).raise_for_status().json()
        self.held, self.device = told["pass"], told["device"]
        return dict(told)

    def ask_for_pass(self, token: str) -> httpx.Response:
        body = {"token": token, "label": self.label, "nonce": self.nonce}
        with self.site.client() as client:
            return client.post("/api/post/enrol", json=body, headers={"origin": self.site.url})

    @property
    def headers(self) -> dict[str, str]:
        return {"StageRace-Pass": self.held, "origin": self.site.url}

    def record(self, body: dict[str, Any], nonce: str = "") -> httpx.Response:
        sent = {"nonce": nonce or secrets.token_urlsafe(16), "body": body}
        with self.site.client() as client:
            return client.post("/api/post/record", json=sent, headers=self.headers)

    def passing(self, bib: str, place: str = "1CP1", nonce: str = "", **more: Any) -> httpx.Response:
        now = self.site.watch()
        body = {"kind": "passing", "bib": bib, "place": place, "seen_at": now, "source": "keypad old phone", **more}
        return self.record(body, nonce)

    def get(self, target: str) -> httpx.Response:
        with self.site.client() as client:
            return client.get(target, headers=self.headers)


def _base64(raw: bytes) -> str:
    return b64encode(raw).decode()


def _plain(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
