"""The crew of a drill: who answers an alert, looks for whom it names, and says what was found.

It knows the truth of the scene, and lets everybody find out only as fast as people would: a call on the radio, a car
sent out, a search.
"""

from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from msgspec import Struct

from stagerace.core.clock import MINUTE, Elapsed, Instant, later
from stagerace.core.names import Bib, PlaceId, RecordId
from stagerace.core.records import (
    AlertAnswered,
    HoldAcknowledged,
    HoldOrdered,
    IncidentOpened,
    IncidentTold,
    RollCalled,
    Voided,
    WithdrawalReported,
)
from stagerace.simulation.drill.handing import bring_to_camp, drive, pick_up, take
from stagerace.simulation.drill.scene import Scene, Told
from stagerace.simulation.drill.seen import paper

OWNER: Final = "duty desk"


class Heard(Struct, frozen=True):
    """An alert as the crew hears it."""

    alert: str
    what: str
    at: Instant
    bibs: tuple[Bib, ...] = ()
    place: PlaceId = PlaceId("")
    taken: Instant | None = None
    """When somebody took it up; None where nobody did, or it is not known."""


class Crew:
    """Answers alerts of one scene, and calls the roll at its end."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.helped: set[Bib] = set()
        """Who was found and brought in, or is about to be."""
        self.safe_from: dict[Bib, Instant] = {}
        """Who of them is in camp, from when on."""
        self._index = {bib: k for k, bib in enumerate(scene.going.bibs)}
        self._typed: set[tuple[int, int]] = set()
        self.taken: dict[str, Instant] = {}
        """When each alert was taken up."""

    def answer(self, heard: Heard) -> list[Told]:
        """What is written because of an alert, from the minute it is taken to the end of it."""
        before = len(self.scene.said)
        taken = self.taken[heard.alert] = later(heard.at, self.scene.minutes(1, 5))
        self._say(taken, AlertAnswered(heard.alert, "taken", taken, OWNER, by=OWNER))
        _ANSWERS.get(heard.what, Crew._look)(self, heard, taken)
        return self.scene.said[before:]

    def in_trouble(self, bib: Bib, at: Instant) -> bool:
        """Whether somebody needs help at a moment and has not had it."""
        since = self.scene.trouble.get(self._index.get(bib, -1))
        return since is not None and since <= at and bib not in self.helped

    def _say(self, at: Instant, body: AlertAnswered | IncidentOpened | IncidentTold) -> None:
        self.scene.say(at, "hq", body)

    def _look(self, heard: Heard, taken: Instant) -> None:
        """Look for everybody an alert names; who is well is told of with a reason."""
        lost = [bib for bib in heard.bibs if self.in_trouble(bib, taken)]
        for bib in lost:
            self._find(bib, taken)
        reasons = [self._ask(bib, taken) for bib in heard.bibs if bib not in lost]
        asked = later(taken, self.scene.minutes(4, 15))
        if lost:
            self._say(asked, AlertAnswered(heard.alert, "acknowledged", asked, OWNER, by=OWNER))
        else:
            reason = "; ".join(reasons) or "asked on the radio: nobody is missing"
            self._say(asked, AlertAnswered(heard.alert, "dismissed", asked, OWNER, reason, OWNER))

    def _ask(self, bib: Bib, now: Instant) -> str:
        """What the radio tells of somebody who is well; what a crew has on paper only, it says now."""
        runner, going = self._index.get(bib, -1), self.scene.going
        if runner < 0:
            return f"{bib} is nobody's bib"
        if bib in self.helped:
            return f"{bib} was found already"
        elapsed, last = going.seconds(now), -1
        for column in range(going.at.shape[1]):
            if not going.at[runner, column] <= elapsed:
                continue
            last = column
            if self._is_missing(runner, column):
                self._typed.add((runner, column))
                self.scene.said.append(paper(self.scene, bib, column, "captain", now, 300.0))
        where = f"seen at {going.place(last).id}" if last >= 0 else "on the way from the start"
        return f"{bib} {where}, and walks"

    def _is_missing(self, runner: int, column: int) -> bool:
        """Whether headquarters has nothing, or nothing good, of a passing, and nobody typed it yet."""
        scene, place = self.scene, self.scene.going.place(column).id
        wrong = (runner, column) in scene.unseen or (runner, column) in scene.written or place in scene.silent
        return (wrong or place in scene.skewed) and (runner, column) not in self._typed

    def _find(self, bib: Bib, now: Instant) -> None:
        """Look for somebody until they are found, and bring them in."""
        scene, runner = self.scene, self._index[bib]
        self.helped.add(bib)
        if runner in scene.stranded:
            self._fetch(bib, runner, now)
            return
        name, kin = f"search {bib}", ("owned", "help_asked", "help_left")
        opened = later(now, scene.minutes(1, 4))
        last = scene.going.last(runner)
        place = scene.going.place(last).id if last >= 0 else scene.going.stage.places[0].id
        self._say(opened, IncidentOpened(name, "lost", opened, place, f"beyond {place}", (bib,), owner=OWNER, by=OWNER))
        for step, text in zip(kin, ("", "", "car 4"), strict=True):
            self._say(opened, IncidentTold(name, step, opened, text, OWNER, by=OWNER))  # type: ignore[arg-type]
        found = later(opened, scene.minutes(15, 70))
        self._say(found, IncidentTold(name, "help_there", found, by=OWNER))
        self._bring(bib, place, last, found)
        home = self.safe_from[bib]
        self._say(home, IncidentTold(name, "received", home, by=OWNER))
        self._say(home, IncidentTold(name, "closed", home, by=OWNER))

    def _bring(self, bib: Bib, place: PlaceId, last: int, found: Instant) -> None:
        """From where somebody was found to camp: each hand-over with both its sides."""
        scene = self.scene
        report = WithdrawalReported(bib, place, found, "found", "camp", "car 4", "car 4", by=OWNER)
        scene.say(found, "car 4", report, 30.0)
        if last >= 0 and last % 2 == 0:
            drive(scene, bib, place, found, "car 4")
        else:
            pick_up(scene, bib, found, "car 4")
            bring_to_camp(scene, bib, later(found, scene.minutes(20, 60)), "car 4")
        self.safe_from[bib] = max(told.written for told in scene.said[-4:])

    def _fetch(self, bib: Bib, runner: int, now: Instant) -> None:
        """A car goes for somebody who waits for one in vain."""
        scene = self.scene
        place = scene.going.place(scene.going.last(runner)).id
        there = later(now, scene.minutes(20, 60))
        take(scene, bib, place, there, "car 3")
        bring_to_camp(scene, bib, later(there, scene.minutes(30, 60)), "car 3")
        self.safe_from[bib] = max(told.written for told in scene.said[-2:])

    def _to_station(self, heard: Heard, taken: Instant) -> None:
        """A car goes to a silent station and comes back with its paper list."""
        scene, going = self.scene, self.scene.going
        there = later(taken, scene.minutes(40, 90))
        column = 2 * next((k for k, each in enumerate(going.places) if each.id == heard.place), -1)
        if column >= 0 and heard.place in scene.silent:
            for runner, bib in enumerate(going.bibs):
                for each in (column, column + 1):
                    if each < going.at.shape[1] and going.at[runner, each] <= going.seconds(there):
                        self._from_list(bib, runner, each, there)
        told = later(there, Elapsed(10 * MINUTE))
        self._say(told, AlertAnswered(heard.alert, "acknowledged", told, OWNER, by=OWNER))

    def _read_out(self, heard: Heard, taken: Instant) -> None:
        """A checkpoint is called on the radio, and says from its paper when those named came."""
        scene, going = self.scene, self.scene.going
        said = later(taken, scene.minutes(4, 15))
        column = 2 * next((k for k, each in enumerate(going.places) if each.id == heard.place), -1)
        for bib in heard.bibs:
            runner = self._index.get(bib, -1)
            for each in (column, column + 1):
                if runner >= 0 <= column and going.at[runner, each] <= going.seconds(said):
                    self._from_list(bib, runner, each, said)
        self._say(said, AlertAnswered(heard.alert, "acknowledged", said, OWNER, by=OWNER))

    def _from_list(self, bib: Bib, runner: int, column: int, now: Instant) -> None:
        if (runner, column) not in self.scene.unseen and (runner, column) not in self._typed:
            self._typed.add((runner, column))
            self.scene.said.append(paper(self.scene, bib, column, "captain", now, 600.0))

    def _by_radio(self, heard: Heard, taken: Instant) -> None:
        """The checkpoint that did not hear of a hold is called on the radio."""
        heard_at = later(taken, self.scene.minutes(1, 4))
        holds = {each.body.hold for each in self.scene.said if isinstance(each.body, HoldOrdered)}
        for name in sorted(holds):
            self.scene.say(heard_at, heard.place, HoldAcknowledged(heard.place, name, heard_at, by="captain"), 10.0)
        self._say(heard_at, AlertAnswered(heard.alert, "acknowledged", heard_at, OWNER, by=OWNER))

    def _note(self, heard: Heard, taken: Instant) -> None:
        """Nobody has to be looked for: it is known, and seen to."""
        at = later(taken, self.scene.minutes(1, 5))
        self._say(at, AlertAnswered(heard.alert, "acknowledged", at, OWNER, by=OWNER))

    def roll_call(self, now: Instant) -> Told:
        """Who answers in camp, and who of the others should be there."""
        scene, going = self.scene, self.scene.going
        present = [bib for runner, bib in enumerate(going.bibs) if self.is_in_camp(runner, now)]
        missing = tuple(bib for bib in going.bibs if bib not in present)
        body = RollCalled(scene.finish, now, tuple(present), missing, "camp")
        return Told(now, now, scene.finish, body)

    def is_in_camp(self, runner: int, now: Instant) -> bool:
        """Whether somebody is in camp at a moment, in truth."""
        going, bib = self.scene.going, self.scene.going.bibs[runner]
        if bib in self.helped:
            return self.safe_from[bib] <= now
        if runner in self.scene.trouble:
            return False
        return bool(going.at[runner, -1] <= going.seconds(now)) or going.last(runner) < going.at.shape[1] - 1

    def go_and_find(self, bib: Bib, now: Instant) -> list[Told]:
        """Look for somebody whom the roll call misses."""
        before = len(self.scene.said)
        if self.in_trouble(bib, now):
            self._find(bib, now)
        else:
            self._ask(bib, now)
        return self.scene.said[before:]

    def ask_who(self, bib: Bib, read: Iterable[RecordId], now: Instant) -> list[Told]:
        """Whoever never started was nowhere: what was read as theirs was somebody else, and is taken back."""
        if np.isfinite(self.scene.going.at[self._index[bib]]).any():
            return []
        reason = f"{bib} is not at the race; somebody else went by"
        return [Told(now, now, "hq", Voided(each, OWNER, reason)) for each in read]


_ANSWERS: Final[dict[str, Callable[[Crew, Heard, Instant], None]]] = {
    "silent_station": Crew._to_station,
    "wrong_clock": Crew._read_out,
    "hold_unanswered": Crew._by_radio,
    "in_zone": Crew._note,
    "heat": Crew._note,
    "cut_off_at_risk": Crew._note,
    "alone_at_night": Crew._note,
    "unread_incident": Crew._note,
    "recheck": Crew._note,
}
"""What the crew does about an alert of a kind; about every other it looks for whom it names."""
