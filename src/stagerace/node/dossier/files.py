"""A dossier as JSON, by itself or inside a page."""

import msgspec

from stagerace.node.dossier.told import Dossier


def as_json(dossier: Dossier) -> bytes:
    """A dossier as JSON, as `docs/schemas/dossier.schema.json` says."""
    return msgspec.json.encode(dossier)


def inside(dossier: Dossier) -> str:
    """The JSON as a page may hold it: nothing in it ends the element it stands in."""
    return as_json(dossier).decode().replace("<", "\\u003c")
