"""What each kind of ruling needs to be said, as the rules themselves declare it."""

from typing import Final

from stagerace.rules.rulings import KINDS
from stagerace.rules.rulings import REVOKE as REVOKE

NEEDS: Final[dict[str, frozenset[str]]] = {name: kind.needs for name, kind in KINDS.items()}
"""For each kind of ruling the columns that must be filled."""

MAY_BE_NEGATIVE: Final = frozenset({"move_start"})
"""The kinds whose minutes may be negative."""

OTHER_WORDS: Final = {
    "withdrawal": "withdraw",
    "withdrawn": "withdraw",
    "dsq": "disqualify",
    "disqualified": "disqualify",
    "disqualification": "disqualify",
    "neutralize": "neutralise",
    "neutralised": "neutralise",
    "neutralized": "neutralise",
    "shortened": "shorten",
    "cancelled": "cancel",
    "canceled": "cancel",
    "penalties": "penalty",
    "bonus": "credit",
    "stopped": "stop",
    "closed": "close",
}
"""Other words that directors use for a kind."""
