"""Which kind of file it is, by what it holds: the name of a file proves nothing."""

import re
from collections.abc import Callable
from typing import Final

from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.text import LARGEST, empty
from stagerace.feeds.tracks import fit, gpx, tcx
from stagerace.feeds.tracks.points import Read

_EXPORT: Final = "Export the track as GPX and choose that file"
_WRONG: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"%PDF", "a PDF", "Ask whoever made it for the track as GPX"),
    (b"PK\x03\x04", "a zip file (perhaps KMZ or a spreadsheet)", f"Unpack it. {_EXPORT}"),
    (b"\x1f\x8b", "a compressed file", "Unpack it first, then choose the file inside"),
    (b"\x89PNG", "a picture", _EXPORT),
    (b"\xff\xd8\xff", "a picture", _EXPORT),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", _EXPORT),
)
_WRONG_ROOTS: Final[dict[str, str]] = {
    "kml": "KML, whose lines carry no measured altitudes or times",
    "html": "a web page, not the file itself",
    "osm": "a map extract of OpenStreetMap",
}
_ROOT: Final = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")

Reader = Callable[[bytes, str], Read]

_XML_READERS: Final[dict[str, Reader]] = {"gpx": gpx.read, "trainingcenterdatabase": tcx.read}
"""Every XML format by its root element, in lower case."""


def read_tracks(data: bytes, file: str) -> Read:
    """The tracks of a file, GPX, TCX or FIT; several where it holds several.

    Raises BadInput where the file is none of these, cannot be read or holds no track.
    """
    read = _reader(data, file)(data, file)
    if read.tracks:
        return read
    damaged = "".join(f" ({finding.what})" for finding in read.findings[:1])
    raise BadInput(Problem(f"there is no track in this file{damaged}", "Export the track, not only waypoints", file))


def _reader(data: bytes, file: str) -> Reader:
    if not data.strip():
        raise BadInput(empty(file))
    if len(data) > LARGEST:
        what = f"the file is too large ({len(data) // 2**20} MiB, more than {LARGEST // 2**20})"
        raise BadInput(Problem(what, "Export one stage a file", file))
    if data[8:12] == b".FIT":
        return fit.read
    for magic, what, remedy in _WRONG:
        if data.startswith(magic):
            raise BadInput(Problem(f"this is {what}, not a track", remedy, file))
    root = _root(data)
    if (reader := _XML_READERS.get(root)) is not None:
        return reader
    known = _WRONG_ROOTS.get(root) or (f"XML of another kind (<{root}>)" if root else _told(data))
    raise BadInput(Problem(f"this is {known}; a track is a GPX, TCX or FIT file", _EXPORT, file))


def _root(data: bytes) -> str:
    """The name of the first element, in lower case; empty where it is no XML."""
    head = data[:65_536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.decode("utf-8", "replace")
    text = text.lstrip("\ufeff \t\r\n")
    if not text.startswith("<"):
        return ""
    # Comments and the doctype go first: they may hold what looks like elements.
    text = re.sub(r"<!--.*?-->|<\?.*?\?>", "", text, flags=re.DOTALL)
    if text.lstrip().lower().startswith("<!doctype html"):
        return "html"
    found = _ROOT.search(text)
    return found.group(1).lower() if found else "?"


def _told(data: bytes) -> str:
    head = data[:2_000]
    if b"\0" in head or sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) // 20:
        return "a file of no kind known here"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return "JSON"
    return "plain text or a table"
