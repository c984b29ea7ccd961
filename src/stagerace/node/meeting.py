"""Meeting another camp node over a network: records both ways, names as far as each may read them, the clock noted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused, NotARace
from stagerace.core.records import ClockAnchor
from stagerace.log import VAULT_NAME, Log
from stagerace.log.keys import Keys
from stagerace.node.folder import RaceFolder
from stagerace.node.own_clock import OwnClock
from stagerace.node.sharing import parcel_to, take_parcel
from stagerace.sync.contact import anchor_from, best_of, is_worth_writing
from stagerace.sync.peer import Peer
from stagerace.sync.swapping import Met, Swap, meet

T = TypeVar("T")


class Do(Protocol):
    """Does a piece of work with the log of this node, on whatever thread may write it."""

    def __call__(self, work: Callable[[Log, Instant], T], /) -> T:
        """What the work comes to."""
        ...


@dataclass(frozen=True)
class Here:
    """This side of a meeting: the race, its log, its keys, its clock."""

    folder: RaceFolder
    do: Do
    keys: Keys
    label: str
    clock: OwnClock

    def now(self) -> Instant:
        """What time it is here."""
        return self.clock.look().wall


def meet_over(peer: Peer, here: Here, tick: Callable[[int], None] = lambda done: None) -> Met:
    """Swap records with a node, then names with it, and note what its clock said.

    Raises NoAnswer where nobody answers, LogRefused where it refuses; what was swapped until then stays.
    """
    trips: list[ClockAnchor] = []

    def trip(said: Swap) -> Swap:
        asked = here.clock.look()
        heard = peer.swap(said)
        back = here.clock.look()
        if heard.heard_at and back.segment == asked.segment:
            trips.append(
                anchor_from(asked.wall, heard.heard_at, heard.said_at, back.wall, back.mono, back.segment, heard.node)
            )
        return heard

    met = meet(here.do, trip, here.label, tick=tick)
    if _note_time(here, trips):
        met = met.also(meet(here.do, trip, here.label))
    return met


def _note_time(here: Here, trips: list[ClockAnchor]) -> bool:
    """Write down the best of the exchanges where it says more than the last one did; whether it was written."""
    anchor = best_of(trips)
    if anchor is None or not is_worth_writing(anchor, here.clock.noted):
        return False

    def write(log: Log, now: Instant) -> bool:
        if may := log.rights().may(here.keys.device, "push", now):
            log.append([anchor], now)
        return may

    here.clock.noted = anchor
    return here.do(write)


def share_over(peer: Peer, here: Here) -> int:
    """Names and notes both ways, each sealed for who may read it; how many rows came.

    A device whose role reads no names asks for none. Raises LogRefused where a parcel is refused, NoAnswer.
    """
    came = 0
    if not here.do(lambda log, now: log.rights().may(here.keys.device, "read_people", now)):
        return came
    answer = peer.ask("GET", "/api/people")
    if answer.content:
        _, came = take_parcel(here.folder, answer.content, here.keys, here.now())
    if (here.folder.path / VAULT_NAME).is_file():
        to = peer.challenge().device
        try:
            parcel = parcel_to(here.folder, to, here.keys, here.now())
        except (LogRefused, NotARace):
            return came
        peer.ask("POST", "/api/people", parcel, **{"Content-Type": "application/octet-stream"})
    return came
