"""Two nodes swap records by message: each says how far it has everybody's, and hands over what the other misses next.

A round trip carries a batch each way, so what is missing costs one round trip a batch and nothing is sent twice; a
message that is lost, doubled or cut changes nothing, for every record is proved and known by its number.
"""

from collections.abc import Callable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused
from stagerace.core.names import DeviceId, NodeId, Number
from stagerace.core.proofs import PROTOCOL
from stagerace.log.door import take_in
from stagerace.log.log import Log
from stagerace.log.offering import batch_for
from stagerace.log.rows import Alert, Batch, Received

MOST: Final = 1_500_000
"""How much is handed over at once [bytes of records]."""
_ROUNDS: Final = 10_000
_TOLD: Final = 50
"""How many refusals are told in one message: the rest follow from them."""

Vector = dict[NodeId, Number]


class CannotSwap(LogRefused):
    """The two do not belong together: another protocol, another race, another root; trying again will not help."""


class Swap(Struct, frozen=True):
    """One message: who speaks, how far it has everybody's records, what it hands over, what it refused just before."""

    protocol: int
    log_id: str
    node: NodeId
    label: str
    vector: Vector
    root: DeviceId = DeviceId("")
    """The device that its speaker knows to have been enrolled first; empty where nobody was."""
    batch: Batch = Batch()
    refused: tuple[Alert, ...] = ()
    heard_at: Instant = Instant(0)
    """When the message this one answers came in, by the speaker's clock."""
    said_at: Instant = Instant(0)


class Met(Struct, frozen=True):
    """What a meeting came to: who was met, what came, what of ours they refused, how far each has everybody's."""

    node: NodeId
    label: str
    came: Received
    went: int
    refused: tuple[Alert, ...]
    """Of ours, by them."""
    ours: Vector
    theirs: Vector
    trips: int

    def also(self, later: "Met") -> "Met":
        """This meeting and one right after it, taken together."""
        refused = tuple(dict.fromkeys((*self.refused, *later.refused)))
        came, went = self.came.also(later.came), self.went + later.went
        return replace(later, came=came, went=went, refused=refused, trips=self.trips + later.trips)

    def behind(self) -> dict[NodeId, tuple[Number, Number]]:
        """For each node of which one of the two still lacks records: how far we have it, how far they do."""
        nodes = sorted({*self.ours, *self.theirs})
        both = {node: (self.ours.get(node, Number(0)), self.theirs.get(node, Number(0))) for node in nodes}
        return {node: pair for node, pair in both.items() if pair[0] != pair[1]}


def answer(log: Log, heard: Swap, label: str, now: Instant, most: int = MOST, *, takes: bool = True) -> Swap:
    """Take in what a message hands over, and say what its sender misses; without `takes` it only hands over.

    Raises CannotSwap as `must_fit`, LogRefused when the disk refuses.
    """
    must_fit(log, heard)
    came = take_in(log, heard.batch.rows, heard.batch.marks, now) if takes and heard.batch.rows else Received()
    given = batch_for(log, _asked(heard.vector, came), most)
    return say(log, label, given, came.refused)


def say(log: Log, label: str, batch: Batch = Batch(), refused: tuple[Alert, ...] = ()) -> Swap:  # noqa: B008
    """A message of this log."""
    root = log.trust().root
    return Swap(PROTOCOL, log.meta.log_id, log.node, label, log.vector(), root, batch, refused[:_TOLD])


def must_fit(log: Log, heard: Swap) -> None:
    """Raise CannotSwap where two cannot speak: another protocol, another race, another root."""
    if heard.protocol != PROTOCOL:
        raise CannotSwap(
            f"{heard.label or 'the other node'} speaks protocol {heard.protocol}, this program {PROTOCOL}; "
            "install the newer version on both"
        )
    if heard.log_id != log.meta.log_id:
        raise CannotSwap(f"{heard.label or 'the other node'} holds the log of another race; nothing was exchanged")
    if heard.root and (root := log.trust().root) and root != heard.root:
        raise CannotSwap(
            f"{heard.label or 'the other node'} trusts another device first ({heard.root}, here {root}), so neither "
            "trusts the other; keep the log of the camp, and import there again what only the other holds"
        )


Trip = Callable[[Swap], Swap]
"""Sends a message to the other node and brings its answer back."""


def meet(
    do: Callable[[Callable[[Log, Instant], Swap]], Swap], trip: Trip, label: str, *,
    most: int = MOST, tick: Callable[[int], None] = lambda done: None,
) -> Met:  # fmt: skip
    """Swap with a node until neither has anything new for the other.

    `do` runs a piece of work with the log, on whatever thread may write it. Raises LogRefused as `answer`, and whatever
    a trip raises; what was swapped until then stays.
    """
    meeting = _Meeting(label, most)
    said = do(meeting.open)
    for _ in range(_ROUNDS):
        heard = trip(said)
        said = do(lambda log, now, heard=heard: meeting.take(log, heard, now))  # type: ignore[misc]
        tick(meeting.came.added)
        if meeting.is_over:
            break
    return meeting.met()


class _Meeting:
    """One side of a meeting, the side that asks."""

    def __init__(self, label: str, most: int) -> None:
        self._label = label
        self._most = most
        self._asked_whole: set[NodeId] = set()
        self._theirs: Vector = {}
        self._node, self._their_label = NodeId(""), ""
        self._refused: dict[Alert, None] = {}
        self._sent = self._went = self._trips = 0
        self._ours: Vector = {}
        self.came = Received()
        self.is_over = False

    def open(self, log: Log, now: Instant) -> Swap:
        """The first message, which only says how far we are."""
        self._ours = log.vector()
        return say(log, self._label)

    def take(self, log: Log, heard: Swap, now: Instant) -> Swap:
        """Take in an answer and make the next message."""
        must_fit(log, heard)
        if (heard.node, heard.vector) == (log.node, self._ours) and not self._trips:
            raise CannotSwap("that address leads back to this very node; name the other one's")
        self._trips += 1
        self._node, self._their_label = heard.node, heard.label
        self._refused |= dict.fromkeys(heard.refused)
        got = take_in(log, heard.batch.rows, heard.batch.marks, now) if heard.batch.rows else Received()
        self.came = self.came.also(got)
        self._went += _gained(self._theirs, heard.vector) if self._sent else 0
        stands_still = self._trips > 1 and heard.vector == self._theirs and not got.added and not got.healed
        self._theirs, self._ours = heard.vector, log.vector()
        forks = {node for node in got.forks if node not in self._asked_whole}
        self._asked_whole |= forks
        given = batch_for(log, {node: n for node, n in heard.vector.items() if node not in forks}, self._most)
        self._sent = len(given.rows)
        self.is_over = stands_still or not (given.rows or heard.batch.rows or forks)
        message = say(log, self._label, given, got.refused)
        # Where two chains part shows only when every record of that node is laid side by side.
        return replace(message, vector={node: n for node, n in message.vector.items() if node not in forks})

    def met(self) -> Met:
        """What it came to."""
        return Met(
            self._node, self._their_label, self.came, self._went, tuple(self._refused), self._ours, self._theirs,
            self._trips,
        )  # fmt: skip


def _asked(vector: Vector, came: Received) -> Vector:
    """What to hand over from: everything of a node whose two chains part."""
    return {node: number for node, number in vector.items() if node not in came.forks}


def _gained(before: Vector, after: Vector) -> int:
    return sum(max(0, number - before.get(node, 0)) for node, number in after.items())
