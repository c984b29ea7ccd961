"""The race office's work with messages: who looked at what, and the sheets for the tents."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput, Problem
from stagerace.core.names import Bib, Subject, bib_order
from stagerace.log.messages import Did
from stagerace.node.folder import RaceFolder
from stagerace.node.messages.box import Full, Letter, State, letters, note, room
from stagerace.node.messages.outside import Seen
from stagerace.node.site.settings import SiteSettings

FROM: Final[Mapping[Did, frozenset[State]]] = {
    "passed_on": frozenset({"waiting", "refused"}),
    "refused": frozenset({"waiting", "passed_on"}),
    "printed": frozenset({"passed_on"}),
    "handed_over": frozenset({"printed"}),
}
"""For each step where a message must be for it."""


class Addressed(Struct, frozen=True):
    """A message, and to whom it goes."""

    letter: Letter
    bib: Bib
    name: str
    tent: str


class TentSheet(Struct, frozen=True):
    """What is handed to one tent: each runner's messages, the oldest first."""

    tent: str
    """Its name; empty for those of whom nobody said where they sleep."""
    runners: tuple[tuple[Bib, str, tuple[Letter, ...]], ...]

    @property
    def receipts(self) -> str:
        """The receipts of its messages, as a form sends them."""
        return " ".join(letter.receipt for _, _, letters in self.runners for letter in letters)


def addressed(
    folder: RaceFolder, bibs: Mapping[Subject, Bib], names: Mapping[Bib, str], settings: SiteSettings
) -> list[Addressed]:
    """Every message to somebody who wears a bib, the oldest first.

    Raises LogRefused when the vault is in use or damaged.
    """
    return [
        Addressed(letter, bib, names.get(bib, ""), settings.tent_of(bib))
        for letter in letters(folder)
        if (bib := bibs.get(letter.subject)) is not None
    ]


def tent_sheets(found: Iterable[Addressed], states: frozenset[State] = frozenset({"passed_on"})) -> list[TentSheet]:
    """One sheet a tent with the messages that are to be printed, by name of the tent, then by bib."""
    tents: dict[str, dict[Bib, list[Addressed]]] = {}
    for each in found:
        if each.letter.state in states:
            tents.setdefault(each.tent, {}).setdefault(each.bib, []).append(each)
    return [
        TentSheet(tent, tuple(_runner(runners[bib]) for bib in sorted(runners, key=bib_order)))
        for tent, runners in sorted(tents.items(), key=lambda pair: (not pair[0], _natural(pair[0])))
    ]


def full_boxes(found: Sequence[Addressed]) -> list[tuple[Bib, str, Full]]:
    """Who can be sent nothing more, by bib, with the name and why."""
    called = {each.letter.subject: each for each in found}
    boxes = [(each.bib, each.name, room((one.letter for one in found), who)) for who, each in called.items()]
    return sorted((box for box in boxes if box[2]), key=lambda box: bib_order(box[0]))


def step(
    folder: RaceFolder, seen: Seen, receipts: Sequence[str], did: Did, now: Instant, by: str, why: str = ""
) -> int:
    """Take a step with messages; with how many, since those that took it already are left as they are.

    Raises BadInput where nothing may be printed now or a refusal has no reason, LogRefused.
    """
    if did == "refused" and not why.strip():
        raise BadInput(Problem("a refusal needs its reason", "Write in a few words why; it stays in the office"))
    if did == "printed":
        must_not_be_held(seen, now)
    wanted = set(receipts)
    mine = [letter for letter in letters(folder) if letter.receipt in wanted and letter.state in FROM[did]]
    if mine:
        note(folder, [(letter, did) for letter in mine], now, by, why.strip())
    return len(mine)


def must_not_be_held(seen: Seen, now: Instant) -> None:
    """Raise BadInput while the long stage is on: nothing is printed then."""
    if seen.is_long_stage_on(now):
        what = "the long stage is on: no message is handed over until it is done"
        raise BadInput(Problem(what, "Print them when everybody is in, or its limit has passed"))


def _runner(mine: Sequence[Addressed]) -> tuple[Bib, str, tuple[Letter, ...]]:
    return mine[0].bib, mine[0].name, tuple(each.letter for each in mine)


def _natural(name: str) -> tuple[list[tuple[int, str]], str]:
    """`Tent 10` after `Tent 9`."""
    return [(int(word), "") if word.isdecimal() else (-1, word) for word in name.casefold().split()], name
