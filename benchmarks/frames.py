"""Passings in frames: how many fit, and how fast they are written and read."""

import random
import time

from stagerace.core.clock import MINUTE, SECOND, Instant
from stagerace.core.frames import CARRIERS, FramePassing, FrameSender, Opened, PassingsFrame, open_frame
from stagerace.core.names import Bib, NodeId, Number, PlaceId

NODE = NodeId("nabcdefgh27")
KEY = b"k" * 32
CONTEXT = b"log"
NOON = Instant(1_930_219_200_000)
FIELDS = 50


def checkpoint(luck: random.Random, ways: tuple[str, ...]) -> list[FramePassing]:
    """A checkpoint's day: 200 of 250 bibs over some three hours, a rest of minutes, other records between."""
    seen: list[tuple[int, str, str]] = []
    for bib in luck.sample(range(1, 251), 200):
        arrival = NOON + round(luck.lognormvariate(9.0, 0.45) * SECOND)
        rest = round(luck.uniform(2, 15) * MINUTE)
        # One bib in fifty cannot be read whole.
        name = f"{bib // 10}*" if luck.random() < 0.02 else str(bib)
        seen += [(arrival + rest * (way == "out"), name, way) for way in ways]
    # People type in the order they look up, not always that of time.
    seen.sort(key=lambda row: row[0] + luck.choice([0, 0, 0, 0, 8]) * SECOND)
    number, found = 40, []
    for moment, name, way in seen:
        number += luck.choice([1] * 30 + [2])
        found.append(
            FramePassing(Number(number), Bib(name), PlaceId("3CP2"), Instant(moment), way, "keypad")  # type: ignore[arg-type]
        )
    return found


def written(passings: list[FramePassing], size: int) -> list[bytes]:
    """All of them in frames."""
    sender = FrameSender(NODE)
    sender.add(passings)
    return sender.fill(size, key=KEY, context=CONTEXT)


def told(frame: bytes) -> int:
    """How many passings a frame tells."""
    opened = open_frame(frame, key=KEY, context=CONTEXT)
    assert isinstance(opened, Opened)
    assert isinstance(opened.frame, PassingsFrame)
    return len(opened.frame.passings)


def carrier_row(carrier: str, size: int, luck: random.Random) -> None:
    """How many fit into a full frame, how many frames a checkpoint takes, and how fast it goes."""
    days = [checkpoint(luck, ("in", "out")) for _ in range(FIELDS)]
    arrivals = [len(written(checkpoint(luck, ("in",)), size)) for _ in range(FIELDS)]
    start = time.process_time()
    frames = [written(day, size) for day in days]
    between = time.process_time()
    counts = [[told(frame) for frame in day] for day in frames]
    end = time.process_time()
    full = sorted(count for day in counts for count in day[:-1]) or [400]
    total = sum(map(len, days))
    bytes_each = sum(len(frame) for day in frames for frame in day) / total
    print(
        f"| {carrier}, {size} B | {sum(full) / len(full):.1f} ({full[0]}-{full[-1]}) | {bytes_each:.2f} "
        f"| {max(arrivals)} | {max(map(len, frames))} | {(between - start) / total * 1e6:.1f} "
        f"| {(end - between) / total * 1e6:.1f} |"
    )


def rows() -> None:
    """One row a carrier."""
    print("| carrier | passings a full frame | bytes each | frames, 200 in | 200 in and out | write, µs | read, µs |")
    print("|---|---|---|---|---|---|---|")
    luck = random.Random(6)
    for carrier, size in CARRIERS.items():
        carrier_row(carrier, size, luck)


if __name__ == "__main__":
    rows()
