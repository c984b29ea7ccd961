"""A card as its page names it to whoever asks for a picture of the page."""

from msgspec import Struct


class Shown(Struct, frozen=True):
    """The address of a card on the web, and what it says for those who do not see it."""

    url: str
    alt: str
