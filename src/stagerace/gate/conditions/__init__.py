"""Every condition under which things leave, one file a condition; add a line here to add one."""

from typing import Final

from stagerace.gate.conditions.base import Condition
from stagerace.gate.conditions.consent import Consent
from stagerace.gate.conditions.embargo import Embargo
from stagerace.gate.conditions.forgetting import Forgetting
from stagerace.gate.conditions.freeze import Freeze
from stagerace.gate.conditions.position import Positions

ALL: Final[tuple[Condition, ...]] = (
    Forgetting(),
    Consent(),
    Freeze(),
    Embargo(),
    Positions(),
)

__all__ = ["ALL", "Condition"]
