"""What facts are made of: a passing as it counts, a row of a sheet, a decision with its versions."""

from msgspec import Struct

from stagerace.core.bibset import NOBODY, BibSet, parse_bibs
from stagerace.core.clock import Instant, Stamp
from stagerace.core.names import Bib, NodeId, Number, RecordId
from stagerace.core.records import Passing, Ruled, StageTime
from stagerace.rules.clocks import Corrected


class Sighting(Struct, frozen=True, gc=False):
    """A passing as it counts: whose it is, and who vouches for it."""

    id: RecordId
    passing: Passing
    bib: Bib
    confirmed_by: str = ""
    note: str = ""
    clock: Corrected | None = None
    """What is known of the clock it was read from."""
    heard: RecordId | None = None
    """The frame it is known from, as long as its own record is not here."""

    @property
    def seen_at(self) -> Instant:
        """When it was: as it was said, or corrected where the device's clock is known."""
        return self.clock.at if self.clock else self.passing.seen_at


class Sheet(Struct, frozen=True, gc=False):
    """A row of a timekeeper's sheet and the record that holds it."""

    id: RecordId
    time: StageTime


class Ruling(Struct, frozen=True, dict=True):
    """A decision and the record that holds it, with the versions it replaces."""

    id: RecordId
    order: tuple[int, Stamp, NodeId, Number]
    """The key that puts decisions in the order they were announced."""
    text: Ruled
    earlier: tuple["Ruling", ...] = ()

    def concerns(self, bib: Bib) -> bool:
        """Whether a runner belongs to the group the decision is about."""
        group = self.__dict__.get("group")
        if group is None:
            group = self.__dict__["group"] = group_of(self.text)
        return bib in group


def group_of(text: Ruled) -> BibSet:
    """The group a decision is about; nobody where it cannot be read, which the checks then name."""
    try:
        return parse_bibs(text.bibs or "all")
    except ValueError:
        return NOBODY
