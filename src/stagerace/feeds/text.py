"""The text of a file, whatever program saved it."""

from typing import Final

from stagerace.core.errors import BadInput, Problem

LARGEST: Final = 64 * 2**20
"""The largest file that is read [bytes]."""

_AS_CSV: Final = "In the spreadsheet choose “Save as” or “Download”, then “CSV UTF-8”, and import that file"
_NOT_TEXT: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"PK\x03\x04", "a spreadsheet (xlsx, ods) or another zip file", _AS_CSV),
    (b"PK\x05\x06", "an empty zip file", _AS_CSV),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file", _AS_CSV),
    (b"%PDF", "a PDF", "Ask whoever made it for the table as CSV; times cannot be read from a PDF safely"),
    (b"\x89PNG", "a picture", "Type the lines into a sheet and save it as CSV"),
    (b"\xff\xd8\xff", "a picture", "Type the lines into a sheet and save it as CSV"),
    (b"GIF8", "a picture", "Type the lines into a sheet and save it as CSV"),
    (b"\x1f\x8b", "a compressed file", "Unpack it first, then import the CSV inside"),
    (b"SQLite format 3\x00", "a database", "Export its table as CSV first"),
    (b"{\\rtf", "a text document (RTF)", "Save it as plain text in UTF-8"),
)


def read_text(data: bytes, file: str) -> tuple[str, str]:
    """The text of a file, without byte order mark, and a note where its encoding had to be guessed.

    Raises BadInput for a file that is empty, too large, or not text.
    """
    _refuse_what_is_not_text(data, file)
    text, note = _decode(data, file)
    if not text.strip("\ufeff \t\r\n,;|"):
        raise BadInput(empty(file))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadInput(Problem("there are NUL bytes in the text", "Save the file again as UTF-8", file, line))
    return text, note


def empty(file: str) -> Problem:
    """The problem with a file that holds nothing."""
    return Problem("the file is empty", "Check that the right file was saved and chosen", file)


def _refuse_what_is_not_text(data: bytes, file: str) -> None:
    if not data:
        raise BadInput(empty(file))
    if len(data) > LARGEST:
        size = f"{len(data) // 2**20} MiB, more than {LARGEST // 2**20}"
        raise BadInput(Problem(f"the file is too large ({size})", "Split it into several files", file))
    for magic, what, remedy in _NOT_TEXT:
        if data.startswith(magic):
            raise BadInput(Problem(f"this is {what}, not a text file", remedy, file))
    if data[:512].lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise BadInput(Problem("this is a web page or XML, not a sheet", _AS_CSV, file))


def _decode(data: bytes, file: str) -> tuple[str, str]:
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16"), ""
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        if error.encoding.startswith("utf-16"):
            raise BadInput(Problem("the file is not whole UTF-16 text", "Save it again as UTF-8", file)) from None
        return _decode_western(data, file, error.start)


def _decode_western(data: bytes, file: str, first: int) -> tuple[str, str]:
    line = data.count(b"\n", 0, first) + 1
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        what = f"the bytes from line {line} on are neither UTF-8 nor Western European text"
        raise BadInput(Problem(what, "Save the file again as UTF-8", file, line)) from None
    return text, f"not UTF-8 (line {line}): read as Western European text (cp1252); check accents in names"
