"""Who is named for safeguarding: the devices of guardians, and what was confided to the one of this machine."""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.errors import StageraceError
from stagerace.core.names import DeviceId
from stagerace.core.records import Confided, Record
from stagerace.core.roles import has_power
from stagerace.log.confiding import Confidence, boxes_for, opened_by
from stagerace.log.keys import Keys
from stagerace.rules.rights import Rights

NOBODY_NAMED: Final = "nobody is named for safeguarding"
IN_PERSON: Final = "Tell the race director in person, write nothing down"

Guardians = Mapping[DeviceId, bytes]
"""The devices of those named for safeguarding, each with the key to seal for it."""


class NobodyNamed(StageraceError):
    """Something was to be confided, and there is nobody to confide it to."""


class Told(Struct, frozen=True):
    """Something that was confided: when, and what it says; None where it was not for this device, or was altered."""

    at: Instant
    says: Confidence | None


def guardians_of(rights: Rights, now: Instant) -> dict[DeviceId, bytes]:
    """The devices that may read what is confided: enrolled for it and not revoked."""
    return {
        device: grant.box_key
        for device, grants in rights.enrolled.items()
        if rights.is_trusted(device, now)
        for grant in grants
        if has_power(grant.role, "read_confided")
    }


def confided(told: Confidence, log_id: str, guardians: Guardians, now: Instant) -> Confided:
    """The record of something told to guardians: sealed, and of the rest only whose news must not leave.

    Raises NobodyNamed where there is no guardian, LogRefused where a key is none.
    """
    if not guardians:
        raise NobodyNamed(f"{NOBODY_NAMED}: tell the race director in person, write nothing down")
    return Confided(now, boxes_for(told, log_id, guardians), told.bibs)


def told_to(keys: Keys, log_id: str, records: Iterable[Record]) -> tuple[Told, ...]:
    """What was confided to this machine, the latest first."""
    found = [record.body for record in records if isinstance(record.body, Confided)]
    mine = [body for body in found if any(device == keys.device for device, _ in body.boxes)]
    told = (Told(body.confided_at, opened_by(keys, log_id, body.boxes)) for body in mine)
    return tuple(sorted(told, key=lambda each: -each.at))
