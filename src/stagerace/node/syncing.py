"""Exchanging records with another folder of the same race: a USB stick, a second laptop's disk."""

from dataclasses import dataclass
from pathlib import Path

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused, NotARace
from stagerace.log import LOG_NAME, Log, Received, create_log, exchange, open_log
from stagerace.node.folder import RaceFolder
from stagerace.node.forgetting import honour_forgotten
from stagerace.node.home import home, label


@dataclass(frozen=True)
class Synced:
    """What went each way."""

    here: Received
    there: Received
    made: bool
    """Whether the other folder held no log before."""


def sync(folder: RaceFolder, target: Path, now: Instant) -> Synced:
    """Bring two folders of one race to the same records; an empty target becomes a copy.

    Raises NotARace when there is nothing here, LogRefused when the target is another race's or in use.
    """
    if not folder.has_log:
        raise NotARace(f"{folder.path}: nothing was imported yet, so there is nothing to exchange")
    if not target.is_dir():
        raise NotARace(f"{target}: there is no such folder; make it, or name a mounted stick")
    if target.resolve() == folder.path.resolve():
        raise LogRefused(f"{target}: this is the same folder; name another")
    with folder.write(now) as here:
        return swap_with_folder(here, target, now)


def swap_with_folder(here: Log, target: Path, now: Instant, *, may_make: bool = True) -> Synced:
    """Bring an open log and a folder to the same records; an empty folder becomes a copy, where it may.

    Raises LogRefused when the folder holds another race, its log is in use, or it is empty and may not become a copy.
    """
    other = target / LOG_NAME
    made = not other.is_file()
    if made and not may_make:
        raise LogRefused(f"{target}: the log that was there is gone; mount the stick")
    if made:
        create_log(other, now, race=here.meta.race, log_id=here.meta.log_id, root=here.trust().root)
    with open_log(other, write=True, home=home(), now=now, label=f"{label()}, {target.name}") as there:
        got, gave = exchange(here, there, now)
    for side in (RaceFolder(here.folder), RaceFolder(target)):
        honour_forgotten(side)
    return Synced(got, gave, made)
