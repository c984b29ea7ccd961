"""Medical data goes as long after the race as the plan says, usually 30 days: also out of a machine's own backups."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from stagerace.core.clock import DAY, MINUTE, Elapsed, Instant, later
from stagerace.core.errors import NotARace
from stagerace.core.plan import Plan
from stagerace.log import VAULT_NAME
from stagerace.log.vault_kinds import KINDS, MEDICAL
from stagerace.node.camp import Camp
from stagerace.node.journal import journal
from stagerace.node.rounds import Rounds

EVERY: Final = 10 * MINUTE
"""How often it is looked whether that time is over [ms]."""


class MedicalDeletion(Rounds):
    """Deletes what only medics keep when its time is over, while the race is served."""

    def __init__(self, camp: Camp, *, every: int = EVERY) -> None:
        # Not at once: a clock that jumped must first meet a record of the race that goes on.
        super().__init__("deletion of medical data", every, at_once=False)
        self._camp = camp

    def round(self) -> int:
        """Delete it if it is time; how many rows went."""
        camp = self._camp
        vault = camp.folder.path / VAULT_NAME
        if not vault.is_file() or not self._is_time(camp.clock()):
            return 0
        with camp.folder.vault(write=True) as opened:
            gone = opened.keep_only(set(KINDS) - MEDICAL) if opened.rows(MEDICAL) else 0
        if gone:
            journal.info("medical data was deleted: %d rows", gone)
        if gone and camp.keeper is not None:
            _renew(camp.keeper.round, camp.keeper.folders)
        return gone

    def _is_time(self, now: Instant) -> bool:
        """Whether the race is so long over, and for a day nothing of it was stored: a clock may be wrong."""
        try:
            plan = self._camp.present.race()[0].plan
        except NotARace:
            return False
        over = end_of(plan)
        stored = self._camp.present.ask(lambda log: log.last_stored())
        is_quiet = max(stored.values(), default=over) + DAY <= now
        return is_quiet and later(over, Elapsed(plan.keep_medical_days * DAY)) <= now


def end_of(plan: Plan) -> Instant:
    """When a race is over by its plan: a day after its last start, or when its limit ends where that is later."""
    return max(Instant(stage.start + max(stage.limit or 0, DAY)) for stage in plan.stages)


def _renew(back_up: Callable[[], object], folders: list[Path]) -> None:
    """New backups in place of those that still hold what was deleted; where none was made they stay."""
    before = {folder: set(folder.glob("backup-*")) for folder in folders if folder.is_dir()}
    back_up()
    for folder, old in before.items():
        if set(folder.glob("backup-*.zip")) - old:
            for each in old:
                each.unlink(missing_ok=True)
