"""A camp node while it serves: the race, its one writer, its readers, who may come in, and what keeps it safe."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import NodeId
from stagerace.log import Meta
from stagerace.node.accounts import Accounts, accounts_file
from stagerace.node.certificate import Certificate
from stagerace.node.first_code import FirstCode
from stagerace.node.folder import RaceFolder
from stagerace.node.home import home, label
from stagerace.node.keeping import Keeper
from stagerace.node.live import Live, News
from stagerace.node.present import Present
from stagerace.node.writer import Writer
from stagerace.rules.authority import rights_of
from stagerace.rules.rights import Rights

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
    urls: tuple[str, ...] = ()
    """Where people reach it, the best first."""
    certificate: Certificate | None = None
    keeper: Keeper | None = None
    _turn: int = 0
    """Counts how often somebody's rights may have changed."""
    _rights: tuple[int, Rights] = field(default_factory=lambda: (-1, Rights()))

    @property
    def secure(self) -> bool:
        """Whether it is served over TLS."""
        return self.certificate is not None

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
            rights = self._rights = (turn, rights_of(self.present.view().records, self.present.root()))
        return rights[1]

    def alarms(self) -> tuple[str, ...]:
        """What somebody must look at."""
        found = list(self.keeper.alarms) if self.keeper else []
        if not self.writer.is_alive:
            found.append("the writer stopped: no record is taken any more; restart `stagerace serve`")
        if self.certificate and (warning := self.certificate.warning(self.clock())):
            found.append(warning)
        return tuple(found)

    def hear(self, news: News) -> None:
        """Pass on what was written."""
        if not _CHANGE_RIGHTS.isdisjoint(news.kinds):
            self._turn += 1
        self.live.tell(news)

    def close(self) -> None:
        """Let everyone go, finish what was handed in, close the log."""
        self.live.close()
        self.writer.stop()
        self.present.close()
        if self.keeper:
            self.keeper.stop()


def open_camp(folder: RaceFolder, clock: Callable[[], Instant], *, own_home: Path | None = None) -> Camp:
    """Open a race for serving.

    Raises NotARace when there is none, LogRefused when another program writes in it or it cannot be read.
    """
    log = folder.write(clock())
    try:
        live, accounts = Live(log.position), Accounts(accounts_file(own_home or home(), log.meta.log_id))
        camp = Camp(
            folder, log.meta, log.node, label(), clock, Writer(log, clock), live, Present(folder), accounts,
            FirstCode(accounts),
        )  # fmt: skip
    except BaseException:
        log.close()
        raise
    camp.writer.start(camp.hear)
    return camp
