"""What those at home wrote to a runner, and what became of it; nothing of it is ever edited."""

from typing import Final, Literal, get_args

from msgspec import Struct

from stagerace.core.clock import Instant

Did = Literal["passed_on", "refused", "printed", "handed_over"]
"""What can become of a message: passed on or refused by whoever looked at it, printed, handed over."""
STEPS: Final[tuple[Did, ...]] = get_args(Did)


class Noted(Struct, frozen=True, omit_defaults=True):
    """A message that came in, or a step with one that came before.

    What was done is plain text, so that an older program keeps what a newer one writes.
    """

    id: str
    """Its name, drawn at random where it was written; that of a message is the sender's receipt."""
    at: Instant
    of: str = ""
    """The message that this is a step with; empty for a message itself."""
    sender: str = ""
    text: str = ""
    did: str = ""
    why: str = ""
    """Why it was refused; it stays with the race office."""
    by: str = ""


class Messages(Struct, frozen=True, omit_defaults=True):
    """Every message to a subject, and every step with one."""

    noted: tuple[Noted, ...] = ()
