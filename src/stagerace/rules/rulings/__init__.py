"""Every kind of decision, one file a kind; add a line here to add one."""

from typing import Final

from stagerace.rules.rulings.base import PHASES, Draft, Out, Phase, RulingKind, Status
from stagerace.rules.rulings.cancel import Cancel
from stagerace.rules.rulings.cap import Cap
from stagerace.rules.rulings.close import Close
from stagerace.rules.rulings.credit import Credit
from stagerace.rules.rulings.disqualify import Disqualify
from stagerace.rules.rulings.give import Give
from stagerace.rules.rulings.hold import Hold
from stagerace.rules.rulings.move_start import MoveStart
from stagerace.rules.rulings.neutralise import Neutralise
from stagerace.rules.rulings.penalty import Penalty
from stagerace.rules.rulings.shorten import Shorten
from stagerace.rules.rulings.stop import Stop
from stagerace.rules.rulings.unranked import Unranked
from stagerace.rules.rulings.withdraw import Withdraw

REVOKE: Final = "revoke"
"""The kind of a decision that only takes another back."""

ALL: Final[tuple[RulingKind, ...]] = (
    MoveStart(),
    Hold(),
    Close(),
    Shorten(),
    Neutralise(),
    Cancel(),
    Cap(),
    Give(),
    Credit(),
    Penalty(),
    Withdraw(),
    Stop(),
    Disqualify(),
    Unranked(),
)

KINDS: Final[dict[str, RulingKind]] = {kind.name: kind for kind in ALL}

__all__ = ["ALL", "KINDS", "PHASES", "REVOKE", "Draft", "Out", "Phase", "RulingKind", "Status"]
