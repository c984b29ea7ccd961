"""A dossier as a file: JSON, or a page with the same JSON in it; and read back from either."""

import re
from pathlib import Path
from typing import Final

import msgspec

from stagerace.core.errors import BadInput, Problem
from stagerace.node.dossier.told import Dossier

_INSIDE: Final = re.compile(rb'<script type="application/json" id="dossier">(.*?)</script>', re.DOTALL)


def as_json(dossier: Dossier) -> bytes:
    """A dossier as JSON, as `docs/schemas/dossier.schema.json` says."""
    return msgspec.json.encode(dossier)


def inside(dossier: Dossier) -> str:
    """The JSON as a page may hold it: nothing in it ends the element it stands in."""
    return as_json(dossier).decode().replace("<", "\\u003c")


def read(path: Path) -> Dossier:
    """The dossier in a file, a page or JSON.

    Raises BadInput for what is none.
    """
    try:
        text = path.read_bytes()
        found = _INSIDE.search(text)
        dossier = msgspec.json.decode(found[1] if found else text, type=Dossier)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        what = f"this is no dossier, or it was altered: {error}"
        remedy = "Name a file that `stagerace dossier DIR --out FILE` wrote, as html or json"
        raise BadInput(Problem(what, remedy, str(path))) from error
    if found and not is_same_page(text, dossier):
        what = "the page was altered: it does not show what it holds"
        raise BadInput(Problem(what, "Take the page from who made it, or make it anew from a log", str(path)))
    return dossier


def is_same_page(text: bytes, dossier: Dossier) -> bool:
    """Whether a page shows what it holds; only the program that made it can say, and for others it does."""
    from stagerace import __version__
    from stagerace.node.pages.dossier import dossier_page  # Templates take a while to load; JSON needs none.

    return dossier.proof.program != __version__ or dossier_page(dossier).encode() == text.rstrip(b"\n") + b"\n"
