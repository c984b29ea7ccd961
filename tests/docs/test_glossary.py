"""Every public noun of the program has its line in docs/glossary.md."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NewType, get_args

import stagerace.core
from stagerace.core.records.kinds import KINDS as RECORDS
from stagerace.rules.classes import KINDS as CLASSES
from stagerace.rules.conflicts import KINDS as CONFLICTS
from stagerace.rules.readings import Verdict
from stagerace.rules.rulings import KINDS as RULINGS
from stagerace.rules.rulings import REVOKE, Status
from stagerace.rules.standing import State
from stagerace.rules.ties import KINDS as TIES
from stagerace.watch.alerts.all import KINDS as ALERTS

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
_ENTRY = re.compile(r"- \*\*(?P<word>[^*]+)\*\*(?: \((?P<named>[^)]*)\))?: (?P<meaning>.+)")


def _entries() -> list[re.Match[str]]:
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("- ")]
    found = [_ENTRY.fullmatch(line) for line in lines]
    assert all(found), f"not an entry: {[line for line, match in zip(lines, found, strict=True) if not match]}"
    return [match for match in found if match]


def _named(sort: str) -> set[str]:
    return {name for entry in _entries() for name in re.findall(rf"{sort} `([^`]+)`", entry["named"] or "")}


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(stagerace.core.__path__, "stagerace.core."):
        yield importlib.import_module(found.name)


def _types() -> set[str]:
    """The public classes and NewTypes that the modules of core define."""
    return {
        name
        for module in _modules()
        for name, thing in vars(module).items()
        if not name.startswith("_")
        and (inspect.isclass(thing) or isinstance(thing, NewType))
        and thing.__module__ == module.__name__
    }


def test_every_public_type_of_core_is_in_the_glossary() -> None:
    assert _types() - _named("type") == set()


def test_every_kind_of_ruling_is_in_the_glossary_and_no_other() -> None:
    assert _named("ruling") == {*RULINGS, REVOKE}


def test_every_kind_of_record_is_in_the_glossary_and_no_other() -> None:
    assert _named("record") == set(RECORDS)


def test_every_kind_of_conflict_is_in_the_glossary_and_no_other() -> None:
    assert _named("conflict") == {kind.name for kind in CONFLICTS}


def test_every_kind_of_alert_is_in_the_glossary_and_no_other() -> None:
    assert _named("alert") == set(ALERTS)


def test_every_kind_of_tie_is_in_the_glossary_and_no_other() -> None:
    assert _named("ties") == set(TIES)


def test_every_kind_of_class_is_in_the_glossary_and_no_other() -> None:
    assert _named("class") == {name.strip() for kind in CLASSES for name in kind.takes.split(",")}


def test_every_verdict_and_status_is_in_the_glossary_and_no_other() -> None:
    assert _named("verdict") == set(get_args(Verdict))
    assert _named("status") == {*get_args(State), *get_args(Status)}


def test_words_come_in_order_each_once() -> None:
    words = [entry["word"].casefold() for entry in _entries()]
    assert words == sorted(set(words))
