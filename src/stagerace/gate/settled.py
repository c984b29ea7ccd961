"""What stands once people's answers are taken in: one item a fact, about one runner or about the race."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import structs

from stagerace.core.clock import SECOND, Instant
from stagerace.core.names import Bib, RecordId
from stagerace.core.plan import Plan
from stagerace.core.records import Declared, Entered, PlanAdopted, Record, Ruled, Voided
from stagerace.gate.case import Case
from stagerace.gate.items import ALWAYS, Item, Place
from stagerace.rules.as_of import moves_of, sheet_happened
from stagerace.rules.facts import Facts, Ruling, fold, group_of
from stagerace.rules.in_force import in_force
from stagerace.rules.rulings import KINDS


class Settled:
    """A set of records as it stands: who is entered, what was seen and not taken back, which decisions are in force."""

    def __init__(self, records: Sequence[Record], case: Case) -> None:
        announced = [r for r in records if not isinstance(r.body, Ruled) or r.body.announced <= case.at]
        self._records = announced
        self._order = case.order
        self.facts: Facts = fold(announced)

    @cached_property
    def moves(self) -> list[Ruling]:
        """The decisions that move a start."""
        return moves_of(self.facts)

    @cached_property
    def standing(self) -> list[Ruling]:
        """The decisions in force, of the kinds that are known, about stages that there are."""
        return [ruling for ruling in in_force(self.facts.rulings.values()) if _is_sound(ruling.text, self.facts.plan)]

    @cached_property
    def for_everyone(self) -> frozenset[str]:
        """The decisions that are about everyone, without exception."""
        return frozenset(ruling.text.id for ruling in self.standing if _is_for_everyone(ruling.text))

    @cached_property
    def _orders(self) -> dict[RecordId, Place]:
        return {record.id: self._order(record) for record in self._records}

    @cached_property
    def _entries(self) -> dict[Bib, Record]:
        found: dict[Bib, Record] = {}
        for record in self._records:
            if isinstance(record.body, Entered):
                before = found.get(record.body.bib)
                found[record.body.bib] = max(before, record, key=self._order) if before else record
        return found

    def of(self, bib: Bib, now: "Settled") -> Iterator[Item]:
        """The items of one runner; a decision that is for everyone by now is not theirs, nor is what a crew reported.

        `now` is all that stands: what it knows of clocks may put a passing later, but not earlier.
        """
        if record := self._entries.get(bib):
            yield Item(self.facts.entries[bib], ALWAYS, bib, None, record.id, self._order(record))
        yield from self._sightings(bib, now)
        yield from self._sheets(bib)
        for ruling in self.standing:
            if ruling.id in self.facts.reports or ruling.text.id in now.for_everyone or _is_for_everyone(ruling.text):
                continue
            if ruling.concerns(bib):
                yield self._decided(ruling, bib)

    def of_race(self) -> Iterator[Item]:
        """The items about everyone: the plan, decisions for all, what was declared."""
        plans = [record for record in self._records if isinstance(record.body, PlanAdopted)]
        if plans and isinstance(body := (record := max(plans, key=self._order)).body, PlanAdopted):
            yield Item(body, ALWAYS, None, None, record.id, self._order(record))
        for ruling in self.standing:
            if _is_for_everyone(ruling.text):
                yield self._decided(ruling, None)
        for target, declared in self.facts.declared:
            yield self._declared(target, declared)

    def _sightings(self, bib: Bib, now: "Settled") -> Iterator[Item]:
        at = self.facts.plan.stage_at if self.facts.plan else {}
        for place, sightings in self.facts.seen.get(bib, {}).items():
            for sighting in sightings if place in at else ():
                when = self.facts.by_race_clock(sighting).seen_at
                happened = max(when, now.facts.by_race_clock(sighting).seen_at)
                # A frame says it to the nearest second: it may have been half of one later.
                happened = Instant(happened + SECOND // 2) if sighting.heard else happened
                seen = structs.replace(sighting.passing, bib=bib, seen_at=when, confirmed_by=sighting.confirmed_by)
                record = sighting.heard or sighting.id
                yield Item(seen, happened, bib, at[place].n, record, self._orders[record])

    def _sheets(self, bib: Bib) -> Iterator[Item]:
        for stage, sheets in self.facts.sheets.get(bib, {}).items():
            for sheet in sheets:
                if not isinstance(self.facts.answers.get(sheet.id), Voided):
                    happened = sheet_happened(sheet.time, self.facts, self.moves)
                    yield Item(sheet.time, happened, bib, stage, sheet.id, self._orders[sheet.id])

    def _decided(self, ruling: Ruling, bib: Bib | None) -> Item:
        text = structs.replace(ruling.text, bibs=bib or "")
        return Item(text, text.announced, bib, text.stage, ruling.id, self._orders[ruling.id])

    def _declared(self, target: RecordId, body: Declared) -> Item:
        stage = body.stage if body.stage is not None else body.after
        return Item(body, body.declared_at, None, stage, target, self._orders[target])


def _is_sound(text: Ruled, plan: Plan | None) -> bool:
    """Whether a decision is of a kind that is known, about a stage that there is."""
    return text.ruling in KINDS and plan is not None and text.stage in plan.by_number


def _is_for_everyone(text: Ruled) -> bool:
    group = group_of(text)
    return group.everyone and group.but is None
