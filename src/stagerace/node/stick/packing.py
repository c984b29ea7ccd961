"""What lies on a stick: the race, the wheels, the script, and a list of all with their digests."""

import shutil
import sys
from hashlib import file_digest
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from stagerace.log import LOG_NAME, VAULT_NAME, Vault, open_log
from stagerace.log.backup import PLAIN, copy_database
from stagerace.log.vault_kinds import readable
from stagerace.node.stick.gathering import Wheel

BUNDLE: Final = "stagerace"
"""The name of the folder on a stick."""
ABOUT: Final = "bundle.json"
RACE: Final = "race"
WHEELS: Final = "wheels"
_FORMAT: Final = 1
_NAMES_IN: Final = "runners.csv"
_FOLDERS: Final = ("course", "weather")
_README: Final = """\
Headquarters on a stick: {race}, log position {position}{people}.
1. You need a laptop with Python {python} ({machines}). No internet is needed.
2. Open a terminal in this folder and type:  python3 start.py     (Windows: py -{python} start.py)
3. Wait two minutes. It says where it put the program and the race, and what to type next.
4. Afterwards take this stick out: do not work on the race that lies on it. Whoever holds it can read what is on it.
"""


class About(Struct, frozen=True):
    """What a stick says of itself: the race and how far its log goes, what it is for, and a digest of every file."""

    format: int
    race_folder: str
    race: str
    log_id: str
    position: int
    people: int
    program: str
    python: str
    machines: tuple[str, ...]
    files: dict[str, str]


def copy_race(folder: Path, into: Path, *, with_people: bool) -> int:
    """Copies a race, without anybody's name unless asked for, and never with medical notes; how many people are in it.

    Raises LogRefused when the log or the vault cannot be read or the disk refuses.
    """
    into.mkdir()
    copy_database(folder / LOG_NAME, into / LOG_NAME)
    plain = [folder / name for name in PLAIN if with_people or name != _NAMES_IN]
    for path in [*plain, *(file for name in _FOLDERS for file in sorted((folder / name).glob("*")))]:
        if path.is_file():
            target = into / path.relative_to(folder)
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, target)
    if not with_people or not (folder / VAULT_NAME).is_file():
        return 0
    copy_database(folder / VAULT_NAME, into / VAULT_NAME)
    with Vault.open(into / VAULT_NAME, write=True) as vault:
        vault.keep_only(readable("hq"))
        return len(vault.people())


def lay_out(room: Path, name: str, wheels: dict[str, list[Wheel]], people: int, program: str) -> About:
    """Completes a folder that holds the race and the wheels: lists of wheels, script, README, digests of all."""
    (room / "requirements").mkdir()
    for machine, needed in wheels.items():
        lines = "".join(f"{wheel.pinned()}\n" for wheel in needed)
        (room / "requirements" / f"{machine}.txt").write_text(lines, encoding="utf-8")
    shutil.copyfile(Path(__file__).with_name("start.py"), room / "start.py")
    with open_log(room / RACE / LOG_NAME) as log:
        race, log_id, position = log.meta.race, log.meta.log_id, log.position
    python, machines = f"{sys.version_info[0]}.{sys.version_info[1]}", tuple(wheels)
    said = f", with the names of {people} people" if people else ", without names"
    text = _README.format(race=race, position=position, people=said, python=python, machines=", ".join(machines))
    (room / "README.txt").write_text(text, encoding="utf-8", newline="\r\n")
    files = {path.relative_to(room).as_posix(): _digest(path) for path in sorted(room.rglob("*")) if path.is_file()}
    about = About(_FORMAT, name, race, log_id, position, people, program, python, machines, files)
    (room / ABOUT).write_bytes(msgspec.json.format(msgspec.json.encode(about)))
    return about


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
