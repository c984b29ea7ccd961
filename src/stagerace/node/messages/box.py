"""The messages to runners in the vault of this machine: what came in, and what became of it."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, get_args

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Subject
from stagerace.log import VAULT_NAME
from stagerace.log.messages import Did, Messages, Noted
from stagerace.node.folder import RaceFolder

State = Literal["waiting", "passed_on", "refused", "printed", "handed_over"]
"""Where a message is: waiting to be looked at, or what was last done with it."""
Full = Literal["", "full", "enough"]
"""Why no message is taken: as many wait as can be carried, until some are handed over; or as many came as are kept."""
STATES: Final[tuple[State, ...]] = get_args(State)

_FURTHER: Final = {"printed": 1, "handed_over": 2}
"""What is not taken back by a step that another machine, whose clock differs, wrote down later."""
WAITING_MOST: Final = 40
"""How many messages to one runner may wait to be handed over."""
MOST: Final = 200
"""How many messages to one runner are kept at all."""


class Letter(Struct, frozen=True):
    """A message, and where it is."""

    receipt: str
    subject: Subject
    at: Instant
    sender: str
    text: str
    state: State = "waiting"
    since: Instant = Instant(0)
    """When it came to be there."""
    why: str = ""
    """Why it was refused."""
    by: str = ""
    """Who did the last thing with it."""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done with it."""
        return self.state not in ("refused", "handed_over")


def letters(folder: RaceFolder, until: Mapping[Subject, Instant] | None = None) -> list[Letter]:
    """Every message, the oldest first; of some subjects only what was done until an instant.

    Raises LogRefused when the vault is in use or damaged.
    """
    if not (folder.path / VAULT_NAME).is_file():
        return []
    with folder.vault() as vault:
        kept = vault.read_all(Messages)
    ends = until or {}
    found = (letter for subject, box in kept.items() for letter in _letters(subject, box.noted, ends.get(subject)))
    return sorted(found, key=lambda letter: (letter.at, letter.receipt))


def letter_of(folder: RaceFolder, receipt: str) -> Letter | None:
    """The message with a receipt; None where there is none, or whoever it was for was forgotten."""
    return next((letter for letter in letters(folder) if letter.receipt == receipt), None)


def room(found: Iterable[Letter], subject: Subject) -> Full:
    """Why no further message to somebody is taken; empty where one is."""
    mine = [letter for letter in found if letter.subject == subject]
    if len(mine) >= MOST:
        return "enough"
    return "full" if sum(letter.is_open for letter in mine) >= WAITING_MOST else ""


def drop_in(folder: RaceFolder, subject: Subject, sender: str, text: str, now: Instant) -> Letter | None:
    """Keep a new message; None where too many wait already.

    Raises LogRefused when the vault is in use or damaged.
    """
    if room(letters(folder), subject):
        return None
    fresh = Noted(secrets.token_urlsafe(16), now, sender=sender, text=text)
    _keep(folder, {subject: [fresh]})
    return Letter(fresh.id, subject, now, sender, text, since=now)


def note(folder: RaceFolder, steps: Sequence[tuple[Letter, Did]], now: Instant, by: str, why: str = "") -> None:
    """Write down what was done with messages.

    Raises LogRefused when the vault is in use or damaged.
    """
    fresh: dict[Subject, list[Noted]] = {}
    for letter, did in steps:
        step = Noted(secrets.token_hex(8), now, letter.receipt, did=did, why=why, by=by)
        fresh.setdefault(letter.subject, []).append(step)
    _keep(folder, fresh)


def _keep(folder: RaceFolder, fresh: Mapping[Subject, Sequence[Noted]]) -> None:
    with folder.vault(write=True) as vault:
        vault.seal_all({subject: Messages(tuple(noted)) for subject, noted in fresh.items()})


def _letters(subject: Subject, noted: Iterable[Noted], until: Instant | None) -> Iterable[Letter]:
    steps: dict[str, list[Noted]] = {}
    first: list[Noted] = []
    for each in noted:
        if not each.of:
            first.append(each)
        elif each.did in STATES and (until is None or each.at <= until):
            steps.setdefault(each.of, []).append(each)
    for each in first:
        yield _letter(subject, each, steps.get(each.id, []))


def _letter(subject: Subject, sent: Noted, steps: Sequence[Noted]) -> Letter:
    last = max(steps, key=lambda step: (_FURTHER.get(step.did, 0), step.at, step.id), default=None)
    if last is None:
        return Letter(sent.id, subject, sent.at, sent.sender, sent.text, since=sent.at)
    return Letter(sent.id, subject, sent.at, sent.sender, sent.text, _state(last), last.at, last.why, last.by)


def _state(step: Noted) -> State:
    return next(state for state in STATES if state == step.did)
