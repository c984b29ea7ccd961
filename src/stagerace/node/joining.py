"""A laptop taken into a race by a code: it gets a place in the race, an empty log of it, then everything by syncing."""

from pathlib import Path

import msgspec
from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused
from stagerace.core.names import DeviceId
from stagerace.log import LOG_NAME, create_log, open_log
from stagerace.log.keys import Keys
from stagerace.sync.peer import Peer


class Joined(Struct, frozen=True):
    """What this machine was taken in as, in which race."""

    device: DeviceId
    role: str
    place: str
    log_id: str
    race: str
    root: DeviceId


class _Asking(Struct, frozen=True):
    token: str
    sign_key: str
    box_key: str
    label: str


def join(folder: Path, peer: Peer, code: str, keys: Keys, label: str, now: Instant) -> Joined:
    """Have this machine taken in by the code of an invitation; an empty folder gets a log of that race.

    Raises LogRefused where the code is not good or the folder holds another race, NoAnswer; nothing is made then.
    """
    if held := _log_of(folder):
        _must_be_the_same(held, peer.challenge().log_id, folder)
    raw = peer.post("/api/enrol", _Asking(code.strip(), keys.sign_key.hex(), keys.box_key.hex(), label))
    try:
        joined = msgspec.json.decode(raw, type=Joined)
    except msgspec.MsgspecError as error:
        raise LogRefused(f"{peer.url}: what came back is no answer; is this a camp node?") from error
    if not held:
        folder.mkdir(parents=True, exist_ok=True)
        create_log(folder / LOG_NAME, now, race=joined.race, log_id=joined.log_id, root=joined.root)
    return joined


def _log_of(folder: Path) -> str:
    if not (folder / LOG_NAME).is_file():
        return ""
    with open_log(folder / LOG_NAME) as log:
        return log.meta.log_id


def _must_be_the_same(held: str, theirs: str, folder: Path) -> None:
    if held != theirs:
        raise LogRefused(f"{folder} holds the log of another race; name another folder")
