"""What carries frames, how much of one it takes, and frames as text."""

import base64
import binascii
from typing import Final

CARRIERS: Final[dict[str, int]] = {"satellite": 340, "mesh": 233, "qr": 666, "text": 120}
"""The largest frame of each carrier [bytes].

An Iridium short burst, a LoRa mesh packet, a QR code of version 20 and level M, a text message of 160 characters.
"""


def to_text(frame: bytes) -> str:
    """A frame in letters that every text message takes, four for three bytes (RFC 4648, section 5, unpadded).

    >>> to_text(b"frame")
    'ZnJhbWU'
    """
    return base64.urlsafe_b64encode(frame).rstrip(b"=").decode()


def from_text(text: str) -> bytes | None:
    """The bytes that such a text holds, blanks and line breaks passed over; None where it holds none."""
    letters = "".join(text.split())
    try:
        raw = base64.b64decode(letters + "=" * (-len(letters) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if raw and to_text(raw) == letters else None
