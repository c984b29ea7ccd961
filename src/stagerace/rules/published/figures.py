"""Published figures: what was printed about whom, where in the race, and by which source."""

import unicodedata
from typing import Final, Literal

from msgspec import Struct

from stagerace.core.clock import Elapsed, format_elapsed

SECOND_GRAIN: Final = 1_000
MINUTE_GRAIN: Final = 60_000

Part = Literal["stage", "after", "overall", "checkpoint", "slot", "other"]
Unit = Literal["ms", "m", "count", "ranks", ""]


class Where(Struct, frozen=True, order=True):
    """The part of a race that a figure is about: a stage, the total after one, all of it, a place on the way."""

    part: Part
    n: int = 0
    """The number of the stage, where there is one."""
    name: str = ""
    """The words for it where part and number do not say all."""

    def __str__(self) -> str:
        if self.name:
            return self.name
        said = {"stage": f"stage {self.n}", "after": f"after stage {self.n}", "overall": "overall"}
        return said.get(self.part, self.part)


class Figure(Struct, frozen=True, kw_only=True):
    """One line of published results, as printed."""

    where: Where
    table: str = "overall"
    """Who is compared: overall, women, an age group; or what is counted."""
    rank: int | None = None
    rank_text: str = ""
    """The rank as printed: `3`, `last`, `DNF`."""
    name: str = ""
    bib: str = ""
    country: str = ""
    gender: str = ""
    printed: str = ""
    """The value as printed."""
    kind: str = "elapsed"
    """What the value is: elapsed, clock_finish, checkpoint_split, gap, penalty, credit, distance_km, course, count,
    rank_sum, place, status."""
    amount: int | None = None
    """The value read: milliseconds, metres or a count; None where nothing was printed."""
    unit: Unit = ""
    grain: int = 1
    """The smallest step in which it was printed, in its unit."""
    source: str = ""
    note: str = ""
    line: int = 0

    @property
    def is_time(self) -> bool:
        """Whether it is a time that adds up with others: of a stage, or a total."""
        return self.unit == "ms" and self.kind == "elapsed" and self.amount is not None

    @property
    def sort(self) -> str:
        """What sort of figure it is, in the plural, for a summary."""
        if self.kind == "place":
            return "places"
        if self.amount is None and self.rank is not None:
            return "places without a value"
        if self.is_time:
            return _TIMES.get(self.where.part, "other times")
        return _SORTS.get(self.kind, "other figures")

    def __str__(self) -> str:
        who = self.name or self.table
        table = f", {self.table}" if self.name and self.table != "overall" else ""
        return f"{self.where}{table}: {who} {self.printed}".rstrip()


_TIMES: Final = {"stage": "stage times", "after": "totals", "overall": "totals"}
_SORTS: Final = {
    "checkpoint_split": "splits on the way",
    "clock_finish": "clock times",
    "distance_km": "distances",
    "gap": "gaps",
    "penalty": "penalties",
    "credit": "credits",
    "course": "course lengths",
    "count": "counts",
    "rank_sum": "sums of ranks",
    "status": "statuses",
    "elapsed": "statuses",
}


def say_amount(amount: int, figure: Figure) -> str:
    """An amount in the unit and the form of a figure."""
    if figure.unit == "ms":
        text = format_elapsed(Elapsed(amount))
        return text[:-3] if figure.grain == MINUTE_GRAIN and text.endswith(":00") else text
    if figure.unit == "m":
        return f"{amount / 1_000:g} km"
    return f"{amount:,}"


def fold_name(name: str) -> str:
    """A name without accents, capitals and stops, to find the same person again."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(
        "".join(c if c.isalnum() or c == "(" else " " for c in plain if not unicodedata.combining(c)).split()
    )
