"""Bibs in cells: read ones, ones with an unread digit, and groups of them."""

from stagerace.core.bibset import parse_bibs
from stagerace.core.names import UNREAD, Bib, bib
from stagerace.feeds.cells import Unreadable


def read_bib(text: str) -> Bib:
    """A bib of which every character was read.

    Raises Unreadable when it is none.
    """
    if is_unread(found := seen_bib(text)):
        raise Unreadable(f"the bib {text!r} was not read in full", "Write the bib the runner wears")
    return found


def seen_bib(text: str) -> Bib:
    """A bib as seen, `*` for a character that was not read; `12.0`, as spreadsheets make it, is 12.

    Raises Unreadable when it is none.
    """
    head, point, tail = text.partition(".")
    try:
        return bib(head if point and head.isdigit() and tail.strip("0") == "" else text)
    except ValueError:
        raise Unreadable(f"{text[:40]!r} is not a bib", "Write 1 to 8 letters and digits, * for one not read") from None


def is_unread(name: Bib) -> bool:
    """Whether a character of a bib was not read."""
    return UNREAD in name


def group_of_bibs(text: str) -> str:
    """A group of bibs as the director wrote it, checked.

    Raises Unreadable naming the part that is no bib or range.
    """
    if UNREAD in text:
        raise Unreadable(f"{text!r} holds a bib that was not read", "Name the bibs in full")
    try:
        parse_bibs(text)
    except ValueError as error:
        raise Unreadable(str(error)[:200], "Write it like 1-50 77, all, or all except 1-12") from None
    return text
