"""Lines of news said in a language, as plain text: for feeds, calendars and messages by satellite."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from stagerace.core.clock import Elapsed, Instant, say_length
from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.desk.said import kilometres, place_word
from stagerace.node.names import seconds
from stagerace.node.site.common import place_name
from stagerace.node.site.history import Told, Value, Values, marks
from stagerace.node.site.news.all import KINDS
from stagerace.node.site.news.item import Sort
from stagerace.node.site.season_seen import SeasonSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.wording import Words, words

NAMED: Final = 3
"""More runners than this are counted, not named."""


@dataclass(frozen=True)
class Saying:
    """Says lines of one race in one language."""

    seen: RaceSeen
    language: str
    titles: Mapping[str, str] = field(default_factory=dict)
    """What the titles of the season are called."""

    @classmethod
    def of(cls, seen: RaceSeen, season: SeasonSeen | None, language: str) -> "Saying":
        """What says the lines of a race of a site."""
        return cls(seen, language, {title.id: title.name for title in season.table.titles} if season else {})

    @property
    def w(self) -> Words:
        """The words of the language."""
        return words(self.language)

    def line(self, key: str, values: Values) -> str:
        """A line as a sentence."""
        kind = KINDS[key.split("/", 1)[0]]
        said = {gap: self._value(sort, value, values) for (gap, sort), value in zip(kind.gaps.items(), values)}  # noqa: B905
        return self.w(kind.form(key, values), **said)

    def title(self, key: str, told: Told) -> str:
        """A line as it heads an entry: that it was taken back stands first."""
        return self.entry(key, told)[0]

    def entry(self, key: str, told: Told) -> tuple[str, str]:
        """A line as it heads an entry, and with what became of it."""
        said = self.line(key, told.values)
        if told.gone:
            gone = self.w("news.gone", line=said)
            return gone, f"{gone}\n{self.w('news.gone_note')}"
        if told.was is not None:
            return said, f"{said}\n{self.w('news.corrected', line=self.line(key, told.was))}"
        return said, said

    def _value(self, sort: Sort, value: Value, values: Values) -> str:
        if isinstance(value, str):
            return self._named(sort, value, values)
        match sort:
            case "clock":
                return f"{self.seen.zone.local(Instant(value)):%H:%M}"
            case "time":
                return seconds(Elapsed(value))
            case "minutes":
                return say_length(Elapsed(abs(value)))
            case "metres":
                return kilometres(value)
            case _:
                return str(value)

    def _named(self, sort: Sort, value: str, values: Values) -> str:
        if sort == "place":
            return self.place(value, values)
        if sort == "title":
            return self.titles.get(value, value)
        bibs = marks(value)
        if not bibs:
            return self.w("news.everyone")
        return ", ".join(map(self.name, bibs)) if len(bibs) <= NAMED else self.w("news.runners", n=len(bibs))

    def name(self, bib: Bib) -> str:
        """What a runner is called; kept together where the name is written from right to left."""
        return isolated(self.w.unnamed(self.seen.names.get(bib, f"Runner {bib}")))

    def place(self, place: str, values: Values) -> str:
        """What a place is called."""
        stage = self.seen.plan.by_number.get(StageNo(int(values[0])))
        return place_word(place_name(stage, PlaceId(place)) if stage else place, self.w)


def isolated(name: str) -> str:
    """A name in marks that keep its direction from the text around it, where it has letters that run to the left."""
    if all(ord(letter) < _RIGHT_TO_LEFT for letter in name):
        return name
    return f"\u2068{name}\u2069"


_RIGHT_TO_LEFT: Final = 0x590
"""The first letter of a script that runs from right to left; names with letters beyond it are kept apart, too."""
