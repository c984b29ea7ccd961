"""Equations as MathML, which browsers draw themselves: the manual is read where there is no network."""

import re
from typing import Final

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxTranslator

_LOG: Final = logging.getLogger(__name__)
_NAMED: Final = r"\\(?:arccos|cos|exp|ln|log|max|min|sin|tan)(?![a-z])"
_AS_MEANT: Final = (
    (r"\\([dt]?frac)(\d)(\d)", r"\\\1{\2}{\3}"),  # Two digits without braces: it takes both for the numerator.
    (r"(\\(?:dot|bar) ?\w)(?=_)", r"\1{}"),  # An accented letter: it would put the index under it.
    (r"(?<=[\w})])\s*(" + _NAMED + ")", r"\\,\1"),  # The room that TeX leaves before and after the name of a function.
    (rf"({_NAMED})\s*(?=[A-Za-z0-9]|\\(?!left|,))", r"\1\\,"),
)
"""What the converter takes otherwise than TeX does, and how to say it so that it does not."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Offer the renderer as `mathml`."""
    app.add_html_math_renderer("mathml", inline_renderers=(_inline, None), block_renderers=(_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def drawn(text: str, *, as_block: bool = False) -> str:
    """LaTeX as MathML; raises MathError for what it does not know."""
    for taken, meant in _AS_MEANT:
        text = re.sub(taken, meant, text)
    return tex2mathml(text, as_block=as_block)


def lines(text: str) -> list[str]:
    """The lines of an equation that has several."""
    return re.split(r"\\\\\s*\n", text.strip())


def _inline(translator: SphinxTranslator, node: nodes.math) -> None:
    translator.body.append(_tried(node, node.astext()))
    raise nodes.SkipNode


def _block(translator: SphinxTranslator, node: nodes.math_block) -> None:
    inside = "".join(_tried(node, line, as_block=True) for line in lines(node.astext()))
    translator.body.append(f'<div class="math" style="overflow-x:auto;margin:1em 0">{inside}</div>\n')
    raise nodes.SkipNode


def _tried(node: nodes.Element, text: str, *, as_block: bool = False) -> str:
    try:
        return drawn(text, as_block=as_block)
    except MathError as error:
        _LOG.warning("an equation cannot be drawn: %s; write it otherwise: %s", error, text, location=node)
        return ""
