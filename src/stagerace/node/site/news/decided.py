"""Decisions of the race director as they are announced; why somebody is out of the race is never among them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import ClassVar, Final

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, RecordId, bib_order
from stagerace.core.records import Ruled
from stagerace.node.site.history import Value, Values, mark
from stagerace.node.site.news.item import Gaps, Item, NewsKind, key
from stagerace.node.site.news.resting import Resting

TOLD: Final = frozenset(
    {"penalty", "credit", "disqualify", "unranked", "give", "cap", "hold", "shorten", "close", "move_start"}
)
"""The kinds that are told: who withdrew or was stopped is not news, and a cancelled stage has a line of its own."""
EVERYONE: Final = "all"

Decision = tuple[RecordId, Ruled]


class Decided(NewsKind):
    """A decision, one line for all it is about; who left the race is told by the tables alone."""

    name: ClassVar[str] = "decided"
    gaps: ClassVar[Gaps] = {"stage": "stage", "place": "place", "minutes": "minutes", "whom": "who"}

    def items(self, rests: Resting) -> Iterator[Item]:
        """One line a decision."""
        told = [each for each in rests.rulings if each[1].ruling in TOLD and each[1].stage is not None]
        counts: dict[str, int] = {}
        for _, group in groupby(sorted(told, key=_order), key=lambda each: _order(each)[:6]):
            item = _item(rests, list(group))
            nth = counts[item.key] = counts.get(item.key, 0) + 1
            yield Item(f"{item.key}/{nth}", item.at, item.values, item.records)

    def form(self, key: str, values: Values) -> str:
        """By the kind of the decision and what of it was said."""
        ruling = key.split("/")[1]
        minutes = values[2]
        assert isinstance(minutes, int)
        if ruling == "move_start":
            return f"news.decided.move_start.{'earlier' if minutes < 0 else 'later'}"
        return f"news.decided.hold.{'until' if minutes else 'open'}" if ruling == "hold" else f"news.decided.{ruling}"


def _order(decision: Decision) -> tuple[Instant, str, int, int, str, bool, tuple[int, str]]:
    text = decision[1]
    bibs = bib_order(Bib(text.bibs))
    return text.announced, text.ruling, text.stage or 0, _minutes(text), text.place or "", bool(text.bibs), bibs


def _item(rests: Resting, group: Sequence[Decision]) -> Item:
    text = group[0][1]
    bibs = [Bib(each.bibs) for _, each in group if each.bibs]
    whom: Value = " ".join(map(mark, bibs)) if bibs else EVERYONE
    known = text.place in rests.seen.plan.stage_at if text.place else False
    values: Values = (text.stage or 0, text.place if known and text.place else "", _minutes(text), whom)
    records = (*rests.plan, *(record for bib in bibs for record in rests.runner(bib)), *(record for record, _ in group))
    about = mark(bibs[0]) if bibs else EVERYONE
    return Item(key("decided", text.ruling, text.stage or 0, about), text.announced, values,
                tuple(dict.fromkeys(records)))  # fmt: skip


def _minutes(text: Ruled) -> int:
    """The time that a decision is told with [ms]; what somebody was given is in the tables."""
    return text.time or 0 if text.ruling != "give" else 0
