"""A line of news before it is said in a language: what happened, and the records that say so."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import ClassVar, Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import RecordId
from stagerace.node.site.history import Value, Values
from stagerace.node.site.news.resting import Resting

Sort = Literal["who", "clock", "time", "minutes", "metres", "count", "stage", "place", "title"]
"""What a fact is: runners, an instant, a length of time, a length said in minutes, metres, a number, a name."""
Gaps = Mapping[str, Sort]


class Item(Struct, frozen=True):
    """A line of news: the key of what it is about, when that was, its facts, and the records they rest on."""

    key: str
    """The same for ever: `first_home/3`; no time stands in it."""
    at: Instant
    values: Values
    records: tuple[RecordId, ...]


class NewsKind(ABC):
    """A kind of news: what it finds in a race, and the sorts of facts its lines hold, in order."""

    name: ClassVar[str]
    """Also the first part of its keys, and of its lines in the catalogues."""
    gaps: ClassVar[Gaps]
    is_always: ClassVar[bool] = False
    """Whether its lines stand in every feed, however short."""
    is_personal: ClassVar[bool] = False
    """Whether its lines are one runner's, for their own feed and their team's; their keys name the runner second."""

    @abstractmethod
    def items(self, rests: Resting) -> Iterator[Item]:
        """The news of this kind in a race."""

    def form(self, key: str, values: Values) -> str:
        """Which line of the catalogues says it."""
        return f"news.{self.name}"


def key(kind: str, *parts: Value) -> str:
    """The key of a line.

    >>> key("first_home", 3)
    'first_home/3'
    """
    return "/".join((kind, *(str(part).replace("/", "_") for part in parts)))
