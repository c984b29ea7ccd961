"""What a person fills in to decide something: one description a kind of ruling, read by the page and by the reader."""

from typing import Final, Literal

from msgspec import Struct

from stagerace.rules.rulings import REVOKE

DECLARE: Final = "declare"
"""The form that makes a result provisional or official."""

Input = Literal[
    "stage", "place", "wave", "bibs", "clock", "length", "km", "text", "long text", "hidden", "result", "state"
]
"""What is typed or chosen in a field."""


class Field(Struct, frozen=True):
    """One thing to fill in: its name, what it is called, what is typed, and a hint."""

    name: str
    label: str
    input: Input
    hint: str = ""
    longest: int = 60


class Form(Struct, frozen=True):
    """What is asked to decide something; `needed` are the fields that must be filled."""

    kind: str
    title: str
    group: str
    says: str
    """What it does, in a sentence."""
    fields: tuple[Field, ...]
    needed: frozenset[str]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its fields."""
        return tuple(field.name for field in self.fields)


_STAGE: Final = Field("stage", "Stage", "stage")
_PLACE: Final = Field("place", "Checkpoint", "place")
_BIBS: Final = Field("bibs", "Bibs", "bibs", "like 12, 1-50 77, or all except 1-12", 300)
_GROUP: Final = Field("bibs", "Only for bibs", "bibs", "empty: for everyone", 300)
_MINUTES: Final = Field("minutes", "Time", "length", "minutes like 30, or 1:30:00")
_MORE: Final = Field("minutes", "Time added", "length", "minutes like 90, or 1:30:00; empty: none")
_KM: Final = Field("km", "Distance", "km", "km, where distance ranks")
_AT: Final = Field("at", "When", "clock", "the clock at the race, 14:00; empty: now")
_CUSTODY: Final = Field("custody", "In the care of", "text", "who has the runner now, and where", 200)
_REASON: Final = Field(
    "reason", "Reason", "long text", "posted if the next is empty: nothing about anyone's health", 300
)
_TOLD: Final = Field(
    "told",
    "In words for everybody, on the notice and the site",
    "long text",
    "everybody reads it: no health, no names",
    300,
)
_RULE: Final = Field("rule", "Rule", "text", "its number in the race's regulations")
_ID: Final = Field("id", "Next version of", "hidden")
_END: Final = (_REASON, _TOLD, _RULE, _ID)


def _form(kind: str, title: str, group: str, says: str, needed: str, *fields: Field) -> Form:
    """A form that asks for its fields, the reason, and the rule; `needed` are fields apart from the reason."""
    return Form(kind, title, group, says, (*fields, *_END), frozenset({"reason", *needed.split()}))


ALL: Final[tuple[Form, ...]] = (
    _form("hold", "Hold", "Course", "A checkpoint is held; who waits there is credited the wait.", "place from",
          _PLACE, Field("from", "Held from", "clock", "the clock at the race, like 14:00"),
          Field("until", "Released at", "clock", "empty: still held, release it later"), _GROUP),
    _form("close", "Cut-off moved", "Course", "A place closes at another time than planned; later is too late.",
          "stage at", _STAGE, Field("place", "Checkpoint", "place", "empty: the finish"),
          Field("at", "Closes at", "clock", "the clock at the race, like 17:30"), _GROUP),
    _form("shorten", "Stage shortened", "Course", "The stage ends at an earlier checkpoint.", "place",
          Field("place", "Ends at", "place"), _MORE, _GROUP),
    _form("neutralise", "Stage neutralised", "Course", "It must be completed, but its time stops, or does not count.",
          "stage", _STAGE, Field("place", "From", "place", "empty: the whole stage"), _MORE, _GROUP),
    _form("cancel", "Stage cancelled", "Course", "The stage counts nothing and puts nobody out.", "stage",
          _STAGE, _GROUP),
    _form("move_start", "Start moved", "Course", "Times count from the new start; cut-offs by the clock move alike.",
          "stage start", _STAGE, Field("wave", "Wave", "wave", "everyone: all waves move by as much"),
          Field("start", "New start", "clock", "the clock at the race, like 09:00"), _GROUP),
    _form("penalty", "Penalty", "Times", "Time is added to a runner's stage.", "stage bibs minutes rule",
          _BIBS, _STAGE, _MINUTES, _KM),
    _form("credit", "Credit", "Times", "Time is given back.", "stage bibs minutes", _BIBS, _STAGE, _MINUTES, _KM),
    _form("give", "Time given", "Times", "A time, or a distance, where a runner's own is missing or wrong.",
          "stage bibs minutes", _BIBS, _STAGE, _MINUTES, _KM),
    _form("cap", "Time capped", "Times", "Nobody's stage takes longer than this; who is still out stays in the race.",
          "stage minutes", _STAGE, _MINUTES, _GROUP),
    _form("withdraw", "Withdrawal", "Runners", "A runner leaves the race.", "stage bibs",
          _BIBS, _STAGE, Field("place", "Where", "place", "empty: not said"), _AT, _CUSTODY),
    _form("stop", "Stopped", "Runners", "The organisation takes a runner out.", "stage bibs",
          _BIBS, _STAGE, Field("place", "Where", "place", "empty: not said"), _AT, _CUSTODY),
    _form("disqualify", "Disqualified", "Runners", "A runner is out for a breach of the rules.", "stage bibs rule",
          _BIBS, _STAGE),
    _form("unranked", "Unranked", "Runners", "A runner may go on, without a place.", "stage bibs", _BIBS, _STAGE),
)  # fmt: skip

BACK: Final = Form(
    REVOKE, "Take back", "", "The decision has no effect any more; it stays in the list.",
    (Field("revokes", "Ruling", "hidden", longest=100), _REASON), frozenset({"revokes", "reason"}),
)  # fmt: skip
RESULT: Final = Form(
    DECLARE, "Results declared", "Results", "A result as it stands is made provisional or official.",
    (Field("result", "Result", "result"), Field("state", "It is", "state")), frozenset({"result", "state"}),
)  # fmt: skip

FORMS: Final[dict[str, Form]] = {form.kind: form for form in (*ALL, BACK, RESULT)}
"""Every form by the kind of decision."""
