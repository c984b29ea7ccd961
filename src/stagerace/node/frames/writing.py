"""What a node has to tell, written as frames."""

from collections import Counter
from dataclasses import dataclass

from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput, LogRefused, Problem
from stagerace.core.frames import (
    CARRIERS,
    SOURCES,
    Acknowledgement,
    FramePassing,
    FrameSender,
    RollCall,
    rounded,
    write_passings,
    write_roll_call,
)
from stagerace.core.names import Bib, DeviceId, NodeId, Number, PlaceId, RecordId, bib_order
from stagerace.node.frames.correspondents import Post
from stagerace.rules.facts import Facts, Sighting
from stagerace.rules.sources import trust


@dataclass(frozen=True)
class Written:
    """Frames to send, and what is in them."""

    sender: NodeId
    frames: list[bytes]
    passings: int
    arrived: int
    """How many more are known to have arrived."""
    untold: tuple[RecordId, ...]
    """The passings that no frame can tell."""
    to: DeviceId
    """The device that the frames are proved to; nobody where they prove nothing."""


def write_frames(
    post: Post, sender: NodeId | None, size: int, *, answer: bytes | None, to: DeviceId | None, now: Instant
) -> Written:
    """Frames with every passing of a node that an answer does not say has arrived; this machine's where none is named.

    Raises BadInput when the node has no passings or the answer is none, LogRefused.
    """
    device = post.addressee(to)
    node = sender or post.own_node()
    told, untold = _to_tell(post.view.facts, node)
    if not told and not untold:
        raise BadInput(_without_passings(node, post.view.facts))
    conversation = FrameSender(node)
    conversation.add(told)
    if answer is not None:
        conversation.hear(_answer(post, node, answer, now))
    waiting = conversation.waiting
    frames = conversation.fill(size, again=True, key=post.key_for(device), context=post.context)
    return Written(node, frames, waiting, len(told) - waiting, tuple(untold), device)


def write_roll(post: Post, place: PlaceId, size: int, *, to: DeviceId | None, now: Instant) -> tuple[bytes, RollCall]:
    """A roll call of who arrived at a place and did not leave it, as far as is known here.

    Raises BadInput when the plan has no such place or the frame does not hold it, LogRefused.
    """
    if place not in (plan := post.view.race.plan).stage_at:
        known = ", ".join(plan.stage_at)
        raise BadInput(Problem(f"there is no place {place} in {plan.name}", f"Name one of {known}"))
    device = post.addressee(to)
    present = sorted(_present(post.view.facts, place), key=bib_order)
    call = RollCall(post.own_node(), place, rounded(now), tuple(present))
    try:
        return write_roll_call(call, size, key=post.key_for(device), context=post.context), call
    except ValueError as error:
        raise BadInput(Problem(str(error), "Send it over a carrier that takes more: --over qr")) from error


def _to_tell(facts: Facts, node: NodeId) -> tuple[list[FramePassing], list[RecordId]]:
    """A node's own passings as they are believed to be, and those that do not fit into any frame."""
    own = [
        sighting
        for places in facts.seen.values()
        for sightings in places.values()
        for sighting in sightings
        if sighting.id[0] == node and sighting.heard is None
    ]
    told: list[FramePassing] = []
    untold: list[RecordId] = []
    for sighting in sorted(own, key=lambda each: each.id):
        passing = _as_told(facts.by_race_clock(sighting))
        if _fits(node, passing):
            told.append(passing)
        else:
            untold.append(sighting.id)
    return told, untold


def _as_told(sighting: Sighting) -> FramePassing:
    seen = sighting.passing
    return FramePassing(
        sighting.id[1],
        sighting.bib,
        seen.place,
        rounded(sighting.seen_at),
        seen.way,
        SOURCES[trust(seen.source)],
        bool(sighting.confirmed_by),
        seen.day_inferred,
    )


def _fits(node: NodeId, passing: FramePassing) -> bool:
    """Whether the smallest frame of any carrier holds a passing."""
    try:
        write_passings(node, Number(passing.number - 1), [passing], min(CARRIERS.values()))
    except ValueError:
        return False
    return True


def _without_passings(node: NodeId, facts: Facts) -> Problem:
    counts = Counter(target[0] for target in facts.passings if target not in facts.only_heard)
    others = ", ".join(f"{name} ({count})" for name, count in counts.most_common(8))
    remedy = f"Name one that has with --from: {others}" if others else "Nobody was seen yet"
    return Problem(f"node {node} has no passings", remedy)


def _answer(post: Post, node: NodeId, raw: bytes, now: Instant) -> Acknowledgement:
    found = post.open(raw, now)
    if not isinstance(found, tuple):
        raise BadInput(Problem(f"the answer was refused: {found.why}", "Ask for it again"))
    opened, device = found
    ack = opened.frame
    if not isinstance(ack, Acknowledgement) or ack.of != node:
        raise BadInput(
            Problem(f"this is no answer to frames of {node}", "Give it to --read, or name its node in --from")
        )
    if post.rights is not None and not device:
        raise LogRefused("the answer proves nothing, so whoever sent it may be nobody; ask for one that is proved")
    return ack


def _present(facts: Facts, place: PlaceId) -> set[Bib]:
    return {
        bib
        for bib, places in facts.seen.items()
        if place in places and max(places[place], key=lambda each: (each.seen_at, each.id)).passing.way != "out"
    }
