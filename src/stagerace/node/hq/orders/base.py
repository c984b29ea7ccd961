"""An order of headquarters: what was filled in, read field by field, and the records it becomes."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import ClassVar, Final, TypeVar

from msgspec import Struct

from stagerace.core.clock import DAY, MINUTE, Instant
from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import Bib, PlaceId
from stagerace.core.names import bib as read_bib
from stagerace.core.plan import Stage
from stagerace.core.records import Body, Record
from stagerace.node.look import Look

Choice = TypeVar("Choice", bound=str)

LONGEST: Final = 300
"""The longest text taken [characters]."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._:-]{0,79}")
_CLOCK: Final = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class Said(Struct, frozen=True):
    """What somebody filled in, who they are, and the race as they see it.

    Every question raises BadInput that names the field, and says what to write there.
    """

    fields: Mapping[str, str]
    by: str
    look: Look
    now: Instant
    role: str = ""
    """In which role they are logged in."""
    records: Sequence[Record] = ()
    """The log as it stands, for what the race does not keep."""

    @property
    def stage(self) -> Stage:
        """The stage that headquarters looks at."""
        return self.look.watch.stage

    def text(self, name: str) -> str:
        """A text, its blanks made single; empty where nothing was written."""
        text = " ".join(self.fields.get(name, "").split())
        if len(text) > LONGEST:
            raise wrong(f"the {name} is longer than {LONGEST} characters", "Say it in a sentence")
        return text

    def needed(self, name: str, what: str) -> str:
        """A text that cannot be left out."""
        if not (text := self.text(name)):
            raise wrong(f"{what} is missing", "Write it, and send it again")
        return text

    def name(self, name: str) -> str:
        """The name of something that is to be, made by whoever fills in, so that the same sent twice is one thing."""
        text = self.needed(name, f"the name of the {name}")
        if not _NAME.fullmatch(text):
            raise wrong(f"{text[:20]!r} is no name for the {name}", "Open the page again and fill it in")
        return text

    def choice(self, name: str, known: Sequence[Choice], what: str) -> Choice:
        """One of some words."""
        text = self.text(name)
        found = next((each for each in known if each == text), None)
        if found is None:
            raise wrong(f"{text[:20]!r} is no {what}", f"Choose one of {', '.join(known)}")
        return found

    def place(self, name: str = "place") -> PlaceId:
        """A place of the race; empty where none was chosen."""
        text = PlaceId(self.text(name))
        if text and text not in self.look.race.plan.stage_at:
            raise wrong(f"there is no place {text[:20]!r}", "Choose one of the list")
        return text

    def bib(self, name: str = "bib") -> Bib:
        """The bib of a runner."""
        return self._known(self.needed(name, "the bib"))

    def bibs(self, name: str = "bibs") -> tuple[Bib, ...]:
        """Any number of bibs, with blanks or commas between them."""
        return tuple(dict.fromkeys(self._known(each) for each in re.split(r"[\s,;]+", self.text(name)) if each))

    def _known(self, text: str) -> Bib:
        try:
            found = read_bib(text)
        except ValueError as error:
            what, _, do = str(error).partition(": ")
            raise wrong(what, f"Write {do}") from None
        if found not in self.look.race.index:
            raise wrong(f"nobody wears {found}", "Write the bib of a runner who is entered")
        return found

    def moment(self, name: str = "time") -> Instant:
        """A time as `14:05` by the clock of the race, the latest that has been; now where nothing was written."""
        text = self.text(name)
        if not text:
            return self.now
        match = _CLOCK.fullmatch(text)
        if match is None:
            raise wrong(f"{text[:20]!r} is no time", "Write it as 14:05, by the clock of the race; or leave it empty")
        zone = self.look.race.plan.zone
        today = zone.local(self.now)
        wall = datetime(today.year, today.month, today.day, int(match[1]), int(match[2]))  # noqa: DTZ001
        found = zone.instants(wall)
        if not found:
            raise wrong(f"the clocks skipped {text}", "Write a minute that there was")
        return found[-1] if found[-1] <= self.now + MINUTE else Instant(found[-1] - DAY)


class Order(ABC):
    """A kind of thing that headquarters writes down."""

    name: ClassVar[str]
    fits_only_now: ClassVar[bool] = False
    """Whether it may be written only while nothing came since it was looked at."""

    @abstractmethod
    def bodies(self, said: Said) -> tuple[Body, ...]:
        """The records it becomes; none where that very thing is so already. Raises BadInput."""


def wrong(what: str, do: str) -> BadInput:
    """What cannot be taken, and what to do."""
    return BadInput(Problem(what, do))
