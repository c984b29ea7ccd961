"""A node that goes on under a new name."""

from msgspec import Struct

from stagerace.core.names import DeviceId, NodeId, Number


class NodeAnnounced(Struct, frozen=True, tag="node_announced", tag_field="kind", omit_defaults=True):
    """A node's first record: its name, and which node it continues from which number, and why."""

    label: str
    """How people call it: the machine's name."""
    continues: NodeId | None = None
    held: Number = Number(0)
    """The highest number of the continued node that the file held."""
    known: Number = Number(0)
    """The highest number of the continued node that this machine remembers writing."""
    reason: str = ""
    device: DeviceId = DeviceId("")
    """The device that signs for it; empty where it was written before devices had keys."""
