"""Devices that push what they saw to a camp node, over a line that throws answers away, until all is acknowledged."""

import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep

import httpx
from camps import NOON

from machines import Housed
from races import seen
from stagerace.core.clock import SECOND, Instant
from stagerace.core.errors import LogRefused
from stagerace.core.names import NodeId, Number, RecordId
from stagerace.log import Log, Row, create_log, missing_for, open_log
from stagerace.log.store import Meta
from stagerace.sync.peer import NoAnswer, Peer
from stagerace.sync.swapping import Swap, meet

LOST = 0.2
"""The share of answers that are thrown away."""


class LossyTransport(httpx.BaseTransport):
    """Brings every request there; of the answers some never come back."""

    def __init__(self, address: str, luck: random.Random) -> None:
        self._inner = httpx.HTTPTransport(local_address=address, trust_env=False)
        self._luck = luck
        self.answers = self.lost = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._inner.handle_request(request)
        response.read()
        self.answers += 1
        if self._luck.random() < LOST:
            self.lost += 1
            response.close()
            raise httpx.ReadError("thrown away")
        return response

    def close(self) -> None:
        self._inner.close()


@dataclass
class Device(Housed):
    """A tablet at a checkpoint with keys, a small log and an address of its own."""

    n: int
    root: Path
    meta: Meta
    acknowledged: int = 0
    """Up to which of its numbers the node said that it has them, in answers that came through."""
    sent: Counter[RecordId] = field(default_factory=Counter)
    rows: list[Row] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    """What must not happen."""
    answers: int = 0
    lost: int = 0
    unanswered: int = 0

    def make(self) -> None:
        """Gives it an empty log of the race."""
        (self.root / "race").mkdir(parents=True)
        create_log(
            self.root / "race" / "race.log", NOON, race=self.meta.race, log_id=self.meta.log_id, root=self.meta.root
        )

    def work(self, url: str, until: threading.Event) -> None:
        """Takes passings and pushes them until told to stop, then until the node has acknowledged everything."""
        luck = random.Random(self.n)
        transport = LossyTransport(f"127.0.1.{self.n}", luck)
        try:
            with self._opened() as log, Peer(url, self.keys, transport=transport) as peer:
                while not until.is_set():
                    self._see(log, luck)
                    self._push(log, peer)
                    sleep(luck.uniform(0.05, 0.4))
                while self.acknowledged < log.pen.number:
                    self._push(log, peer)
                    sleep(0.1)
                self.rows = [row for row in missing_for(log, {}) if row.node == log.node]
        except Exception as error:  # noqa: BLE001 the test tells of it.
            self.trouble.append(f"device {self.n}: {type(error).__name__}: {error}")
        self.answers, self.lost = transport.answers, transport.lost

    def _opened(self) -> Log:
        return open_log(
            self.root / "race" / "race.log", write=True, home=self.home, now=NOON, label=f"tablet {self.n}", patience=0
        )

    def _see(self, log: Log, luck: random.Random) -> None:
        first, many = log.pen.number, luck.randint(1, 3)
        at = [Instant(NOON + (first + k) * SECOND + self.n) for k in range(many)]
        log.append(
            [seen(str(1 + (first + k) % 40), "1CP1", moment, "in", "keypad") for k, moment in enumerate(at)], at[-1]
        )

    def _push(self, log: Log, peer: Peer) -> None:
        def trip(said: Swap) -> Swap:
            self.sent.update(row.id for row in said.batch.rows)
            heard = peer.swap(said)
            self._note(log.node, heard)
            return heard

        try:
            met = meet(lambda work: work(log, NOON), trip, f"tablet {self.n}")
        except NoAnswer:
            self.unanswered += 1
            return
        except LogRefused as refused:
            self.trouble.append(f"device {self.n}: {refused}")
            return
        self.trouble += [f"device {self.n}: {alert}" for alert in (*met.refused, *met.came.refused)]

    def _note(self, node: NodeId, heard: Swap) -> None:
        held = heard.vector.get(node, Number(0))
        if held < self.acknowledged:
            self.trouble.append(f"device {self.n}: the node had {self.acknowledged} of it, now only {held}")
        self.acknowledged = max(self.acknowledged, held)
