"""Hand-overs have two sides: whose word still waits for the other's."""

from typing import Final

from stagerace.core.clock import MINUTE, Elapsed, Instant, later
from stagerace.core.records import Care, HandedOver
from stagerace.watch.events import Said

WAITS: Final = Elapsed(15 * MINUTE)
"""So long one side's word may stand alone; then somebody must ask."""


class OpenWords:
    """The words on one runner that the other side has not met yet."""

    def __init__(self) -> None:
        self.words: list[Said] = []
        self._last: HandedOver | None = None

    def hear(self, said: Said, *, alone: bool = False) -> bool:
        """Whether this word meets the other side's, or is whole `alone`, so that the hand-over is; else it waits."""
        if self._last is not None and is_same(self._last, said.word):
            return False
        if alone:
            self.settle(said.word)
            return True
        if any(each.word.side != said.word.side and is_same(each.word, said.word) for each in self.words):
            self.settle(said.word)
            return True
        if not any(each.word.side == said.word.side and is_same(each.word, said.word) for each in self.words):
            self.words.append(said)
        return False

    def settle(self, by: HandedOver | None = None) -> None:
        """Somebody was found to have the runner: no earlier word waits any more; `by` said twice is said once."""
        self.words.clear()
        self._last = by

    def forget(self) -> None:
        """The runner was seen elsewhere since: the same hand-over may happen again."""
        self._last = None

    def waiting(self, now: Instant) -> list[Said]:
        """The words that have waited too long."""
        return [each for each in self.words if later(each.at, WAITS) <= now]

    @property
    def are_unlike(self) -> bool:
        """Whether both sides spoke and said different things."""
        return len({each.word.side for each in self.words}) > 1


def is_pick_up(word: HandedOver) -> bool:
    """Whether somebody was picked up on the course, where nobody had them who could say so too."""
    return word.side == "takes" and word.giver.what == "course" and word.taker.what != "course"


def is_same(one: HandedOver, other: HandedOver) -> bool:
    """Whether two words are about the same hand-over."""
    return alike(one.giver, other.giver) and alike(one.taker, other.taker)


def alike(one: Care, other: Care) -> bool:
    """Whether two names of who has somebody are the same, by whatever hand; without a name it may be any of them."""
    names = one.name.strip().casefold(), other.name.strip().casefold()
    return one.what == other.what and (one.what in ("camp", "course") or names[0] == names[1] or not all(names))


def say_care(care: Care) -> str:
    """Who has somebody, in words.

    >>> say_care(Care("vehicle", "car 4")), say_care(Care("checkpoint", "1CP2")), say_care(Care("camp"))
    ('vehicle car 4', 'checkpoint 1CP2', 'the camp')
    """
    if care.what in ("camp", "course"):
        return f"the {care.what}"
    return f"{care.what} {care.name}".strip()
