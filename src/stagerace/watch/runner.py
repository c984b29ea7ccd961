"""One runner through one stage: from what happened, in its order, to where they are."""

from collections.abc import Callable
from typing import Any, Final, Literal

from stagerace.core.clock import Instant, later
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Care, HandedOver
from stagerace.watch.disputes import Disputes
from stagerace.watch.events import Called, Event, Glance, GoesOn, Left, Said, Seen, Started
from stagerace.watch.handing_over import OpenWords, alike, is_pick_up, say_care
from stagerace.watch.places import CAMP, Ground
from stagerace.watch.track import Track
from stagerace.watch.whereabouts import Where

Spot = Literal["camp", "on_course", "in_checkpoint", "finished"]
"""Where on the stage somebody is, whoever has them."""

_KEEPS: Final = ("vehicle", "medic", "hospital")


class Runner:
    """Where a runner is while what happened is taken in, one thing after another.

    Whatever is said twice differently, the riskier of the two stands and the disagreement is kept.
    """

    def __init__(self, bib: Bib, ground: Ground, track: Track) -> None:
        self.bib, self.ground, self.track = bib, ground, track
        self.spot: Spot = "camp"
        self.a, self.b = ground.start, PlaceId("")
        self.index = -1
        self.since: Instant | None = None
        self.seen: Instant | None = None
        self.ran: Instant | None = None
        """When they were first seen to be on the stage."""
        self.care: Care | None = None
        self.agreed = False
        """Whether who has them said so."""
        self.out = ""
        self.has_started = False
        self.doubts: list[str] = []
        self.words = OpenWords()
        self.disputes = Disputes(bib, ground.plan.zone)

    def take(self, event: Event) -> None:
        """Take in what happened next."""
        _TAKE[type(event)](self, event)

    @property
    def state(self) -> Where:
        """The one state they are in, starter or not."""
        care = self.care
        if care is None:
            return self.spot
        is_out = self.out in ("withdrawn", "stopped")
        if is_out and (not self.agreed or care.what in ("checkpoint", "camp")):
            return "withdrawn"
        by_care: dict[str, Where] = {"vehicle": "vehicle", "camp": "camp", "checkpoint": "in_checkpoint"}
        return by_care.get(care.what, "medic")

    def start(self, event: Started) -> None:
        """From the start on they are on course, whether or not anybody saw them, unless they were out before."""
        self.has_started = True
        if self.spot != "camp" or (self.out and self.ran is None):
            return
        if self.care is not None and self.care.what != "camp":
            self.disputes.not_noted(event.at, self.care, self.ground.start)
        self._leave(self.ground.start, event.at)
        self.index = 0

    def see(self, event: Seen) -> None:
        """A believed passing puts them there."""
        self.seen = event.at
        self.ran = self.ran if self.ran is not None else event.at
        if event.index == 0 or self._is_where_they_left(event):
            return
        if not self._is_taken():
            self._arrive(event)
            return
        self.disputes.seen_after(event.at, event.place, self._how())
        if not self._is_end(event):
            self._arrive(event)

    def glance(self, event: Glance) -> None:
        """A passing that is not believed moves nobody; it is a doubt."""
        self.doubts.append(event.says)
        if self._is_taken() and not (self.care is not None and self.care.what == "camp"):
            self.disputes.maybe_seen_after(event.at, event.place, event.says, self._how())
        elif event.is_elsewhere:
            self.disputes.twice(event.at, event.place, event.says)

    def leave_race(self, event: Left) -> None:
        """Out of the race is not off the course: that they are when somebody has them."""
        self.out = event.what
        is_crew = event.care is not None and event.care.name == event.place and event.care.what == "checkpoint"
        if event.place and self.index > self.ground.exits.get(event.place, self.index):
            self.disputes.left_behind(event.at, event.place, self.a)
            return
        if is_crew:
            self.seen = event.at
            if event.place != self.ground.start:
                self.ran = self.ran if self.ran is not None else event.at
        if event.care is None:
            self._leave_unheld(event)
        elif self.care is None or self.care.what not in _KEEPS:
            self.care, self.agreed, self.since = event.care, is_crew, event.at
            self.a, self.b = event.place or self.a, PlaceId("")

    def _leave_unheld(self, event: Left) -> None:
        if event.what == "withdrawn" and self.spot in ("on_course", "in_checkpoint") and self.care is None:
            self.disputes.no_custody(event.at, event.place or self.a)
        elif self.care is None and self.spot != "camp":
            self.doubts.append(f"{event.what}, and nobody has them yet")

    def go_on(self, event: GoesOn) -> None:
        """They may go on after all; where they are does not change."""
        self.out = ""

    def hear(self, event: Said) -> None:
        """Only both sides together move anybody, but whom nobody had and somebody picked up on the course."""
        word = event.word
        if event.at >= self.ground.next_start and not self._is_away():
            return
        is_found = is_pick_up(word) and not (self.care is not None and self.agreed)
        if self._answers_decision(word) or self.words.hear(event, alone=is_found):
            self._hand(word, event.at)

    def call(self, event: Called) -> None:
        """An answer at a roll says that they are there; none at all says that they are not."""
        is_before = not self.has_started and self.spot == "camp"
        if is_before or self.ground.is_camp(event.place):
            self._call_in_camp(event)
        elif event.place in self.ground.stage.entrances and event.place != self.ground.start:
            self._call_on_course(event)
        elif not event.present and event.place == self.ground.start and self.ran is None:
            self.disputes.missing(event.at, event.place)

    def _call_in_camp(self, event: Called) -> None:
        if not event.present:
            self._miss_in_camp(event)
        elif self.care is None or self.care.what == "camp" or not self._is_taken():
            self.seen, self.since = event.at, event.at
            self._hold(CAMP, event.at)
        else:
            word = HandedOver(self.bib, "takes", event.at, self.care, CAMP, event.place)
            self.hear(Said(event.at, word))

    def _miss_in_camp(self, event: Called) -> None:
        if event.at >= self.ground.next_start or (self.care is not None and self.care.what != "camp"):
            return
        self.disputes.missing(event.at, event.place)
        if self.care is not None and self.has_started:
            self.spot = "finished"
        self.care = None if self.has_started else self.care

    def _call_on_course(self, event: Called) -> None:
        place, entrance = event.place, self.ground.stage.entrances[event.place]
        if not event.present:
            self._miss_on_course(event)
        elif self._is_at(place):
            self.seen = event.at
        elif self.index > self.ground.exits[place]:
            self.disputes.behind(event.at, place, self.a)
        else:
            self.see(Seen(event.at, entrance, place, "in"))

    def _miss_on_course(self, event: Called) -> None:
        if not self._is_at(event.place):
            return
        self.disputes.missing(event.at, event.place)
        self._leave(event.place, event.at)

    def _is_at(self, place: PlaceId) -> bool:
        """Whether the crew of a place has them."""
        if self.care is None:
            return self.spot in ("in_checkpoint", "finished") and self.a == place
        return self.care.what == "checkpoint" and self.care.name == place

    def _answers_decision(self, word: HandedOver) -> bool:
        """Whether who was named when they left the race says that they have them."""
        return (
            self.care is not None
            and not self.agreed
            and word.side == "takes"
            and word.taker.what == self.care.what
            and (alike(word.taker, self.care) or word.taker.name.casefold() in self.care.name.casefold())
        )

    def _hand(self, word: HandedOver, at: Instant) -> None:
        taker = word.taker
        self.seen = self.since = at
        for care in (word.giver, taker):
            if care.what == "checkpoint" and PlaceId(care.name) in self.ground.stage.entrances:
                self._be_at(PlaceId(care.name))
                if care.name != self.ground.start:
                    self.ran = self.ran if self.ran is not None else at
        self._hold(taker, at, word)

    def _hold(self, care: Care, at: Instant, word: HandedOver | None = None) -> None:
        """Somebody has them, and so whatever was in doubt about where they were is settled."""
        self.words.settle(word)
        self.disputes.settle()
        self.care, self.agreed, self.since = care, True, at
        if care.what == "course":
            self.spot, self.care, self.agreed = "on_course", None, False
        elif care.what == "camp" and self.has_started:
            self.spot, self.a, self.b = "finished", self.track.end, PlaceId("")

    def _be_at(self, place: PlaceId) -> None:
        self.spot, self.a, self.b = "in_checkpoint", place, PlaceId("")
        self.index = max(self.index, self.ground.stage.entrances[place])

    def _is_away(self) -> bool:
        """Whether the next stage starts without them, so that what is said of them then is still about this one."""
        return self.care is not None and (self.care.what in _KEEPS or bool(self.out))

    def _is_taken(self) -> bool:
        """Whether they ought not to be on the course: in somebody's care, or answered in camp."""
        return self._is_away() or (self.care is not None and self.care.what == "camp")

    def _is_where_they_left(self, event: Seen) -> bool:
        """Whether it is the arrival at the place whose crew has them, written down after."""
        care = self.care
        is_here = care is not None and care.what == "checkpoint" and care.name == event.place
        return is_here and event.index == self.ground.stage.entrances[event.place]

    def _is_end(self, event: Seen) -> bool:
        ground, loop = self.ground, self.ground.stage.loop
        if loop is not None and event.at < later(self.track.start, loop.box):
            return False
        return event.place in (self.track.end, ground.finish) and event.index == ground.stage.entrances[event.place]

    def _arrive(self, event: Seen) -> None:
        self.care, self.agreed = None, False
        self.words.forget()
        self.index, self.since = event.index, event.at
        if self._is_end(event):
            self.spot, self.a, self.b = "finished", event.place, PlaceId("")
        elif event.way == "in" and event.place != self.ground.finish and not self.ground.is_left_unseen(event.place):
            self._be_at(event.place)
        else:
            self._leave(event.place, event.at)

    def _leave(self, place: PlaceId, at: Instant) -> None:
        self.spot, self.a, self.b = "on_course", place, self.ground.next_of(place)
        self.care, self.agreed, self.since = None, False, at
        self.index = max(self.index, self.ground.exits[place])

    def _how(self) -> str:
        """Why they should not be on the course, in words."""
        assert self.care is not None
        out = f"{self.out}, " if self.out else ""
        return f"{out}in the care of {say_care(self.care)}"


_TAKE: Final[dict[type, Callable[[Runner, Any], None]]] = {
    Started: Runner.start,
    Seen: Runner.see,
    Glance: Runner.glance,
    Left: Runner.leave_race,
    GoesOn: Runner.go_on,
    Said: Runner.hear,
    Called: Runner.call,
}
