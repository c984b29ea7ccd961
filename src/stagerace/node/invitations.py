"""Invitations for devices: each good for one device, for a quarter of an hour; only a hash of each is kept."""

import os
import secrets
from collections.abc import Iterable
from hashlib import blake2b
from hmac import compare_digest
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from stagerace.core.clock import DAY, MINUTE, Elapsed, Instant, later
from stagerace.core.errors import BadInput, LogRefused, Problem
from stagerace.core.names import DeviceId, PlaceId
from stagerace.core.roles import ROLES, RoleName, is_placed

LASTS: Final = Elapsed(15 * MINUTE)
"""How long an invitation is good [ms]."""
_REMEMBERED: Final = Elapsed(DAY)
"""How long an invitation is remembered after that, to say why it is refused [ms]."""
_SIZE: Final = 18
_LONGEST_LABEL: Final = 40


class Invitation(Struct, frozen=True):
    """What a device is handed, as a QR code or typed: the token is said once and kept nowhere."""

    token: str
    role: RoleName
    place: PlaceId
    label: str
    expires: Instant


class Invited(Struct, frozen=True, omit_defaults=True):
    """What is kept of an invitation; `taken_by` is the device that used it."""

    digest: str
    role: RoleName
    place: PlaceId
    label: str
    expires: Instant
    taken_by: DeviceId = DeviceId("")


class Invitations:
    """The invitations to one log on this machine, in a file that only its owner may read."""

    def __init__(self, file: Path, lasts: Elapsed = LASTS) -> None:
        self._file = file
        self._lasts = lasts

    def invite(self, role: str, place: str, label: str, now: Instant) -> Invitation:
        """A new invitation to be a device in a role, at a place where the role is held to one.

        Raises BadInput for a role, place or label that cannot be, LogRefused when the file cannot be written.
        """
        checked, at, name = read_role(role), read_place(role, place), read_label(label)
        token = secrets.token_urlsafe(_SIZE)
        invitation = Invitation(token, checked, at, name, later(now, self._lasts))
        kept = Invited(_digest(token), checked, at, name, invitation.expires)
        self._write([*self._alive(now), kept])
        return invitation

    def find(self, token: str, device: DeviceId, now: Instant) -> Invited:
        """What a device was invited to.

        Raises BadInput where the token is unknown, too old, or was used by another device.
        """
        digest, found = _digest(token), None
        for invited in self._alive(now):
            # All are compared, and each in constant time: how long it takes tells nothing of any token.
            found = invited if compare_digest(invited.digest, digest) else found
        if found is None:
            raise _refused("nobody was invited with this code here, or long ago")
        if found.taken_by and found.taken_by != device:
            raise _refused("this code was used already, by another device; each is good for one")
        if now >= found.expires and not found.taken_by:
            raise _refused("this code is older than a quarter of an hour")
        return found

    def take(self, invited: Invited, device: DeviceId, now: Instant) -> None:
        """Notes that a device used an invitation: it is no good for any other."""
        self._settle(replace(invited, taken_by=device), now)

    def give_back(self, invited: Invited, now: Instant) -> None:
        """Makes an invitation good again, as nothing came of it."""
        self._settle(replace(invited, taken_by=DeviceId("")), now)

    def _settle(self, invited: Invited, now: Instant) -> None:
        self._write([invited if each.digest == invited.digest else each for each in self._alive(now)])

    def _alive(self, now: Instant) -> list[Invited]:
        try:
            kept = msgspec.json.decode(self._file.read_bytes(), type=list[Invited])
        except FileNotFoundError:
            return []
        except (OSError, msgspec.MsgspecError) as error:
            raise LogRefused(f"{self._file}: the invitations cannot be read; remove the file, invite again") from error
        return [invited for invited in kept if now < later(invited.expires, _REMEMBERED)]

    def _write(self, kept: Iterable[Invited]) -> None:
        fresh = self._file.with_name(f"{self._file.name}.{secrets.token_hex(4)}.new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(msgspec.json.encode(list(kept)))
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._file)
        except OSError as error:
            raise LogRefused(f"{self._file}: the invitations cannot be written ({error.strerror})") from error
        finally:
            fresh.unlink(missing_ok=True)


def invitations_file(home: Path, log_id: str) -> Path:
    """Where this machine keeps the invitations to a log."""
    return home / "invitations" / f"{log_id}.json"


def read_role(text: str) -> RoleName:
    """A role as it is named.

    Raises BadInput where there is none of that name.
    """
    found = next((role for role in ROLES if role == text), None)
    if found is None:
        raise BadInput(Problem(f"there is no role {text!r}", f"Choose one of {', '.join(ROLES)}"))
    return found


def read_place(role: str, text: str) -> PlaceId:
    """The place of a role that is held to one; none for the others.

    Raises BadInput where one is missing or too much.
    """
    place = PlaceId(text.strip())
    if is_placed(role) and not place:
        raise BadInput(Problem(f"a {role} belongs to one checkpoint", "Name it as race.toml does: 1CP1"))
    if place and not is_placed(role):
        raise BadInput(Problem(f"a {role} belongs to no checkpoint", "Leave the place out"))
    return place


def read_label(text: str) -> str:
    """What people call a device.

    Raises BadInput where it is too long or holds what cannot be shown.
    """
    label = " ".join(text.split())
    if len(label) > _LONGEST_LABEL or not label.isprintable():
        raise BadInput(Problem(f"a device's label has at most {_LONGEST_LABEL} letters", "Call it `tablet B`"))
    return label


def _digest(token: str) -> str:
    return blake2b(token.encode("utf-8", "surrogatepass"), digest_size=32, person=b"invitation").hexdigest()


def _refused(what: str) -> BadInput:
    return BadInput(Problem(what, "Ask headquarters for a new one"))
