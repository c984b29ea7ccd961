"""The classes a race lists."""

from typing import Any

from stagerace.feeds.cells import Unreadable
from stagerace.feeds.nearest import nearest
from stagerace.feeds.toml_table import Table, say
from stagerace.rules.classes import KINDS, is_class


def parse_classes(value: Any, race: Table) -> tuple[str, ...]:
    """The names of classes; those that are none become problems.

    Raises Unreadable when it is no list of texts.
    """
    if not isinstance(value, list) or not value or not all(isinstance(name, str) for name in value):
        raise Unreadable(f"{say(value)} is not a list of classes", 'Write it like ["overall", "women", "age:40-49"]')
    for name in value:
        if not is_class(name):
            race.problem("classes", f"{name[:60]!r} is not a class", _meant(name))
        if value.count(name) > 1:
            race.problem("classes", f"the class {name[:60]!r} is listed twice", "Keep it once")
    return tuple(dict.fromkeys(value))


def _meant(name: str) -> str:
    known = [taken.strip() for kind in KINDS for taken in kind.takes.split(",")]
    guess = nearest(name, known)
    return f"Did you mean {guess}?" if guess else f"Write one of {', '.join(known)}, or several joined with /"
