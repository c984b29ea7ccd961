"""What a publisher remembers of a race between publications, in a file beside its log."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.core.records import Record
from stagerace.gate import Published
from stagerace.node.site.history import History

FILE: Final = "published.json"


class Memory(Struct, frozen=True):
    """Up to where in its log a race was published, each time."""

    log_id: str
    published: tuple[int, ...] = ()
    """How many records there were at each publication, in order."""
    at: tuple[Instant, ...] = ()
    """When each was last written."""
    history: History = History()
    """What feeds and calendars said at the last one; numbers and bibs, no names."""

    def of(self, records: Sequence[Record]) -> Published:
        """The same as the gate asks for it."""
        return Published({record.id: place for place, record in enumerate(records, 1)}, self.published, self.at)

    def after(self, records: Sequence[Record], at: Instant, history: History | None = None) -> "Memory":
        """The memory once all these were published at an instant, and this was said."""
        said = self.history if history is None or history == self.history else history
        many, when = self.published, self.at
        if many and many[-1] == len(records):
            many, when = many[:-1], when[:-1]
        return Memory(self.log_id, (*many, len(records)), (*when, at), said)

    def is_past(self, records: Sequence[Record]) -> bool:
        """Whether more than these records was published before: then an earlier moment is looked at."""
        return bool(self.published) and len(records) < self.published[-1]


def recall(folder: Path, log_id: str) -> Memory:
    """What is remembered of a race; nothing of another log that lay here.

    Raises NotARace where the file cannot be read: publishing without it could take back what families have seen.
    """
    file = folder / FILE
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=Memory)
    except FileNotFoundError:
        return Memory(log_id)
    except (OSError, msgspec.MsgspecError) as error:
        raise NotARace(f"{file}: cannot be read ({error}); remove it to begin anew") from None
    return kept if kept.log_id == log_id else Memory(log_id)


def remember(folder: Path, memory: Memory) -> None:
    """Keep a memory in its file.

    Raises NotARace where the disk refuses.
    """
    fresh = folder / f".{FILE}.new"
    try:
        fresh.write_bytes(msgspec.json.encode(memory))
        fresh.replace(folder / FILE)
    except OSError as error:
        raise NotARace(f"{folder / FILE}: cannot be written ({error.strerror})") from None
