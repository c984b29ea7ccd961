"""A dossier read back from its file, a page or JSON."""

import re
from pathlib import Path
from typing import Final

import msgspec

from stagerace import __version__
from stagerace.core.errors import BadInput, Problem
from stagerace.node.dossier.told import Dossier
from stagerace.node.pages.dossier import dossier_page

_INSIDE: Final = re.compile(rb'<script type="application/json" id="dossier">(.*?)</script>', re.DOTALL)


def read(path: Path) -> Dossier:
    """The dossier in a file.

    Raises BadInput for what is none, and for a page that does not show what it holds.
    """
    try:
        text = path.read_bytes()
        found = _INSIDE.search(text)
        dossier = msgspec.json.decode(found[1] if found else text, type=Dossier)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        what = f"this is no dossier, or it was altered: {error}"
        remedy = "Name a file that `stagerace dossier DIR --out FILE` wrote, as html or json"
        raise BadInput(Problem(what, remedy, str(path))) from error
    if found and not _is_same_page(text, dossier):
        what = "the page was altered: it does not show what it holds"
        raise BadInput(Problem(what, "Take the page from who made it, or make it anew from a log", str(path)))
    return dossier


def _is_same_page(text: bytes, dossier: Dossier) -> bool:
    """Whether a page shows what it holds; only the program that made it can say, and of others' it is taken to."""
    return dossier.proof.program != __version__ or dossier_page(dossier).encode() == text
