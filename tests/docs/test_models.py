"""docs/models has a page for every model that says where it comes from, where it holds and how sure we are."""

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from doc_pages import DOCS

from stagerace.kernels.model import AnyModel

PAGES = {page: page.read_text(encoding="utf-8") for page in sorted((DOCS / "models").glob("*.md"))}
INDEX = DOCS / "models" / "index.md"
MODELS: list[AnyModel] = [
    model
    for package in ("climate", "physiology")
    for model in importlib.import_module(f"stagerace.{package}.models").MODELS
]
SECTIONS = ("## Where it comes from", "## Where it holds", "## How it was checked", "## Limits")
HEAD = "| argument | from | to | unit |\n|---|---|---|---|\n"


def dotted(model: AnyModel) -> str:
    return f"`{model.__module__}.{model.name}`"


def page_of(model: AnyModel) -> str:
    held = [text for page, text in PAGES.items() if page != INDEX and dotted(model) in text]
    assert len(held) == 1, f"{len(held)} pages in docs/models name {dotted(model)}"
    return held[0]


def tables(page: str) -> list[list[str]]:
    """The rows of each table of ranges."""
    return [found.splitlines() for found in re.findall(rf"{re.escape(HEAD)}((?:\|.*\n)+)", page)]


def blocks(page: str, kind: str) -> Iterator[str]:
    yield from re.findall(rf"^```\{{{kind}\}}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def named(model: AnyModel) -> str:
    return model.name


def test_no_model_is_listed_twice() -> None:
    assert len({dotted(model) for model in MODELS}) == len(MODELS)


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_every_model_has_one_page_with_its_source(model: AnyModel) -> None:
    page = page_of(model)
    assert model.card.doi in page
    for part in re.findall(r"[^;]*\b(?:19|20)\d\d\b", model.card.source):
        names = re.findall(r"[A-Z]\w+", part)
        assert not names or any(name in page for name in names), f"the page says nothing of {part.strip()}"
    assert all(year in page for year in re.findall(r"\b(?:19|20)\d\d\b", model.card.source)), model.card.source


@pytest.mark.parametrize("model", MODELS, ids=named)
def test_the_range_on_the_page_is_the_range_in_the_code(model: AnyModel) -> None:
    rows = [f"| {name} | {kept.low:g} | {kept.high:g} | {kept.unit} |" for name, kept in model.card.valid.items()]
    assert not rows or rows in tables(page_of(model)), "\n".join(["the page needs this table:", *rows])


@pytest.mark.parametrize("model", [model for model in MODELS if model.card.standing == "uncertain"], ids=named)
def test_an_uncertain_model_is_said_to_be_uncertain(model: AnyModel) -> None:
    assert "uncertain" in page_of(model).lower()


@pytest.mark.parametrize("page", [page for page in PAGES if page != INDEX], ids=lambda page: page.stem)
def test_every_page_is_of_a_model_and_has_every_section_and_a_plot_told_in_words(page: Path) -> None:
    text = PAGES[page]
    assert any(dotted(model) in text for model in MODELS), "no model of the code has its page here"
    assert page.stem in {model.name for model in MODELS if dotted(model) in text}, "it is named after its first model"
    assert all(section in text for section in SECTIONS), [section for section in SECTIONS if section not in text]
    plots = list(blocks(text, "plot"))
    assert plots
    assert all(re.match(r":alt: \w.{20,}\n", plot) for plot in plots), "a plot begins with `:alt:` and what one sees"


@pytest.mark.parametrize("page", [page for page in PAGES if page != INDEX], ids=lambda page: page.stem)
def test_every_plot_draws_the_models_of_its_page(page: Path) -> None:
    mine = [model.name for model in MODELS if dotted(model) in PAGES[page]]
    assert any(name in plot for plot in blocks(PAGES[page], "plot") for name in mine), mine


@pytest.mark.parametrize("page", list(PAGES), ids=lambda page: page.stem)
def test_every_equation_can_be_drawn_where_there_is_no_network(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    plain = importlib.import_module("plain_math")
    text = re.sub(r"^```\{plot\}\n.*?^```$", "", PAGES[page], flags=re.MULTILINE | re.DOTALL)
    for equation in blocks(text, "math"):
        assert all(plain.drawn(line, as_block=True).startswith("<math") for line in plain.lines(equation))
    for inline in re.findall(r"(?<![\\$`])\$([^$\n]+)\$", text):
        assert plain.drawn(inline).startswith("<math")
    sys.modules.pop("plain_math", None)


def test_what_is_assumed_of_each_ground_stands_in_the_manual() -> None:
    terrain = importlib.import_module("stagerace.physiology.terrain")
    ground = importlib.import_module("stagerace.climate.ground")
    factors = [f"| {kind} | {f.likely:g} | {f.low:g} | {f.high:g} |" for kind, f in terrain.WALKING.items()]
    surfaces = [f"| {kind} | {s.albedo:g} | {s.roughness:g} |" for kind, s in ground.SURFACES.items()]
    assert "\n".join(factors) in PAGES[DOCS / "models" / "terrain_factor.md"]
    assert "\n".join(surfaces) in PAGES[DOCS / "models" / "mean_radiant_temperature.md"]


def test_a_short_fraction_keeps_its_two_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    plain = importlib.import_module("plain_math")
    assert "<mn>1</mn>" in plain.drawn(r"\tfrac19")
    assert "<mn>9</mn>" in plain.drawn(r"\tfrac19")


def test_an_index_of_a_dotted_letter_stands_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS))
    plain = importlib.import_module("plain_math")
    assert "<msub>" in plain.drawn(r"\dot V_r")
    assert "munderover" not in plain.drawn(r"\dot V_r")


def test_the_index_lists_the_models_of_both_groups() -> None:
    assert "<!-- models of the climate -->" in PAGES[INDEX]
    assert "<!-- models of the body -->" in PAGES[INDEX]
