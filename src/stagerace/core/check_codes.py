"""Check codes: four characters that show, by voice, that a hold was heard as it was said."""

from hashlib import blake2b
from typing import Final, Literal

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import PlaceId

LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What a code is made of: no I, L, O or U, which are misheard or misread."""
_LENGTH: Final = 4
_BITS: Final = 5


def check_code(log_id: str, place: PlaceId, minute: Instant, what: Literal["hold", "release"]) -> str:
    """The code to read out with a hold, or its release, at a place from a minute on.

    Another race, place, minute or word gives another code but once in a million. It is no secret: it shows that
    something was heard right, not who said it.

    >>> check_code("a1", PlaceId("2CP3"), Instant(0), "hold"), check_code("a1", PlaceId("2CP3"), Instant(0), "release")
    ('32WS', '6990')
    """
    said = f"stagerace code 1 {log_id} {place} {what} {minute // MINUTE}".encode()
    drawn = int.from_bytes(blake2b(said, digest_size=8).digest(), "big") >> (64 - _LENGTH * _BITS)
    return "".join(LETTERS[drawn >> _BITS * index & 31] for index in reversed(range(_LENGTH)))
