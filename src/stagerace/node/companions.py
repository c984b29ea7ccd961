"""Whom a camp node swaps records with while it serves: other camp nodes, folders, sticks, each on its own thread."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.errors import StageraceError
from stagerace.core.names import DeviceId
from stagerace.log import LOG_NAME
from stagerace.node.camp import Camp
from stagerace.node.meeting import Here, meet_over, share_over
from stagerace.node.meetings import Meeting
from stagerace.node.own_clock import OwnClock, last_segment
from stagerace.node.sharing import HEADQUARTERS, party
from stagerace.node.syncing import swap_with_folder
from stagerace.sync.envelope import ACCOUNTS, open_envelope
from stagerace.sync.peer import NoAnswer, Peer
from stagerace.sync.sealed import Party

NODE_EVERY: Final = 5.0
"""How often another camp node is asked [s]."""
FOLDER_EVERY: Final = 60.0
"""How often a folder is visited [s]; a stick that is not there is tried again as often."""
PEOPLE_EVERY: Final = 10 * MINUTE
"""How often names are shared where no record came or went: a name may be corrected without one [ms]."""
SILENT: Final = 2 * MINUTE
"""After how long without a meeting somebody should look [ms]."""

_SOON: Final = 1.0
"""How long a stop waits for a visit, and again after the line was cut [s]; what was not swapped waits."""


class Companion:
    """Another node or folder of the race, met again and again until told to stop; it never raises, it tells."""

    def __init__(
        self, name: str, every: float, visit: Callable[[], None], clock: Callable[[], Instant],
        hang_up: Callable[[], None] = lambda: None, *, mirrors: bool = False,
    ) -> None:  # fmt: skip
        self.name = name
        self._every = every
        self._visit = visit
        self._clock = clock
        self._hang_up = hang_up
        self._mirrors = mirrors
        self._since = clock()
        self._trouble = ""
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"companion {name}", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Let the present visit end if it ends soon, and no other begin."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join(_SOON)
        self._hang_up()
        if self._thread.is_alive():
            self._thread.join(_SOON)

    def alarm(self) -> str:
        """What somebody should look at; empty where all is well."""
        silent = self._clock() - self._since
        if not self._trouble or silent < SILENT:
            return ""
        return f"no records swapped with {self.name} for {silent // MINUTE} min: {self._trouble}"

    def leads(self) -> bool:
        """Whether this node is its replica, and it was met at the last try."""
        return self._mirrors and not self._trouble and self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._visit()
            except StageraceError as error:
                self._trouble = str(error)
            except Exception as error:  # noqa: BLE001 a companion that ends in silence would be missed too late.
                self._trouble = f"{type(error).__name__}: {error}"
            else:
                self._trouble, self._since = "", self._clock()
            self._stopped.wait(self._every)


def companion_of(camp: Camp, target: str, *, verify: bool = True, mirrors: bool = False) -> Companion:
    """A companion at an address, or at a folder; one that mirrors lets those people log in who may log in there."""
    if is_address(target):
        peer = Peer(target, camp.keys, verify=verify)
        visit = _visits(camp, peer, mirrors=mirrors)
        return Companion(target, NODE_EVERY, visit, camp.clock, peer.close, mirrors=mirrors)
    return Companion(target, FOLDER_EVERY, _visits_folder(camp, Path(target)), camp.clock)


def is_address(target: str) -> bool:
    """Whether a target is a camp node's address and no folder."""
    return target.startswith(("http://", "https://"))


def _visits(camp: Camp, peer: Peer, *, mirrors: bool) -> Callable[[], None]:
    records = camp.present.view().records
    here = Here(
        camp.folder, lambda work: camp.writer.do(work).result(), camp.keys, camp.label,
        OwnClock(last_segment(records, camp.node)),
    )  # fmt: skip

    def visit() -> None:
        met = meet_over(peer, here)
        camp.meetings.note(Meeting(met.node, met.label, camp.clock(), met.theirs))
        now = camp.clock()
        if met.came.added or met.went or not shared or abs(now - shared[0]) >= PEOPLE_EVERY:
            shared.clear()
            share_over(peer, here)
            shared.append(now)
        if mirrors:
            _mirror_accounts(camp, peer)

    shared: list[Instant] = []
    return visit


def _mirror_accounts(camp: Camp, peer: Peer) -> None:
    sealed = peer.ask("GET", "/api/accounts").content

    def known(device: DeviceId) -> Party | None:
        return party(camp.rights(), device, camp.clock())

    said = open_envelope(sealed, ACCOUNTS, camp.meta.log_id, camp.keys, known, HEADQUARTERS)
    camp.accounts.mirror(said)


def _visits_folder(camp: Camp, folder: Path) -> Callable[[], None]:
    def visit() -> None:
        # Where a stick was pulled, its mount point may stay behind as an empty folder of this very disk.
        if not folder.is_dir() or (held and not (folder / LOG_NAME).is_file()):
            raise NoAnswer(f"{folder} is not there; mount the stick, or stop this with Ctrl-C and start without it")
        # It may be pulled at any moment: before the writer comes to it, or in the middle of the first visit.
        is_first, held[:] = not held, [True]
        camp.writer.do(lambda log, now: swap_with_folder(log, folder, now, may_make=is_first)).result()

    held: list[bool] = []
    return visit
