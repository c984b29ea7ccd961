"""A camp node while it serves: the race, its one writer, its readers, who may come in, and what keeps it safe."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import NodeId
from stagerace.log import Meta
from stagerace.log.keys import Keys, machine_keys
from stagerace.node.accounts import Accounts, accounts_file
from stagerace.node.certificate import Certificate
from stagerace.node.enrolling import Enrolling
from stagerace.node.first_code import FirstCode
from stagerace.node.folder import RaceFolder
from stagerace.node.home import home, label
from stagerace.node.invitations import LASTS
from stagerace.node.keeping import Keeper
from stagerace.node.live import Live, News
from stagerace.node.meetings import Meeting, Meetings, Missing, labels_of, missing
from stagerace.node.online.book import Book, book_file
from stagerace.node.present import Present
from stagerace.node.rounds import Rounds
from stagerace.node.snapshot_keeper import SnapshotKeeper
from stagerace.node.threaded import Woken
from stagerace.node.writer import Writer
from stagerace.rules.rights import Rights
from stagerace.sync.swapping import Swap

if TYPE_CHECKING:
    from stagerace.node.board_forecasts import Titles


class Companion(Protocol):
    """Another node or folder that records are swapped with while serving."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End, the present visit done."""

    def alarm(self) -> str:
        """What somebody should look at; empty where all is well."""

    def leads(self) -> bool:
        """Whether this node is its replica, and it was met at the last try."""


_CHANGE_RIGHTS: Final = frozenset({"device_enrolled", "device_revoked", "node_announced"})


@dataclass
class Camp:
    """Everything a running camp node holds; `open_camp` makes one, `close` lets go of it."""

    folder: RaceFolder
    meta: Meta
    node: NodeId
    label: str
    clock: Callable[[], Instant]
    writer: Writer
    live: Live
    present: Present
    accounts: Accounts
    first_code: FirstCode
    keys: Keys
    """The keys of this machine."""
    enrolling: Enrolling
    book: Book
    """What was written for phones without keys."""
    meetings: Meetings = field(default_factory=Meetings)
    """Whom this node met."""
    companions: tuple[Companion, ...] = ()
    """With whom records are swapped while serving."""
    urls: tuple[str, ...] = ()
    """Where people reach it, the best first."""
    certificate: Certificate | None = None
    keeper: Keeper | None = None
    snapshots: SnapshotKeeper | None = None
    """Keeps what was forecast when."""
    titles: "Titles | None" = None
    """Adds the chances of a season's titles to a forecast."""
    watcher: Woken | None = None
    """Watches over everybody."""
    site: Woken | None = None
    """Writes the site for those at home."""
    rounds: tuple[Rounds, ...] = ()
    """What else is done again and again while serving."""
    takes_messages: bool = False
    """Whether those at home may write to runners here."""
    rate: float = 1.0
    """How fast `clock` runs; 1 but in a demonstration."""
    machine_clock: Callable[[], Instant] | None = None
    """The machine's own clock, where `clock` is that of a race played again."""
    _turn: int = 0
    """Counts how often somebody's rights may have changed."""
    _rights: tuple[int, Rights] = field(default_factory=lambda: (-1, Rights()))

    @property
    def secure(self) -> bool:
        """Whether it is served over TLS."""
        return self.certificate is not None

    @property
    def wall(self) -> Callable[[], Instant]:
        """The clock that sessions, challenges and wrong tries are counted by."""
        return self.machine_clock or self.clock

    def race_name(self) -> str:
        """The name of the race; of its folder where no plan was adopted yet."""
        try:
            return self.present.race()[0].plan.name
        except NotARace:
            return self.folder.path.resolve().name

    def rights(self) -> Rights:
        """What the devices of the race may do; worked out again when one was enrolled or revoked."""
        turn, rights = self._turn, self._rights
        if rights[0] != turn:
            # Noted under the turn before the reading: what changes meanwhile makes it be read again.
            rights = self._rights = (turn, self.present.rights())
        return rights[1]

    def alarms(self) -> tuple[str, ...]:
        """What somebody must look at."""
        found = list(self.keeper.alarms) if self.keeper else []
        found += filter(None, (companion.alarm() for companion in self.companions))
        found += filter(None, (each.alarm() for each in (self.watcher, self.site) if each))
        if not self.writer.is_alive:
            found.append("the writer stopped: no record is taken any more; restart `stagerace serve`")
        if self.certificate and (warning := self.certificate.warning(self.clock())):
            found.append(warning)
        return tuple(found)

    def met(self, swap: Swap) -> None:
        """Note how far a node is that this one swaps records with."""
        self.meetings.note(Meeting(swap.node, swap.label, self.clock(), swap.vector))

    def missing(self) -> list[Missing]:
        """What others said that there is and that is not here."""
        view = self.present.view()
        return missing(self.present.vector(), self.meetings.all(), labels_of(view.records))

    def hear(self, news: News) -> None:
        """Pass on what was written."""
        if not _CHANGE_RIGHTS.isdisjoint(news.kinds):
            self._turn += 1
        self.live.tell(news)
        for each in (self.watcher, self.site):
            if each:
                each.wake()

    def begin(self) -> None:
        """Begin what works in threads of its own beside the writer."""
        for each in (self.site, self.keeper, self.snapshots, self.watcher, *self.companions, *self.rounds):
            if each:
                each.start()

    def close(self) -> None:
        """Let everyone go, finish what was handed in, close the log."""
        self.live.close()
        for each in (self.watcher, self.site):
            if each:
                each.stop()
        if self.snapshots:
            self.snapshots.stop()
        for companion in self.companions:
            companion.stop()
        for rounds in self.rounds:
            rounds.stop()
        self.writer.stop()
        self.present.close()
        if self.keeper:
            self.keeper.stop()


def open_camp(
    folder: RaceFolder, clock: Callable[[], Instant], *, own_home: Path | None = None, rate: float = 1.0
) -> Camp:
    """Open a race for serving; `rate` is how fast the clock runs, 1 but in a demonstration.

    Raises NotARace when there is none, LogRefused when another program writes in it or it cannot be read.
    """
    log, at = folder.write(clock()), own_home or home()
    try:
        live, accounts = Live(log.position), Accounts(accounts_file(at, log.meta.log_id))
        camp = Camp(
            folder, log.meta, log.node, label(), clock, Writer(log, clock), live, Present(folder), accounts,
            FirstCode(accounts), machine_keys(at),
            Enrolling(at, log.meta.log_id, label(), lasts=Elapsed(int(LASTS * rate))),
            Book(book_file(at, log.meta.log_id)), rate=rate,
        )  # fmt: skip
    except BaseException:
        log.close()
        raise
    camp.writer.start(camp.hear)
    return camp
