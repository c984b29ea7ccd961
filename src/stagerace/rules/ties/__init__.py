"""Every way to place equal runners; add a line here to add one."""

from typing import Final

from stagerace.rules.ties.base import Key, Ties
from stagerace.rules.ties.countback import Countback
from stagerace.rules.ties.dense import Dense
from stagerace.rules.ties.standard import Standard

KINDS: Final[dict[str, Ties]] = {kind.name: kind for kind in (Standard(), Dense(), Countback())}

__all__ = ["KINDS", "Key", "Ties"]
