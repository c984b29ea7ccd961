"""This machine's two clocks, looked at together, so that a contact with a clock it trusts can be written down."""

import threading
import time
from collections.abc import Iterable

from stagerace.core.clock import Instant, Segment
from stagerace.core.names import NodeId
from stagerace.core.own_time import OwnTime, switched_on
from stagerace.core.records import ClockAnchor, Record


class OwnClock:
    """The wall clock and the monotonic one of a program's run; each run begins a segment of its own."""

    def __init__(self, last: Segment = Segment(0)) -> None:  # noqa: B008
        self._lock = threading.Lock()
        self._now = switched_on(last, *_read())
        self.noted: ClockAnchor | None = None
        """The last anchor that was written down in this run; those of runs before are of other segments."""

    def look(self) -> OwnTime:
        """What both say now; in a new segment where they parted since they were last looked at."""
        with self._lock:
            self._now = self._now.next(*_read())
            return self._now


def last_segment(records: Iterable[Record], node: NodeId) -> Segment:
    """The last segment that a node wrote of; 0 where it wrote of none."""
    segments = (r.body.segment for r in records if r.node == node and isinstance(r.body, ClockAnchor))
    return max(segments, default=Segment(0))


def _read() -> tuple[Instant, int]:
    return Instant(time.time_ns() // 1_000_000), time.monotonic_ns() // 1_000_000
