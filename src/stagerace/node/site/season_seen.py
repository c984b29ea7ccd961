"""A season as those outside may see it: its table and its people, by nothing but what its races let out."""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import Struct

from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib
from stagerace.rules.season.outing import Came, RunnerId
from stagerace.rules.season.table import SeasonTable


class OutingSeen(Struct, frozen=True):
    """A race of somebody's season as it passed the gate [ms]."""

    race: str
    bib: Bib
    came: Came
    rank: int | None
    elapsed: Elapsed | None


class PersonSeen(Struct, frozen=True):
    """A person across the races of a season."""

    id: RunnerId
    """Race and bib of their first race here, as `sahara-2031:000012`; ids that are known inside never stand here."""
    name: str
    """A name where every race they are in lets it out, else `Runner 12 (Sahara)`."""
    country: str
    outings: tuple[OutingSeen, ...]
    """First race first."""

    def at(self, race: str) -> OutingSeen | None:
        """What came of one race; None where they were not in it."""
        return next((outing for outing in self.outings if outing.race == race), None)


@dataclass(frozen=True)
class SeasonSeen:
    """A season at an instant, as the gates of its races let it out."""

    table: SeasonTable
    """Its runners are the ids of `people`, who before it held a title has no name, and nothing is proposed."""
    people: Mapping[RunnerId, PersonSeen]

    @property
    def name(self) -> str:
        """What the season is called."""
        return self.table.name
