"""Which log a dossier was made from, by the chains of its nodes, and whether another copy holds the same."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

import msgspec

from stagerace import __version__
from stagerace.core.names import NodeId, Number
from stagerace.core.records import Record
from stagerace.log import Log
from stagerace.node.dossier.proof_told import Head, Proof

_SIZE: Final = 32


def proof_of(log: Log, records: Iterable[Record], position: int) -> Proof:
    """The proof of the records that a dossier rests on: for each node up to which number, and the chain there."""
    count, tops = 0, dict[NodeId, Number]()
    for record in records:
        count += 1
        tops[record.node] = max(record.number, tops.get(record.node, Number(0)))
    heads = tuple(Head(node, tops[node], _chain(log, node, tops[node])) for node in sorted(tops))
    return sealed(Proof(__version__, log.meta.log_id, position, count, len(log.damaged), heads, ""))


def _chain(log: Log, node: NodeId, number: Number) -> str:
    return (log.chain_at(node, number) or b"").hex()


def sealed(proof: Proof) -> Proof:
    """A proof with its digest: over everything in it but where the records lie in one file."""
    plain = msgspec.structs.replace(proof, position=0, digest="")
    digest = blake2b(msgspec.json.encode(plain), digest_size=_SIZE).hexdigest()
    return msgspec.structs.replace(proof, digest=digest)
