"""Backups every ten minutes while serving, tried out before they count, and an eye on the room left on the disks."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from stagerace.core.clock import HOUR, MINUTE, Instant
from stagerace.core.errors import StageraceError
from stagerace.log import backup, restore
from stagerace.node.journal import journal
from stagerace.node.rounds import Rounds

EVERY: Final = 10 * MINUTE
"""How often a backup is made [ms]."""
NEWEST: Final = 6
"""How many of the newest are kept."""
HOURLY: Final = 72 * HOUR
"""For how long one an hour is kept [ms]."""
ROOM: Final = 0.20
"""The share of a disk below which there is an alarm."""
_FORM: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"backup-(\d{8}T\d{6}Z)\.zip")


@dataclass(frozen=True)
class Kept:
    """What the last round came to: when, up to which log position, and what went wrong."""

    at: Instant | None = None
    position: int = 0
    alarms: tuple[str, ...] = ()


class Keeper(Rounds):
    """Makes backups of a race folder beside it, the first at once, and in a second folder where there is one."""

    def __init__(
        self,
        race: Path,
        clock: Callable[[], Instant],
        *,
        second: Path | None = None,
        every: int = EVERY,
        tell: Callable[[str], None] = lambda alarm: None,
    ) -> None:
        super().__init__("backups", every, at_once=True)
        self._race = race
        self._clock = clock
        self._tell = tell
        own = race.resolve()
        self.folders = [own.with_name(f"{own.name}-backups"), *([second] if second else [])]
        self.last = Kept()

    @property
    def alarms(self) -> tuple[str, ...]:
        """What the last round found wrong."""
        return self.last.alarms

    def round(self) -> Kept:
        """Make one backup in each folder, look at the disks, and say how it went; what fails is an alarm."""
        now, position, alarms = self._clock(), 0, list[str]()
        for folder in self.folders:
            try:
                position = max(position, keep_one(self._race, folder, now))
            except (StageraceError, OSError) as error:
                alarms.append(f"the backup failed: {error}")
        alarms += low_disks([self._race, *self.folders])
        for alarm in alarms:
            if alarm not in self.last.alarms:
                self._tell(alarm)
        self.last = Kept(now if position else self.last.at, position or self.last.position, tuple(alarms))
        journal.info("backup up to position %d, %d alarms", position, len(alarms))
        return self.last


def keep_one(race: Path, folder: Path, now: Instant) -> int:
    """Make a backup in a folder, try it out, throw away those no longer wanted; the log position it reaches.

    Raises LogRefused, OSError; then the older ones are all still there.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    _sweep(folder, now)
    file = folder / f"backup-{_moment(now):{_FORM}}.zip"
    if file.exists():
        return try_out(file, now)
    backup(race, file, now)
    file.chmod(0o600)
    try:
        position = try_out(file, now)
    except StageraceError:
        file.rename(file.with_suffix(".damaged"))
        raise
    for old in unwanted(path.name for path in folder.iterdir()):
        (folder / old).unlink(missing_ok=True)
    return position


def try_out(file: Path, now: Instant) -> int:
    """Restore a backup into a folder that is thrown away; the log position it reaches.

    Raises LogRefused when it cannot be restored.
    """
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".try-") as room:
        return restore(file, Path(room) / "race", now).position


def unwanted(names: Iterable[str]) -> list[str]:
    """The backups to throw away: all but the newest, and the first of each hour of three days; other files stay.

    >>> unwanted(["notes.txt", "backup-20310302T080000Z.zip"])
    []
    """
    dated = sorted((match[1], name) for name in names if (match := _NAME.fullmatch(name)))
    newest = {name for _, name in dated[-NEWEST:]}
    first = {text[:11]: name for text, name in reversed(dated)}
    limit = _read(dated[-1][0]) - HOURLY if dated else 0
    kept = newest | {name for text, name in dated if first[text[:11]] == name and _read(text) >= limit}
    return [name for _, name in dated if name not in kept]


def low_disks(folders: Iterable[Path]) -> list[str]:
    """An alarm for each disk with less than a fifth of its room left."""
    found: dict[int, str] = {}
    for folder in folders:
        try:
            device, usage = folder.stat().st_dev, shutil.disk_usage(folder)
        except OSError:
            continue
        if usage.free < ROOM * usage.total:
            share = f"{usage.free / usage.total:.0%} ({usage.free / 1e9:.1f} GB)"
            found[device] = f"only {share} free on the disk of {folder}: free some space before times are refused"
    return list(found.values())


def _sweep(folder: Path, now: Instant) -> None:
    """Take away the rooms of rounds that were killed: they may hold names."""
    for pattern in (".try-*", ".backup-*"):
        for room in folder.glob(pattern):
            if now - room.stat().st_mtime * 1000 > HOUR:
                shutil.rmtree(room, ignore_errors=True)


def _moment(instant: Instant) -> datetime:
    return datetime.fromtimestamp(instant / 1000, UTC)


def _read(text: str) -> int:
    return int(datetime.strptime(text, _FORM).replace(tzinfo=UTC).timestamp() * 1000)
