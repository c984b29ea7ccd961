"""Pages of models: their plots, the table that lists them, and what they look like in Python, taken from the code."""

import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sphinx.application import Sphinx
from sphinx.util import logging

from stagerace.climate.models import MODELS as CLIMATE
from stagerace.kernels.model import AnyModel
from stagerace.physiology.models import MODELS as BODY

_LOG: Final = logging.getLogger(__name__)
_FOLDER: Final = "models/"
_INDEX: Final = "models/index"
_LIST: Final = re.compile(r"^<!-- models of the (\w+) -->$", re.MULTILINE)
_PLOT: Final = re.compile(r"^```\{plot\}\n(?P<inside>.*?)^```$", re.MULTILINE | re.DOTALL)
_ESCAPED: Final = re.compile(r"`[^`]*`|[*_$<\[]")
_GROUPS: Final = {"climate": CLIMATE, "body": BODY}


def setup(app: Sphinx) -> dict[str, bool]:
    """Fill the pages of models as they are read."""
    app.connect("source-read", _filled)
    return {"parallel_read_safe": True}


def dotted(model: AnyModel) -> str:
    """Where a model lies: `stagerace.climate.wbgt.wbgt`."""
    return f"{model.__module__}.{model.name}"


def page_of(model: AnyModel, folder: Path) -> str | None:
    """The name of the page that holds a model's dotted path."""
    named = f"`{dotted(model)}`"
    pages = sorted(folder.glob("*.md"))
    return next((page.stem for page in pages if named in page.read_text(encoding="utf-8")), None)


def _filled(app: Sphinx, docname: str, source: list[str]) -> None:
    if not docname.startswith(_FOLDER):
        return
    if docname == _INDEX:
        folder = Path(app.srcdir) / _FOLDER
        source[0] = _LIST.sub(lambda found: "\n".join(_table(_GROUPS[found[1]], folder)), source[0])
    else:
        source[0] = _PLOT.sub(_Plots(Path(docname).name), source[0]) + _in_python(source[0])


class _Plots:
    """Plots as the directive takes them: it speaks reStructuredText only, and each needs a name of its own."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._number = 0

    def __call__(self, found: "re.Match[str]") -> str:
        self._number += 1
        lines = found["inside"].splitlines()
        options = [line for line in lines if re.match(r":[\w-]+:", line)]
        code = lines[len(options) :]
        held = ["", *options, f":filename-prefix: {self._page}-{self._number}", "", *code]
        return "\n".join(["```{eval-rst}", ".. plot::", *(f"   {line}".rstrip() for line in held[1:]), "```"])


def _table(models: tuple[AnyModel, ...], folder: Path) -> Iterator[str]:
    yield "| model | in Python | in | standing |"
    yield "|---|---|---|---|"
    for model in models:
        card, page = model.card, page_of(model, folder)
        if page is None:
            _LOG.warning("no page in docs/models names `%s`", dotted(model))
        title = f"[{card.title}]({page}.md)" if page else card.title
        yield f"| {title} | `{model.name}` | {card.unit} | {card.standing} |"


def _in_python(page: str) -> str:
    """The signature and docstring of every model a page is about."""
    held = [model for models in _GROUPS.values() for model in models if f"`{dotted(model)}`" in page]
    blocks = "\n".join(line for model in held for line in _block(model))
    return f"\n\n## In Python\n\nWhat it answers is an `Estimate`; `.plain(...)` gives the bare values.\n\n{blocks}\n"


def _block(model: AnyModel) -> Iterator[str]:
    yield f"```python\n{_call(model)}\n```\n"
    for part in re.split(r"\n\s*\n", inspect.cleandoc(model.__doc__ or "")):
        yield f"```pycon\n{part}\n```\n" if part.startswith(">>>") else f"{_ESCAPED.sub(_escape, part)}\n"
    caution = f" {model.card.caution}" if model.card.caution else ""
    yield f"In {model.card.unit}, {model.card.standing}.{caution}\n"


def _escape(found: "re.Match[str]") -> str:
    return found[0] if found[0].startswith("`") else f"\\{found[0]}"


def _call(model: AnyModel) -> str:
    """How it is called: its arguments with their usual values, without the types, which are numbers or arrays."""
    arguments = ", ".join(_argument(each) for each in inspect.signature(model.plain).parameters.values())
    return textwrap.fill(f"{model.name}({arguments})", 84, subsequent_indent="    ")


def _argument(argument: inspect.Parameter) -> str:
    if argument.default is inspect.Parameter.empty:
        return argument.name
    usual = repr(argument.default)
    return f"{argument.name}={usual if len(usual) <= 20 else '...'}"
