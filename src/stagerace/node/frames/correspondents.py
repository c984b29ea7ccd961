"""Who may prove a frame to whom: the devices of a race and the keys this machine shares with them."""

from collections.abc import Iterator
from dataclasses import dataclass

from stagerace.core.clock import Instant
from stagerace.core.errors import LogRefused, NotARace
from stagerace.core.frames import FrameRefused, Opened, open_frame
from stagerace.core.names import DeviceId, NodeId
from stagerace.log import Keys, machine_keys, open_log
from stagerace.log.frame_keys import frame_key
from stagerace.log.identity import memory_path, recall
from stagerace.node.folder import RaceFolder, View
from stagerace.node.home import home
from stagerace.rules.rights import NOBODY, Rights


@dataclass(frozen=True)
class Post:
    """A race folder as one end of a correspondence in frames."""

    folder: RaceFolder
    view: View
    log_id: str
    keys: Keys

    @property
    def context(self) -> bytes:
        """What keeps frames of one race from being read in another."""
        return self.log_id.encode()

    @property
    def rights(self) -> Rights | None:
        """What devices may do; None where nobody was ever enrolled."""
        return self.view.facts.rights

    def own_node(self) -> NodeId:
        """The node that this machine writes as in this folder.

        Raises NotARace when it never wrote here.
        """
        found = recall(memory_path(home(), self.log_id, self.folder.log_path))
        if found is None:
            raise NotARace(f"{self.folder.path}: this machine never wrote here; say whose passings with --from NODE")
        return found.papers.node

    def addressee(self, wanted: DeviceId | None) -> DeviceId:
        """The device that frames are proved to: the one named, else headquarters; nobody where nobody is enrolled.

        Raises LogRefused when it is not enrolled, or is this machine.
        """
        if self.rights is None:
            if wanted:
                raise LogRefused(f"device {wanted} is not enrolled: nobody is in this race; leave out --to")
            return NOBODY
        device = wanted or self.rights.root
        if device not in self.rights.enrolled:
            raise LogRefused(f"device {device} is not enrolled in this race; name one that is with --to")
        if device == self.keys.device:
            raise LogRefused("a frame to this machine itself proves nothing; name the device that reads it with --to")
        return device

    def key_for(self, device: DeviceId) -> bytes:
        """The key shared with a device; empty for nobody."""
        if self.rights is None or not device:
            return b""
        return frame_key(self.keys, device, self.rights.enrolled[device][-1].box_key, self.log_id)

    def open(self, raw: bytes, now: Instant) -> tuple[Opened, DeviceId] | FrameRefused:
        """What a frame tells, and which trusted device proved it: nobody, where it proves nothing."""
        found = open_frame(raw, context=self.context)
        if isinstance(found, Opened):
            return found, NOBODY
        if found.why == "needs a key":
            for device, key in self._keys(now):
                opened = open_frame(raw, key=key, context=self.context)
                if isinstance(opened, Opened):
                    return opened, device
        return found

    def _keys(self, now: Instant) -> Iterator[tuple[DeviceId, bytes]]:
        for device in self.rights.enrolled if self.rights else ():
            if self.rights and self.rights.is_trusted(device, now) and device != self.keys.device:
                yield device, self.key_for(device)


def post_of(folder: RaceFolder) -> Post:
    """This machine's end, by what the log holds now.

    Raises NotARace when nothing was imported yet, LogRefused.
    """
    view = folder.view()
    with open_log(folder.log_path) as log:
        return Post(folder, view, log.meta.log_id, machine_keys(home()))
