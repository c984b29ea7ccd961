"""Names and notes between machines: sealed for one enrolled device, or straight into another folder of one's own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused, NotARace
from stagerace.core.names import DeviceId, Subject
from stagerace.log import VAULT_NAME, open_log
from stagerace.log.keys import Keys
from stagerace.log.vault_kinds import readable
from stagerace.node.folder import RaceFolder
from stagerace.rules.rights import Rights
from stagerace.sync.sealed import Opened, Party, open_parcel, parcel_for, take_rows

HEADQUARTERS: Final = "hq"
"""The role of the machines that serve the race."""


@dataclass(frozen=True)
class Shared:
    """How many rows of the vault came into each of two folders."""

    here: int
    there: int


def parcel_to(folder: RaceFolder, device: DeviceId, keys: Keys, now: Instant) -> bytes:
    """What a device may read of the people of a race, sealed for it; whoever carries it reads nothing.

    Raises NotARace where there is no vault, LogRefused when the device is not trusted or something here is damaged.
    """
    log_id, rights = _rights(folder)
    if (to := party(rights, device, now)) is None:
        raise LogRefused(f"device {device} is not enrolled in this race, or was revoked; enrol it first")
    with folder.vault() as vault:
        return parcel_for(vault, log_id, to, keys)


def take_parcel(folder: RaceFolder, parcel: bytes, keys: Keys, now: Instant) -> tuple[Opened, int]:
    """Takes what was sealed for this device into the vault; what was in it, and how many rows were new.

    A second time changes nothing, and nobody forgotten comes back. Raises LogRefused as `open_parcel` and the vault.
    """
    log_id, rights = _rights(folder)
    opened = open_parcel(parcel, log_id, keys, lambda device: party(rights, device, now))
    if not opened.rows:
        return opened, 0
    with folder.vault(write=True) as vault:
        return opened, take_rows(vault, opened.rows, _forgotten_in(folder))


def share_people(folder: RaceFolder, target: RaceFolder, role: str) -> Shared:
    """Brings the vaults of two folders of one's own to the same rows, as far as a role may read them.

    Raises NotARace when either folder has no log, LogRefused when they are of different races or a vault refuses.
    """
    if not (folder.has_log and target.has_log):
        raise NotARace(f"{target.path}: there is no log in it yet; exchange records first")
    if _rights(folder)[0] != _rights(target)[0]:
        raise LogRefused(f"{folder.path} and {target.path} are of two different races; no name was exchanged")
    came = _pour(target, folder, role)
    return Shared(came, _pour(folder, target, role))


def party(rights: Rights, device: DeviceId, now: Instant) -> Party | None:
    """A device as one end of a parcel; None where it is not enrolled or was revoked."""
    if not rights.is_trusted(device, now):
        return None
    grants = rights.enrolled[device]
    return Party(device, grants[-1].sign_key, grants[-1].box_key, frozenset(grant.role for grant in grants))


def _pour(source: RaceFolder, into: RaceFolder, role: str) -> int:
    if not (source.path / VAULT_NAME).is_file():
        return 0
    with source.vault() as vault:
        rows = vault.rows(readable(role))
    if not rows:
        return 0
    with into.vault(write=True) as vault:
        return take_rows(vault, rows, _forgotten_in(into))


def _rights(folder: RaceFolder) -> tuple[str, Rights]:
    with open_log(folder.log_path) as log:
        return log.meta.log_id, log.rights()


def _forgotten_in(folder: RaceFolder) -> Callable[[], set[Subject]]:
    def forgotten() -> set[Subject]:
        with open_log(folder.log_path) as log:
            return log.forgotten()

    return forgotten
