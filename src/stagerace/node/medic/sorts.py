"""What medics treat, what they decide, and which word goes to everybody else for it."""

from typing import Final, Literal, get_args

from stagerace.core.records.medic_said import MedicWord

Sort = Literal["skin", "muscle", "heat", "stomach", "cold", "illness", "injury"]
"""What an encounter was about, as coarse as it is counted."""

SORTS: Final[dict[Sort, str]] = {
    "skin": "Skin and feet",
    "muscle": "Muscle and joint",
    "heat": "Heat",
    "stomach": "Stomach",
    "cold": "Cold",
    "illness": "Other illness",
    "injury": "Injury",
}
"""The sorts as people say them."""

Decision = Literal["fit", "recheck", "hold", "withdraw", "evacuate"]
"""What the medic decided."""

DECISIONS: Final[dict[Decision, str]] = {
    "fit": "Fit to go on",
    "recheck": "Recheck",
    "hold": "Hold here",
    "withdraw": "Withdraw",
    "evacuate": "Evacuate",
}
"""The decisions as people say them."""

WORD_FOR: Final[dict[Decision, MedicWord]] = {
    "fit": "may_go",
    "recheck": "send_to_medic",
    "hold": "may_not_leave",
    "withdraw": "may_not_leave",
    "evacuate": "may_not_leave",
}
"""All that others are told of a decision."""

SORT_NAMES: Final = get_args(Sort)
DECISION_NAMES: Final = get_args(Decision)
