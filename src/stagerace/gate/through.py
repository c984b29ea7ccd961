"""The gate: of everything that is known, what may leave for whom at an instant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, DeviceId, RecordId
from stagerace.core.records import Declared, Entered, PlanAdopted, Record, Unknown, kind_of
from stagerace.gate.audience import Viewer, family
from stagerace.gate.case import Case, Terms
from stagerace.gate.conditions import ALL
from stagerace.gate.dressing import dressed
from stagerace.gate.earlier import Earlier
from stagerace.gate.items import Item, item_told
from stagerace.gate.naming import People, names, since, teams
from stagerace.gate.settled import Settled
from stagerace.gate.standstill import NEVER_PUBLISHED, Published, Standstill
from stagerace.gate.told import Chance, Position, Told
from stagerace.rules.authority import in_right
from stagerace.rules.classes import Scope
from stagerace.rules.race import Race, race_of
from stagerace.rules.rights import NOBODY
from stagerace.rules.tables import digest


class Passed(Struct, frozen=True):
    """What may leave: any page, table or feed made of nothing else may be shown to the viewer."""

    records: tuple[Record, ...] = ()
    told: tuple[Told, ...] = ()
    names: Mapping[Bib, str] = {}
    """What each runner is called."""
    teams: Mapping[str, str] = {}
    """What each team is called, by its label in the records."""


def through(
    records: Iterable[Record],
    viewer: Viewer,
    at: Instant,
    *,
    told: Iterable[Told] = (),
    people: People | None = None,
    terms: Terms | None = None,
    published: Published = NEVER_PUBLISHED,
    root: DeviceId = NOBODY,
) -> Passed:
    """What may leave of these records, and of what is told beside them, for a viewer at an instant.

    In any order, however often repeated, the records give the same. What is of an unknown kind, not for the viewer's
    audience, or written without the right to, does not pass; `root` is the first device, as the log remembers it.
    """
    case = case_of(records, viewer, at, terms, root)
    passage = _Inside(case) if viewer.is_inside else Outside(case, published)
    return passage.passed(list(told), people or {})


def case_of(
    records: Iterable[Record], viewer: Viewer, at: Instant, terms: Terms | None = None, root: DeviceId = NOBODY
) -> Case:
    """What the conditions look at, of the records that were written with the right to and are of known kinds."""
    counting, _ = in_right(records, root)
    known = [record for record in counting if not isinstance(record.body, Unknown)]
    return Case(known, viewer, at, terms or Terms())


class _Inside:
    """The passage for those who see what they may as it was written."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def passed(self, told: Sequence[Told], people: People) -> Passed:
        case = self.case
        seen = [record for record in case.records if case.viewer.may_see(kind_of(record.body)[0])]
        called = names(case, sorted(case.runners), people, ())
        entries = [record.body for record in seen if isinstance(record.body, Entered)]
        return Passed(tuple(sorted(seen, key=case.order)), tuple(told), called, teams(case, entries, ()))


class Outside:
    """The passage out of the camp: what stands, as the conditions let it, dressed to leave."""

    def __init__(self, case: Case, published: Published) -> None:
        self.case = case
        self.standstills = _standstills(case)
        self._earlier = Earlier(case, published, _standstills)
        self.now = Settled(case.records, case)
        self._known: dict[frozenset[RecordId], Settled] = {frozenset(): self.now}

    def passed(self, told: Iterable[Told], people: People) -> Passed:
        """What may leave."""
        items = self._declared_as_shown([item for item in self._items() if self._leaves(item)])
        if not any(isinstance(item.body, PlanAdopted) for item in items):
            return Passed()
        bibs = sorted({item.bib for item in items if item.bib is not None})
        entries = [item.body for item in items if isinstance(item.body, Entered)]
        called = names(self.case, bibs, people, self.standstills)
        return Passed(dressed(items), self.words(told), called, teams(self.case, entries, self.standstills))

    def words(self, told: Iterable[Told]) -> tuple[Told, ...]:
        """What may leave of what is told beside the records."""
        return tuple(thing for thing in told if thing.bib in self.case.runners and self._is_told(thing))

    def _is_told(self, thing: Told) -> bool:
        # A consent to chances that came after a standstill began is news too.
        agreed = not isinstance(thing, Chance) or self.case.is_open(
            thing.bib, "chance", since(thing.bib, self.standstills)
        )
        return agreed and self._leaves(item_told(thing))

    def family_name(self, bib: Bib, people: People) -> str | None:
        """What a runner is called on the page for their family; None where the runner opened none, or not any more."""
        subject = self.case.subject_of(bib)
        agreed = subject is not None and self.case.agrees(bib, "family", since(bib, self.standstills))
        if subject is None or not agreed or subject in self.case.facts.forgotten:
            return None
        return names(self.case.seen_by(family(subject)), [bib], people, self.standstills)[bib]

    def _items(self) -> Iterator[Item]:
        yield from self._known_of(None).of_race()
        for bib in self.case.runners:
            yield from self._known_of(bib).of(bib, self.now)

    def _leaves(self, item: Item) -> bool:
        """Whether an item is of a kind for this audience, has happened, stands not still, and meets every condition."""
        if not self.case.viewer.may_see(_kind(item)) or item.happened > self.case.at:
            return False
        if self._earlier.holds(item, self.standstills):
            return False
        known = self._known_of(item.bib)
        return all(condition.lets(item, self.case, known) for condition in ALL)

    def _known_of(self, bib: Bib | None) -> Settled:
        """What may be known of a runner, or of the race: nothing that was written after a standstill began."""
        mine = [still for still in self.standstills if still.concerns(bib)]
        key = frozenset(still.id for still in mine)
        if key not in self._known:
            records = self._earlier.known_before(mine)
            self._known[key] = Settled(records, self.case)
        return self._known[key]

    def _declared_as_shown(self, items: Sequence[Item]) -> list[Item]:
        """The items, a declaration only where what leaves is what was declared: its digest would betray the rest."""
        plain = [item for item in items if not isinstance(item.body, Declared)]
        declared = [item for item in items if isinstance(item.body, Declared)]
        if not declared or not any(isinstance(item.body, PlanAdopted) for item in plain):
            return plain
        race = race_of(dressed(plain))
        return plain + [item for item in declared if _is_shown(item.body, race)]


def _standstills(case: Case) -> list[Standstill]:
    return [still for condition in ALL for still in condition.standstills(case)]


def _is_shown(body: object, race: Race) -> bool:
    if not isinstance(body, Declared) or (body.stage is None) == (body.after is None):
        return False
    stage = body.stage if body.stage is not None else body.after
    return stage in race.plan.by_number and body.digest == digest(race, Scope(body.stage, body.after))


def _kind(item: Item) -> str:
    match item.body:
        case Position():
            return "position"
        case Chance():
            return "chance"
        case body:
            return kind_of(body)[0]
