"""Examples in docstrings are true."""

import doctest
import importlib
import pkgutil

import pytest

import stagerace

MODULES = [found.name for found in pkgutil.walk_packages(stagerace.__path__, "stagerace.") if not found.ispkg]


@pytest.mark.parametrize("name", MODULES)
def test_an_example_gives_what_it_says(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_to_run() -> None:
    tried = [doctest.DocTestFinder().find(importlib.import_module(name)) for name in MODULES]
    assert sum(bool(found.examples) for module in tried for found in module) > 20
