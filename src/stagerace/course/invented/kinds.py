"""The kinds of desert that courses can be invented in."""

from typing import Final

from stagerace.course.invented.antarctica import ANTARCTICA
from stagerace.course.invented.atacama import ATACAMA
from stagerace.course.invented.gobi import GOBI
from stagerace.course.invented.kind import Kind
from stagerace.course.invented.sahara import SAHARA

KINDS: Final[dict[str, Kind]] = {kind.name: kind for kind in (ATACAMA, GOBI, SAHARA, ANTARCTICA)}
"""Every kind by its name."""
