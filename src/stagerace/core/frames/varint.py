"""Whole numbers in as few bytes as they need, names, and a reader that never reads past the end."""

from typing import Final

from stagerace.core.frames.refusing import Unwritten
from stagerace.core.names import Bib, NodeId, PlaceId
from stagerace.core.names import bib as as_bib

LARGEST: Final = 2**63 - 1
"""The largest number that a frame holds."""
_B32: Final = "abcdefghijklmnopqrstuvwxyz234567"
_DRAWN: Final = 10
_NAMED: Final = 0x80


def varint(number: int) -> bytes:
    """A number from 0, seven bits a byte, the lowest first.

    Raises ValueError when it is negative or larger than 63 bits.

    >>> varint(5).hex(), varint(300).hex()
    ('05', 'ac02')
    """
    if not 0 <= number <= LARGEST:
        raise ValueError(f"{number} does not fit into a frame")
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def signed(number: int) -> bytes:
    """A number of either sign; small ones stay short."""
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def text(name: str) -> bytes:
    """A name of 1 to 127 bytes, its length before it.

    Raises ValueError when it is empty or longer.
    """
    raw = name.encode()
    if not 1 <= len(raw) <= 0x7F:
        raise ValueError(f"{name!r} does not fit into a frame: 1 to 127 bytes")
    return bytes([len(raw)]) + raw


def node(name: NodeId) -> bytes:
    """A node's whole name: seven bytes for one that was drawn (`n` and ten characters), else its letters."""
    drawn = name[1:]
    if len(name) == _DRAWN + 1 and name[0] == "n" and all(letter in _B32 for letter in drawn):
        number = 0
        for letter in drawn:
            number = number << 5 | _B32.index(letter)
        return number.to_bytes(7, "big")
    raw = text(name)
    return bytes([_NAMED | raw[0]]) + raw[1:]


class Cursor:
    """Reads a frame from front to back; raises Unwritten for what cannot stand there."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    @property
    def is_at_end(self) -> bool:
        """Whether everything was read."""
        return self._at == len(self._raw)

    def byte(self) -> int:
        """The next byte."""
        if self.is_at_end:
            raise Unwritten
        self._at += 1
        return self._raw[self._at - 1]

    def take(self, size: int) -> bytes:
        """So many bytes."""
        if size > len(self._raw) - self._at:
            raise Unwritten
        self._at += size
        return self._raw[self._at - size : self._at]

    def varint(self) -> int:
        """A number from 0."""
        number = 0
        for shift in range(0, 63, 7):
            byte = self.byte()
            number |= (byte & 0x7F) << shift
            if byte < 0x80:
                return number
        raise Unwritten

    def signed(self) -> int:
        """A number of either sign."""
        number = self.varint()
        return number >> 1 if number % 2 == 0 else -((number + 1) >> 1)

    def text(self, size: int | None = None) -> str:
        """A name, of a known size or with its size before it."""
        length = self.byte() if size is None else size
        try:
            return self.take(length).decode()
        except UnicodeDecodeError as error:
            raise Unwritten from error

    def node(self) -> NodeId:
        """A node's name."""
        first = self.byte()
        if first & _NAMED:
            return NodeId(self.text(first & ~_NAMED))
        number = int.from_bytes(bytes([first]) + self.take(6), "big")
        letters = [_B32[number >> 5 * place & 31] for place in reversed(range(_DRAWN))]
        return NodeId("n" + "".join(letters))

    def place(self) -> PlaceId:
        """A place."""
        return PlaceId(self.text())

    def bib(self, size: int | None = None) -> Bib:
        """A bib in letters."""
        return checked_bib(self.text(size))


def checked_bib(name: str) -> Bib:
    """A bib that was read; raises Unwritten for what is none."""
    try:
        found = as_bib(name)
    except ValueError as error:
        raise Unwritten from error
    if found != name:
        raise Unwritten
    return found


def plain(name: Bib) -> int:
    """The number that a bib is, where it is one without leading zeros; else 0."""
    return int(name) if name.isascii() and name.isdigit() and name[0] != "0" else 0
