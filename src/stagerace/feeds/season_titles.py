"""The titles of a season.toml: kinds, slots and conditions as data."""

from collections.abc import Sequence
from typing import Any, Final, cast, get_args

from stagerace.feeds.cells import Unreadable
from stagerace.feeds.nearest import did_you_mean
from stagerace.feeds.toml_table import Table, say
from stagerace.feeds.toml_values import parse_id
from stagerace.rules.season.outing import RunnerId, SlotId
from stagerace.rules.season.season import Title, Within
from stagerace.rules.season.titles import KINDS

_WITHIN: Final = cast("tuple[str, ...]", get_args(Within))
_KEYS: Final = ("id", "name", "kind", "slots", "contenders")


def read_titles(root: Table, slots: Sequence[SlotId]) -> tuple[tuple[Title, ...], tuple[int | None, ...]]:
    """The titles of a season and the lines they stand on; what is wrong becomes problems of the document."""
    titles: dict[str, Title] = {}
    lines: list[int | None] = []
    for table in root.tables("title"):
        title = _read_title(table, slots)
        if title.id in titles:
            table.problem("id", f"the title {title.id!r} is there twice", "Give each title an id of its own")
        titles[title.id] = title
        lines.append(table.document.line((*table.path, "also")))
    if not titles:
        root.problem("title", "there is no title", 'Add a table [[title]] with id, name and kind = "slots"')
    return tuple(titles.values()), tuple(lines)


def _read_title(table: Table, slots: Sequence[SlotId]) -> Title:
    kind = table.one_of("kind", tuple(KINDS), "slots")
    _check_keys(table, kind)
    named = tuple(SlotId(name) for name in table.read("slots", _parse_names) or ())
    for name in named:
        if name not in slots:
            table.problem("slots", f"there is no slot {name!r}", did_you_mean(name, slots))
    if len(set(named)) < len(named):
        table.problem("slots", "a slot is named twice", "Name each slot once; a title cannot need one slot twice")
    chosen = named or tuple(slots)
    at_least = table.read("at_least", lambda value: _parse_count(value, 1, len(chosen)))
    return Title(
        id=table.read("id", parse_id) or "",
        name=table.text("name"),
        kind=kind,
        slots=chosen,
        within=cast("Within", table.one_of("within", _WITHIN, "any")),
        at_least=at_least,
        extra=table.read("extra", lambda value: _parse_count(value, 0, 20)) or 0,
        also=table.read("also", _parse_names) or (),
        only_when=known_slot(table, "only_when", chosen),
        contenders=tuple(RunnerId(name) for name in table.read("contenders", _parse_names) or ()),
    )


def _check_keys(table: Table, kind: str) -> None:
    every = {key for known in KINDS.values() for key in known.takes}
    table.only(*_KEYS, *sorted(every))
    for key in sorted(every - set(KINDS[kind].takes)):
        if table.has(key):
            table.problem(key, f"{key} means nothing to a title of kind {kind!r}", "Take it out, or change the kind")
    table.missing("id", 'id = "grand-slam"')
    table.missing("name", 'name = "Grand Slam"')
    table.missing("kind", f"kind, one of {', '.join(KINDS)}")


def known_slot(table: Table, key: str, slots: Sequence[SlotId]) -> SlotId | None:
    """The slot that a key names; None where it is not there, or no slot and now a problem."""
    name = table.text(key)
    if not name:
        return None
    if name not in slots:
        table.problem(key, f"there is no slot {name!r}", did_you_mean(name, slots))
        return None
    return SlotId(name)


def _parse_names(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(name, str) and name.strip() for name in value) or not value:
        raise Unreadable(f"{say(value)} is not a list of names", 'Write it like ["atacama", "gobi"]')
    return tuple(name.strip() for name in value)


def _parse_count(value: Any, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Unreadable(f"{say(value)} is not a number of races", f"Write a whole number from {least} to {most}")
    return value
