"""Onto the stick: room first, then a copy under another name, then one rename; an older bundle gives way last."""

import os
import shutil
from pathlib import Path
from typing import Final

from stagerace.core.errors import StageraceError
from stagerace.log import LOG_NAME, open_log
from stagerace.log.backup import sync_folder
from stagerace.log.store import speaking
from stagerace.node.stick.packing import BUNDLE, RACE
from stagerace.node.stick.refused import StickRefused

_HALF: Final = f".{BUNDLE}-half"
_BEFORE: Final = f".{BUNDLE}-before"
_CLUSTER: Final = 64 << 10
"""What a file takes up beyond its size at most, on a stick as they are formatted [bytes]."""


def tidy(stick: Path) -> None:
    """Clears away what an earlier try left that was cut off, and brings the bundle back that it was to replace."""
    with speaking(stick):
        shutil.rmtree(stick / _HALF, ignore_errors=True)
        if (stick / _BEFORE).is_dir() and not (stick / BUNDLE).exists():
            (stick / _BEFORE).rename(stick / BUNDLE)
        shutil.rmtree(stick / _BEFORE, ignore_errors=True)


def must_give_way(stick: Path, race: Path) -> None:
    """Makes sure that what lies on the stick may be replaced: a bundle of this race that knows nothing more than we do.

    Raises StickRefused where it is another race's, is no bundle, or holds records that are not here.
    """
    there = stick / BUNDLE
    if not there.exists():
        return
    try:
        with open_log(race / LOG_NAME) as ours, open_log(there / RACE / LOG_NAME) as theirs:
            same, mine, other = ours.meta.log_id == theirs.meta.log_id, ours.vector(), theirs.vector()
            name = theirs.meta.race
    except StageraceError as error:
        raise StickRefused(f"{there}: something else lies there, or it is damaged; move it away first") from error
    if not same:
        raise StickRefused(f"{there}: there lies the race {name}; name another folder on the stick")
    if any(number > mine.get(node, 0) for node, number in other.items()):
        raise StickRefused(
            f"{there}: its log holds records that are not here; first `stagerace sync {race} {there / RACE}`"
        )


def place(room: Path, stick: Path) -> None:
    """Puts a finished folder onto the stick, whole or not at all.

    Raises StickRefused when there is no room, LogRefused when the stick refuses; what was there before then stays.
    """
    _must_have_room(room, stick)
    try:
        with speaking(stick):
            _copy(room, stick / _HALF)
            if (stick / BUNDLE).exists():
                (stick / BUNDLE).rename(stick / _BEFORE)
            (stick / _HALF).rename(stick / BUNDLE)
            sync_folder(stick)
    finally:
        tidy(stick)


def _must_have_room(room: Path, stick: Path) -> None:
    needed = sum(path.stat().st_size + _CLUSTER for path in room.rglob("*"))
    free = shutil.disk_usage(stick).free
    if free < needed:
        raise StickRefused(
            f"{stick}: {_mb(needed)} MB are needed and {_mb(free)} are free, the older bundle staying until the new "
            "one is whole; free some space or take a larger stick"
        )


def _mb(size: int) -> int:
    return -(-size // 1_000_000)


def _copy(room: Path, half: Path) -> None:
    for path in [room, *sorted(room.rglob("*"))]:
        target = half / path.relative_to(room)
        if path.is_dir():
            target.mkdir()
            continue
        with path.open("rb") as source, target.open("wb") as file:
            shutil.copyfileobj(source, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
    for folder in (path for path in [half, *half.rglob("*")] if path.is_dir()):
        sync_folder(folder)
