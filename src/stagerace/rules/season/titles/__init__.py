"""Every kind of title; add a line here to add one."""

from typing import Final

from stagerace.rules.season.titles.base import STATES, State, TitleKind, Verdict
from stagerace.rules.season.titles.rank_sum import RankSum
from stagerace.rules.season.titles.slots import Slots

KINDS: Final[dict[str, TitleKind]] = {kind.name: kind for kind in (Slots(), RankSum())}

__all__ = ["KINDS", "STATES", "State", "TitleKind", "Verdict"]
