"""A decision as it is posted in camp: what it said when it was signed, and what it changed then."""

from dataclasses import dataclass

from stagerace.core.clock import Instant
from stagerace.core.names import read_record, say_record
from stagerace.core.records import Declared, Record, Ruled
from stagerace.node.folder import View
from stagerace.rules.facts import Ruling, fold
from stagerace.rules.preview import Preview, preview
from stagerace.rules.race import Race


@dataclass(frozen=True)
class Notice:
    """What is posted of a decision; `race` is the race once it was signed."""

    name: str
    body: Ruled | Declared
    version: int
    announced: Instant
    written: Instant
    """When it was written down, by the clock of the node that did."""
    changes: Preview
    race: Race
    stands: bool
    """Whether it still stands today."""


def notice(view: View, name: str) -> Notice | None:
    """The notice of a ruling by its id, or of any decision by its record `node:number`; None where there is none."""
    found = _found(view, name)
    if found is None:
        return None
    index = next(index for index, record in enumerate(view.records) if record.id == found.id)
    before = Race(fold(view.records[:index], view.root))
    after = Race(fold(view.records[: index + 1], view.root))
    body = found.body
    if isinstance(body, Declared):
        return Notice(say_record(found.id), body, 1, body.declared_at, Instant(found.stamp.wall),
                      preview(before, after), after, True)  # fmt: skip
    assert isinstance(body, Ruled)
    versions = _versions(view, body.id)
    version = 1 + [ruling.id for ruling in versions].index(found.id)
    stands = version == len(versions) and any(ruling.text.id == body.id for ruling in view.race.rulings)
    return Notice(
        body.id, body, version, body.announced, Instant(found.stamp.wall), preview(before, after), after, stands
    )


def _found(view: View, name: str) -> Record | None:
    """The record of a decision."""
    ruling = view.race.facts.rulings.get(name)
    try:
        target = ruling.id if ruling else read_record(name)
    except ValueError:
        return None
    record = next((record for record in view.records if record.id == target), None)
    return record if record and _counts(view, record) else None


def _counts(view: View, record: Record) -> bool:
    if isinstance(record.body, Declared):
        return any(each == record.id for each, _ in view.race.facts.declared)
    return isinstance(record.body, Ruled) and any(ruling.id == record.id for ruling in _versions(view, record.body.id))


def _versions(view: View, name: str) -> list[Ruling]:
    ruling = view.race.facts.rulings.get(name)
    return [*ruling.earlier, ruling] if ruling else []
