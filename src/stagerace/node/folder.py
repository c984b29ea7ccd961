"""A race folder: its draft plan, its log, the people in its vault."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from stagerace.core.clock import Instant
from stagerace.core.errors import BadInput, NotARace, Problem
from stagerace.core.names import Bib, DeviceId
from stagerace.core.plan import Plan
from stagerace.core.records import Record
from stagerace.feeds.race_toml import read_plan
from stagerace.log import LOG_NAME, VAULT_NAME, Log, Person, Vault, create_log, open_log
from stagerace.node.home import home, label
from stagerace.rules.as_of import as_of
from stagerace.rules.facts import Facts, fold
from stagerace.rules.race import Race
from stagerace.rules.rights import NOBODY

PLAN_FILE = "race.toml"
RUNNERS_FILE = "runners.csv"


@dataclass(frozen=True)
class When:
    """Which past is asked for: what had happened by an instant, of what was stored here by an instant or position."""

    as_of: Instant | None = None
    known_at: Instant | None = None
    position: int | None = None


NOW = When()


@dataclass(frozen=True)
class View:
    """A race as read from its log: the records, the facts in them, and the log position they reach."""

    records: Sequence[Record]
    position: int
    damaged: int
    root: DeviceId = NOBODY
    """The first device enrolled, as the log remembers it."""

    @cached_property
    def facts(self) -> Facts:
        """What the records say that were written with the right to."""
        return fold(self.records, self.root)

    @cached_property
    def race(self) -> Race:
        """The race they tell of; raises NotARace when no plan is among them."""
        return Race(self.facts)


@dataclass(frozen=True)
class RaceFolder:
    """The folder of one race on this machine."""

    path: Path

    @property
    def log_path(self) -> Path:
        """Where the log lies, or will."""
        return self.path / LOG_NAME

    @property
    def has_log(self) -> bool:
        """Whether anything was ever imported or adopted here."""
        return self.log_path.is_file()

    def draft(self) -> Plan:
        """The plan as race.toml now says.

        Raises NotARace when the folder has none, BadInput naming what is wrong in it.
        """
        file = self.path / PLAN_FILE
        if not self.path.is_dir():
            raise NotARace(f"{self.path}: there is no such folder; make a race with `stagerace new {self.path}`")
        if not file.is_file():
            raise NotARace(f"{self.path}: no {PLAN_FILE} here; name a race folder, or make one with `stagerace new`")
        try:
            text = file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            problem = Problem("the file is not UTF-8 text", "Save it as UTF-8", PLAN_FILE, line=None)
            raise BadInput(problem) from error
        return read_plan(text, PLAN_FILE)

    def view(self, when: When = NOW) -> View:
        """The race as its log tells it, now or at a past moment.

        Raises NotARace when nothing was imported yet, LogRefused when the log cannot be read.
        """
        self.must_have_log()
        with open_log(self.log_path) as log:
            records = log.read(known_at=when.known_at, upto=when.position)
            position = log.position if when == NOW else _position(log, when)
            damaged, root = len(log.damaged), log.meta.root
        if when.as_of is not None:
            records = list(as_of(records, when.as_of, root))
        return View(records, position, damaged, root)

    def must_have_log(self) -> None:
        """Raise NotARace where nothing was imported yet."""
        if self.has_log:
            return
        self.draft()
        raise NotARace(
            f"{self.path}: nothing was imported yet; start with `stagerace import {self.path} runners.csv --as entries`"
        )

    def write(self, now: Instant) -> Log:
        """The log, opened to append; made first where there is none yet.

        Raises LogRefused when another process writes or the disk refuses.
        """
        if not self.has_log:
            create_log(self.log_path, now, race=self.draft().race)
        return open_log(self.log_path, write=True, home=home(), now=now, label=label())

    def vault(self, *, write: bool = False) -> Vault:
        """The vault of the race's people."""
        return Vault.open(self.path / VAULT_NAME, write=write)

    def people(self, facts: Facts) -> dict[Bib, Person]:
        """The people behind the bibs, as far as the vault here knows them."""
        if not (self.path / VAULT_NAME).is_file():
            return {}
        with self.vault() as vault:
            known = vault.people()
        return {bib: known[entry.subject] for bib, entry in facts.entries.items() if entry.subject in known}


def _position(log: Log, when: When) -> int:
    if when.position is not None:
        return min(when.position, log.position)
    entries = log.entries(known_at=when.known_at)
    return entries[-1].position if entries else 0
