"""Invented devices whose clocks are off, drift, feel the sun and fall asleep, and what their anchors make of it.

Used by the tests of clocks and by `benchmarks/clocks.py`. The truth is known here, so every correction can be held
against it.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from stagerace.core.clock import HOUR, MINUTE, SECOND, Instant, Segment
from stagerace.core.names import Bib, NodeId, Number, PlaceId, RecordId
from stagerace.core.own_time import OwnTime, switched_on
from stagerace.core.records import ClockAnchor, Passing
from stagerace.rules.clocks import Clocks
from stagerace.sync.contact import anchor_from, best_of

NOON = 1_930_204_800_000
SHIFT = 12 * HOUR
STEP = MINUTE


@dataclass(frozen=True)
class Trial:
    """What a row of the table is about: which contacts, over which link, in which heat, with which sleep."""

    name: str
    ends: str = "both"
    """When the device has contact: at both ends of the shift, at one, at none, or midway too (`midway`)."""
    link: str = "lan"
    heat: str = "spells"
    """How 8 ppm come about: in and out of the sun every few minutes (`spells`), or by day and night (`day`)."""
    sleep: str = "none"
    """Whether the device sleeps, and then whether its monotonic clock `stops` or `goes_on`, or stops while another
    crystal counts (`other`)."""


TRIALS = (
    Trial("no anchor", ends="none"),
    Trial("one anchor, at either end", ends="one"),
    Trial("two anchors, camp's own network"),
    Trial("two anchors, satellite, 0.6-2.5 s", link="satellite"),
    Trial("two anchors, heat of day and night", heat="day"),
    Trial("three anchors, heat of day and night", ends="midway", heat="day"),
    Trial("two anchors, asleep at times, monotonic clock goes on", sleep="goes_on"),
    Trial("two anchors, asleep at times, monotonic clock stops", sleep="stops"),
    Trial("two anchors, asleep at times, another crystal counts then", sleep="other"),
    Trial("one anchor, asleep at times, monotonic clock goes on", ends="one", sleep="goes_on"),
    Trial("one anchor, asleep at times, monotonic clock stops", ends="one", sleep="stops"),
)


@dataclass
class Device:
    """One device: its wall clock and its monotonic clock as functions of the truth [ms since the shift began]."""

    luck: random.Random
    trial: Trial
    offset: float = field(init=False)
    naps: list[tuple[int, int]] = field(init=False)
    gained: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.offset = self.luck.uniform(-90 * SECOND, 90 * SECOND)
        self.naps = list(self._naps()) if self.trial.sleep != "none" else []
        awake = self.luck.gauss(0, 25e-6)
        asleep = self.luck.gauss(0, 25e-6) if self.trial.sleep == "other" else awake
        rates = [heat + (asleep if self.asleep_at(step * STEP) else awake) for step, heat in enumerate(self._heat())]
        self.gained = [0.0, *accumulate(rate * STEP for rate in rates)]

    def _naps(self) -> Iterator[tuple[int, int]]:
        at = self.luck.uniform(5, 40) * MINUTE
        while at < SHIFT - 10 * MINUTE:
            end = at + math.exp(self.luck.uniform(math.log(2), math.log(2400))) * SECOND
            yield int(at), int(min(end, SHIFT - 5 * MINUTE))
            at = end + self.luck.uniform(2, 60) * MINUTE

    def _heat(self) -> Iterator[float]:
        phase, spell = self.luck.uniform(0, math.tau), self.luck.gauss(0, 8e-6)
        fade = math.exp(-STEP / (5 * MINUTE))
        for step in range(SHIFT // STEP + 1):
            if self.trial.heat == "day":
                yield 8e-6 * math.sin(phase + math.tau * step * STEP / (24 * HOUR))
            else:
                yield spell
                spell = spell * fade + self.luck.gauss(0, 8e-6) * math.sqrt(1 - fade**2)

    def asleep_at(self, truth: float) -> bool:
        return any(start <= truth < end for start, end in self.naps)

    def _ran(self, truth: float) -> float:
        step = int(truth // STEP)
        return self.gained[step] + (self.gained[step + 1] - self.gained[step]) * (truth % STEP) / STEP

    def wall(self, truth: float) -> Instant:
        return Instant(math.floor(NOON + truth + self.offset + self._ran(truth)))

    def mono(self, truth: float) -> int:
        slept = 0.0
        if self.trial.sleep in ("stops", "other"):
            slept = sum(min(end, truth) - start for start, end in self.naps if start < truth)
        return math.floor(5_000 + truth - slept + self._ran(truth))

    def anchor(self, truth: float, segment: Segment) -> ClockAnchor:
        """The best of four exchanges with the camp."""
        found = best_of([self._exchange(truth + turn * 5 * SECOND, segment) for turn in range(4)])
        assert found is not None
        return found

    def _exchange(self, truth: float, segment: Segment) -> ClockAnchor:
        trip = self.luck.uniform(600, 2500) if self.trial.link == "satellite" else self.luck.lognormvariate(2.5, 0.8)
        there = trip * self.luck.uniform(0.2, 0.8)
        asked, heard = truth + there, truth + trip + 1
        t2, t3 = Instant(math.floor(NOON + asked)), Instant(math.floor(NOON + asked + 1))
        return anchor_from(self.wall(truth), t2, t3, self.wall(heard), self.mono(heard), segment, "camp")


@dataclass(frozen=True)
class Outcome:
    """One passing: how far off its time is, and what was said of it [s]; None where nothing is known."""

    off: float
    within: float | None


def shift(luck: random.Random, trial: Trial, passings: int = 40) -> list[Outcome]:
    """What becomes of the passings that one device takes in a shift of 12 h without contact."""
    device = Device(luck, trial)
    end = SHIFT - MINUTE
    contacts = {"both": [0.0, end], "midway": [0.0, end / 2, end], "none": [], "one": [luck.choice([0.0, end])]}[
        trial.ends
    ]
    moments = [t for t in (luck.uniform(MINUTE, end) for _ in range(passings * 4)) if not device.asleep_at(t)]
    looks = [float(t) for t in range(0, end, MINUTE) if not device.asleep_at(t)]
    events = sorted([(t, "contact") for t in contacts] + [(t, "seen") for t in moments[:passings]])
    return _outcomes(device, sorted([*events, *((t, "look") for t in looks)]))


def _outcomes(device: Device, events: list[tuple[float, str]]) -> list[Outcome]:
    anchors: dict[RecordId, ClockAnchor] = {}
    seen: dict[RecordId, tuple[float, Passing]] = {}
    now: OwnTime | None = None
    for number, (truth, what) in enumerate(events, 1):
        wall, mono = device.wall(truth), device.mono(truth)
        now = now.next(wall, mono) if now else switched_on(Segment(0), wall, mono)
        record = (NodeId("cp3"), Number(number))
        if what == "contact":
            anchors[record] = device.anchor(truth, now.segment)
        elif what == "seen":
            seen[record] = (
                truth,
                Passing(Bib("7"), PlaceId("1CP3"), wall, "in", "keypad", segment=now.segment, mono=mono),
            )
    clocks = Clocks(anchors)
    return [_outcome(clocks, record, truth, passing) for record, (truth, passing) in seen.items()]


def _outcome(clocks: Clocks, record: RecordId, truth: float, passing: Passing) -> Outcome:
    known = clocks.corrected(record, passing)
    at, within = (known.at, known.within / SECOND) if known else (passing.seen_at, None)
    return Outcome(abs(at - NOON - truth) / SECOND, within)


@dataclass(frozen=True)
class Row:
    """A trial in figures: the error of times [s], how often within what was said, and how many were corrected."""

    trial: Trial
    median: float
    p95: float
    worst: float
    said: float
    covered: float
    told: float


def row(trial: Trial, devices: int, seed: int = 6) -> Row:
    """The figures of a trial over so many devices; of the times corrected only, where there are any."""
    lucks = (random.Random(f"{seed} {n} {trial.name}") for n in range(devices))
    found = [outcome for luck in lucks for outcome in shift(luck, trial)]
    told = [(outcome.off, outcome.within) for outcome in found if outcome.within is not None]
    offs = sorted(off for off, _ in told) if told else sorted(outcome.off for outcome in found)
    saids = sorted(within for _, within in told)
    return Row(
        trial,
        offs[len(offs) // 2],
        offs[len(offs) * 95 // 100],
        offs[-1],
        saids[len(saids) // 2] if saids else math.nan,
        sum(off <= within for off, within in told) / len(told) if told else math.nan,
        len(told) / len(found),
    )


__all__ = ["TRIALS", "Device", "Outcome", "Row", "Trial", "row", "shift"]
