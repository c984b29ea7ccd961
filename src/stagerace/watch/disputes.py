"""What does not agree about one runner, as it comes up, until somebody has them."""

from msgspec import structs

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Care
from stagerace.core.zone import Zone, say_clock
from stagerace.watch.events import Said
from stagerace.watch.handing_over import say_care
from stagerace.watch.whereabouts import Disagreement, Kind


class Disputes:
    """The disagreements about a runner; what is settled is gone."""

    def __init__(self, bib: Bib, zone: Zone) -> None:
        self.bib, self._zone = bib, zone
        self.found: list[Disagreement] = []

    def settle(self) -> None:
        """Somebody has the runner: nothing from before matters any more."""
        self.found.clear()

    def missing(self, at: Instant, place: PlaceId) -> None:
        """Called at a roll, and did not answer; called again and again it is one case that becomes worse."""
        do, last = "look for them now; who finds them calls the roll again", self._clock(at)
        known = next((each for each in self.found if (each.kind, each.place) == ("missing", place)), None)
        if known is None:
            self._add("missing", at, place, f"bib {self.bib} did not answer the roll call at {place} at {last}", do)
            return
        times, first = known.times + 1, self._clock(known.since)
        says = f"bib {self.bib} did not answer {times} roll calls at {place}, the first at {first}, the last at {last}"
        self.found[self.found.index(known)] = structs.replace(known, says=says, times=times)

    def no_custody(self, at: Instant, place: PlaceId) -> None:
        """Withdrawn, and nobody said who has them."""
        says = f"bib {self.bib} withdrew at {place or 'a place nobody named'} at {self._clock(at)}, and nobody has them"
        self._add("no_custody", at, place, says, "ask who has them, and have both sides write the hand-over")

    def seen_after(self, at: Instant, place: PlaceId, how: str) -> None:
        """In somebody's care, and yet seen."""
        says = f"bib {self.bib} was {how}, yet was seen at {place} at {self._clock(at)}"
        self._add("seen_after_out", at, place, says, "ask both; void the passing if it was somebody else's")

    def maybe_seen_after(self, at: Instant, place: PlaceId, glance: str, how: str) -> None:
        """In somebody's care, and perhaps seen."""
        says = f"bib {self.bib} is {how}, yet may have been seen: {glance}"
        self._add("seen_after_out", at, place, says, "ask who has them; void the passing if it was somebody else's")

    def left_behind(self, at: Instant, place: PlaceId, beyond: PlaceId) -> None:
        """Reported to have left the race at a place they had gone beyond."""
        says = f"bib {self.bib} left the race at {place} at {self._clock(at)}, yet had been seen at {beyond} before"
        self._add("seen_after_out", at, place, says, "ask both crews which of them has this runner")

    def behind(self, at: Instant, place: PlaceId, beyond: PlaceId) -> None:
        """Answered at a place they had gone beyond."""
        says = f"bib {self.bib} answered at {place} at {self._clock(at)}, yet had been seen at {beyond} before"
        self._add("twice", at, place, says, "ask both crews; two runners may wear one number")

    def twice(self, at: Instant, place: PlaceId, glance: str) -> None:
        """Seen where no believed passing has them."""
        says = f"bib {self.bib} was seen where they cannot have been: {glance}"
        self._add("twice", at, place, says, "ask the crew whose number it was; somebody else went past there")

    def not_noted(self, at: Instant, care: Care, place: PlaceId) -> None:
        """In somebody's care at the start, and not noted absent."""
        says = f"bib {self.bib} was in the care of {say_care(care)} at the start, and nobody noted them absent"
        self._add("not_noted", at, place, says, "note them not at the start, or write that they were let go")

    def not_at_start(self, at: Instant, place: PlaceId, seen: str) -> None:
        """Noted not at the start, and seen."""
        says = f"bib {self.bib} was noted not at the start at {self._clock(at)}, yet was seen{seen}"
        self._add("seen_not_at_start", at, place, says, "ask who it was; until then they are on the stage")

    def open_word(self, said: Said) -> None:
        """One side of a hand-over spoke, and the other did not."""
        word = said.word
        spoke, silent = (word.giver, word.taker) if word.side == "gives" else (word.taker, word.giver)
        verb = (
            f"gave them to {say_care(word.taker)}" if word.side == "gives" else f"took them from {say_care(word.giver)}"
        )
        says = f"bib {self.bib}: {say_care(spoke)} {verb} at {self._clock(said.at)}; {say_care(silent)} has not said so"
        self._add(
            "one_side", said.at, word.place, says, f"ask {say_care(silent)} whether they have, or had, this runner"
        )

    def unlike(self, words: list[Said]) -> None:
        """Both sides of a hand-over spoke, and said different things."""
        told = "; ".join(
            f"{say_care(each.word.giver if each.word.side == 'gives' else each.word.taker)} says "
            f"{say_care(each.word.giver)} to {say_care(each.word.taker)} at {self._clock(each.at)}"
            for each in words
        )
        last = words[-1]
        self._add(
            "unlike_sides", last.at, last.word.place, f"bib {self.bib}: {told}", "ask all of them who has them now"
        )

    def behind_sweep(self, at: Instant, place: PlaceId, where: str) -> None:
        """The sweeper left nobody behind, and yet this one is."""
        says = f"bib {self.bib} is {where}, and the sweeper at {place} left nobody behind at {self._clock(at)}"
        self._add("behind_sweep", at, place, says, "send somebody back along this stretch now")

    def _clock(self, at: Instant) -> str:
        return say_clock(at, self._zone)

    def _add(self, kind: Kind, at: Instant, place: PlaceId, says: str, do: str) -> None:
        self.found.append(Disagreement(kind, (self.bib,), place, at, says, do))
