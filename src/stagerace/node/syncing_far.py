"""Exchanging records with a camp node over the network, from a race folder that nobody else is serving."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.log import Log
from stagerace.log.keys import machine_keys
from stagerace.node.folder import RaceFolder
from stagerace.node.forgetting import honour_forgotten
from stagerace.node.home import home, label
from stagerace.node.joining import Joined, join
from stagerace.node.meeting import Here, meet_over, share_over
from stagerace.node.meetings import Meeting, Missing, labels_of, missing
from stagerace.node.own_clock import OwnClock, last_segment
from stagerace.sync.peer import Peer
from stagerace.sync.swapping import Met

T = TypeVar("T")


@dataclass(frozen=True)
class SyncedFar:
    """What a meeting came to, as whom this machine was taken in for it, and what is missing from whom."""

    met: Met
    joined: Joined | None
    names: int
    """Names and notes that came."""
    missing_here: tuple[Missing, ...]
    missing_there: tuple[Missing, ...]


def sync_far(
    folder: RaceFolder, url: str, now: Callable[[], Instant], *, code: str = "", verify: bool = True,
    tick: Callable[[int], None] = lambda done: None,
) -> SyncedFar:  # fmt: skip
    """Bring a race folder and a camp node to the same records; with a code this machine is taken in first.

    Raises NotARace when there is nothing here and no code, LogRefused when the node refuses, NoAnswer.
    """
    keys = machine_keys(home())
    with Peer(url, keys, verify=verify) as peer:
        joined = join(folder.path, peer, code, keys, label(), now()) if code else None
        if not folder.has_log:
            raise NotARace(
                f"{folder.path}: there is no log here; a code from the camp node makes one, with --code CODE"
            )
        with folder.write(now()) as log:

            def do(work: Callable[[Log, Instant], T], /) -> T:
                return work(log, now())

            here = Here(folder, do, keys, label(), OwnClock(last_segment(log.of_kind("clock_anchor"), log.node)))
            met = meet_over(peer, here, tick)
            names = share_over(peer, here)
            labels, own = labels_of(log.judging()), log.node
    honour_forgotten(folder)
    said = Meeting(met.node, met.label, now(), met.theirs)
    ours = Meeting(own, label(), now(), met.ours)
    return SyncedFar(
        met, joined, names, tuple(missing(met.ours, [said], labels)), tuple(missing(met.theirs, [ours], labels))
    )
