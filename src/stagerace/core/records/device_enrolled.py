"""A device taken into the race."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import DeviceId, Numbers, PlaceId


class DeviceEnrolled(Struct, frozen=True, tag="device_enrolled", tag_field="kind", omit_defaults=True):
    """A device may write from now on, in a role; enrolled again it may do what either role may.

    The first device of a race enrols itself as `hq`; it is the root of all trust.
    """

    device: DeviceId
    sign_key: bytes
    """The public key its marks are verified with (Ed25519) [32 bytes]."""
    box_key: bytes
    """The public key that what only it may read is sealed for (X25519) [32 bytes]."""
    role: str
    enrolled_at: Instant
    place: PlaceId = PlaceId("")
    """The one checkpoint it may write for, where the role is held to one."""
    label: str = ""
    """How people call it: `tablet B`; no name of a person."""
    by: DeviceId = DeviceId("")
    """The device that took it in."""
    vouched: Numbers = ()
    """For nodes without an enrolled device the numbers up to which their records count all the same."""
