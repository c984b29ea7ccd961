"""Who is named for safeguarding: the devices of guardians, and what was confided to the one of this machine."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.errors import StageraceError
from stagerace.core.names import Bib, DeviceId
from stagerace.core.names import bib as read_bib
from stagerace.core.records import Confided, Record
from stagerace.core.roles import has_power
from stagerace.log.confiding import Confidence, boxes_for, opened_by
from stagerace.log.keys import Keys
from stagerace.node.camp import Camp
from stagerace.rules.race import Race
from stagerace.rules.rights import Rights

NOBODY_NAMED: Final = "nobody is named for safeguarding"
IN_PERSON: Final = "Tell the race director in person, write nothing down"

Boxes = tuple[tuple[DeviceId, bytes], ...]
"""A box for each of some devices."""

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


def labels_of(rights: Rights, guardians: Guardians) -> dict[DeviceId, str]:
    """What people call the devices of guardians, so that somebody can go there too."""
    return {device: rights.enrolled[device][-1].label for device in guardians}


def is_guardians(camp: Camp) -> bool:
    """Whether this machine itself is enrolled for somebody named for safeguarding, and not revoked."""
    return camp.rights().may(camp.keys.device, "read_confided", camp.clock())


def frozen_by(text: str, race: Race | None) -> tuple[Bib, ...]:
    """The bibs whose news must not leave; none, which means nobody's news leaves, where one is not known here."""
    found = []
    for each in filter(None, re.split(r"[\s,;]+", text)):
        try:
            found.append(read_bib(each))
        except ValueError:
            return ()
    known = race.index if race else {}
    return tuple(dict.fromkeys(found)) if all(bib in known for bib in found) else ()


def confided(told: Confidence, frozen: tuple[Bib, ...], log_id: str, guardians: Guardians, now: Instant) -> Confided:
    """The record of something told to guardians: sealed, and of the rest only whose news must not leave.

    Raises NobodyNamed where there is no guardian, LogRefused where a key is none.
    """
    if not guardians:
        raise NobodyNamed(f"{NOBODY_NAMED}: tell the race director in person, write nothing down")
    return Confided(now, boxes_for(told, log_id, guardians), frozen)


def handed(boxes: Boxes, frozen: tuple[Bib, ...], guardians: Guardians, now: Instant) -> Confided:
    """The record of boxes that were sealed elsewhere: those for devices of guardians, and no others.

    Raises NobodyNamed where none of them is.
    """
    theirs = tuple((device, box) for device, box in boxes if device in guardians)
    if not theirs:
        raise NobodyNamed(f"{NOBODY_NAMED}: tell the race director in person, write nothing down")
    return Confided(now, theirs, frozen)


def told_to(keys: Keys, log_id: str, records: Iterable[Record]) -> tuple[Told, ...]:
    """What was confided to this machine, the latest first."""
    found = [record.body for record in records if isinstance(record.body, Confided)]
    mine = [body for body in found if any(device == keys.device for device, _ in body.boxes)]
    told = (Told(body.confided_at, opened_by(keys, log_id, body.boxes)) for body in mine)
    return tuple(sorted(told, key=lambda each: -each.at))
