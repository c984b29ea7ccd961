"""The race that `stagerace demo` plays: a folder of its own beside the finished one, and the people who may log in."""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct

from stagerace.core.clock import HOUR, Elapsed, Instant, later
from stagerace.core.names import StageNo
from stagerace.log import VAULT_NAME
from stagerace.node.camp import Camp, open_camp
from stagerace.node.clock import now
from stagerace.node.folder import PLAN_FILE, RaceFolder
from stagerace.node.playing import PlayClock, Player, Script, player_of, script_of
from stagerace.node.watching import Watcher
from stagerace.rules.ruled_starts import ruled_start

LIVE: Final = "live"
"""The folder in which races are played, beside the season's."""
AHEAD: Final = Elapsed(HOUR // 4)
"""How long before the first start the play begins [ms]."""
PEOPLE: Final = ("director", "hq", "media")
"""Who may log in, each under the name of their role."""


class Staged(Struct, frozen=True):
    """A race ready to be played: where it lies, what happens in it, from when on."""

    folder: RaceFolder
    script: Script
    start: Instant
    home: Path


def stage(season: Path, race: Path, from_stage: StageNo | None) -> Staged:
    """Lays out a finished race to be played again from the start of a stage on.

    Raises LookupError for a stage it does not have, NotARace, LogRefused.
    """
    view = RaceFolder(race).view()
    plan = view.race.plan
    if from_stage is not None and from_stage not in plan.by_number:
        raise LookupError(f"{plan.name} has no stage {from_stage}")
    first = plan.by_number[from_stage] if from_stage else plan.stages[0]
    place, home = season / LIVE / race.name, season / LIVE / "home"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    home.mkdir(exist_ok=True)
    for name in (PLAN_FILE, VAULT_NAME):
        if (race / name).is_file():
            shutil.copy2(race / name, place / name)
    start = later(ruled_start(view.race, first), Elapsed(-AHEAD))
    return Staged(RaceFolder(place), script_of(view.records), start, home)


@contextmanager
def playing(
    staged: Staged, rate: float, machine: Callable[[], float], done: Callable[[], None]
) -> Iterator[tuple[Camp, Player, str]]:
    """The camp of a staged race with its player, and the password of everybody who may log in."""
    clock = PlayClock(staged.start, rate, machine)
    camp = open_camp(staged.folder, clock, own_home=staged.home, rate=rate)
    try:
        camp.machine_clock = now
        password = f"{secrets.choice(('dune', 'canyon', 'oasis', 'mesa'))}-{secrets.randbelow(9000) + 1000}"
        for name in PEOPLE:
            camp.accounts.add(name, name, password)
        player = player_of(staged.script, staged.start, clock, camp.writer, done)
        camp.watcher = watcher = Watcher(camp)
        watcher.start()
        try:
            yield camp, player, password
        finally:
            player.stop()
    finally:
        camp.close()
