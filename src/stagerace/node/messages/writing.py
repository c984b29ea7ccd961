"""Writing to a runner: read from what was typed, kept for the race office, and followed by its receipt."""

import unicodedata
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import Bib, Subject
from stagerace.feeds.plain import unsteered
from stagerace.node.folder import RaceFolder
from stagerace.node.messages.box import Letter, State, drop_in, letter_of, letters, room
from stagerace.node.messages.outside import Seen
from stagerace.node.site.settings import LANGUAGES
from stagerace.node.site.wording import words

LONGEST: Final = 500
"""How long a message may be [characters]."""
LONGEST_SENDER: Final = 60


class Followed(Struct, frozen=True):
    """Where a message is, as its sender may know it."""

    bib: Bib
    sent_at: Instant
    state: State
    is_long_stage: bool
    """Whether the long stage is on, and it waits for that."""


class Unsent(BadInput):
    """A message that is not taken; `keys` name in the catalogues why."""

    def __init__(self, *keys: str) -> None:
        w = words(LANGUAGES[0])
        super().__init__(*(Problem(w(f"unsent.{key}"), w(f"unsent.{key}.do"), column=key) for key in keys))
        self.keys = keys


def read_message(sender: str, text: str) -> tuple[str, str]:
    """What somebody typed, ready to be kept.

    Raises Unsent naming everything that is wrong with it.
    """
    sender, text = " ".join(_plain(sender).split()), _plain(text).strip()
    wrong = {
        "nobody": not sender,
        "long_name": len(sender) > LONGEST_SENDER,
        "empty": not text,
        "long": len(text) > LONGEST,
    }
    if keys := [key for key, is_so in wrong.items() if is_so]:
        raise Unsent(*keys)
    return sender, text


def write_to(folder: RaceFolder, seen: Seen, bib: Bib, sender: str, text: str, now: Instant) -> Letter:
    """Keep a message to a runner.

    Raises Unsent where the runner has no page, takes no messages, or too many wait already; LogRefused.
    """
    subject = seen.subject(bib)
    if subject is None:
        raise Unsent("unknown")
    if not seen.takes(subject):
        raise Unsent("refused")
    sender, text = read_message(sender, text)
    kept = drop_in(folder, subject, sender, text, now)
    if kept is None:
        raise Unsent(room(letters(folder), subject) or "full")
    return kept


def followed(folder: RaceFolder, seen: Seen, receipt: str, now: Instant) -> Followed | None:
    """Where the message with a receipt is, as its sender may know it; None where there is none.

    What is told of a runner who stands still stays as it was: it reads as where nobody has got to it yet.
    """
    letter = letter_of(folder, receipt)
    bib = seen.bib(letter.subject) if letter else None
    if letter is None or bib is None:
        return None
    known = _known(folder, letter, seen.stands_still(bib))
    waits = known.is_open and seen.is_long_stage_on(now)
    return Followed(bib, letter.at, known.state, waits)


def _known(folder: RaceFolder, letter: Letter, until: Instant | None) -> Letter:
    if until is None:
        return letter
    told = letters(folder, {Subject(letter.subject): until})
    return next(each for each in told if each.receipt == letter.receipt)


def _plain(text: str) -> str:
    """Text without characters that steer a terminal or a printer; line ends stay."""
    text = unsteered(text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn"))
