"""The board as screens are told it: worked out once for all of them, and then only what has changed."""

import secrets
import threading
from typing import Final

from stagerace.core.names import StageNo
from stagerace.core.plan import Plan
from stagerace.node.board_version import BoardTold, Told, Version, following, since
from stagerace.node.folder import RaceFolder
from stagerace.node.following import Follower
from stagerace.node.known_people import KnownPeople
from stagerace.node.present import Present
from stagerace.rules.classes import Scope
from stagerace.rules.race import Race
from stagerace.rules.spread import Spread
from stagerace.rules.tables import Table, table

MOST: Final = 64
"""How many answers are kept for others who ask the same."""


class Board:
    """The spread tables of a race being served; safe to ask from several threads."""

    def __init__(self, present: Present, folder: RaceFolder) -> None:
        self._present = present
        self._people = KnownPeople(folder)
        self._follower = Follower()
        self._spread = Spread()
        self._lock = threading.Lock()
        # Turns count within one run of the program: a mark from another run means nothing here.
        self._run = secrets.token_hex(4)
        self._versions: dict[StageNo, Version] = {}
        self._told: dict[tuple[StageNo, int, bool, int], Told] = {}

    def plan(self) -> tuple[Plan, StageNo]:
        """The plan of the race, and the latest stage that has begun.

        Raises NotARace when no plan was adopted, LogRefused.
        """
        with self._lock:
            race, _ = self._race()
            return race.plan, race.latest

    def version(self, stage: StageNo) -> Version:
        """A stage as it stands.

        Raises KeyError where the race has no such stage, NotARace, LogRefused.
        """
        with self._lock:
            return self._version(stage)

    def told(self, stage: StageNo, mark: str = "", *, named: bool = False) -> Told:
        """What a screen that was told up to a mark is told now; all where the mark is none of this run and stage.

        Raises KeyError where the race has no such stage, NotARace, LogRefused.
        """
        with self._lock:
            version = self._version(stage)
            key = (stage, self._turn_of(mark, stage, version), named, version.turn)
            if key not in self._told:
                if len(self._told) >= MOST:
                    self._told.clear()
                self._told[key] = since(version, key[1], self._mark(stage, version), named=named)
            return self._told[key]

    def standings(self, scope: Scope, cls: str) -> Table:
        """The standings of a class.

        Raises ValueError for a name that is not a class, NotARace, LogRefused.
        """
        with self._lock:
            race, position = self._race()
            return table(race, scope, cls, position)

    def _race(self) -> tuple[Race, int]:
        view = self._present.view()
        return self._follower.race(view), view.position

    def _version(self, stage: StageNo) -> Version:
        race, position = self._race()
        names, kept = self._people.names(race.facts), self._versions.get(stage)
        if kept is None or kept.position != position or kept.names != names:
            made = self._spread.table(race, stage)
            kept = following(kept, race.plan, made, names, position)
            self._versions[stage] = kept
        return kept

    def _mark(self, stage: StageNo, version: Version) -> str:
        return f"{self._run}-{stage}-{version.turn}"

    def _turn_of(self, mark: str, stage: StageNo, version: Version) -> int:
        """The turn a mark names; 0, before the first, where it is none of this run and stage."""
        run, _, turn = mark.rpartition("-")
        known = run == f"{self._run}-{stage}" and turn.isascii() and turn.isdigit() and len(turn) < 16
        return int(turn) if known and int(turn) <= version.turn else 0


__all__ = ["Board", "BoardTold", "Told", "Version"]
