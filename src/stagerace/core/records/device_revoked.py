"""A device no longer trusted."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import DeviceId, NodeId, Number, Numbers


class DeviceRevoked(Struct, frozen=True, tag="device_revoked", tag_field="kind", omit_defaults=True):
    """A device was lost, stolen or withdrawn: what it wrote counts only if it was held here and is of before."""

    device: DeviceId
    since: Instant
    """What happened or was written from this instant on does not count."""
    held: Numbers = ()
    """For each of its nodes the highest number held when it was revoked; what is beyond does not count."""
    reason: str = ""
    by: DeviceId = DeviceId("")
    """The device that revoked it."""

    def last_of(self, node: NodeId) -> Number:
        """The highest number of a node that was held; 0 where none was."""
        return dict(self.held).get(node, Number(0))
