"""What the story of the year needs to happen, whatever chance brings to everyone else."""

from typing import Final

from msgspec import Struct

from stagerace.core.names import Bib, PlaceId


class Fate(Struct, frozen=True):
    """Something that happens to a candidate on a stage of a race."""

    race: str
    stage: int
    bib: Bib
    kind: str
    """`leaves` at the place; `held` there as the storm begins; `late` there, by minutes after its closing, which the
    hold makes good; `slow` all day, so that they come there too late; `absent` from then on."""
    place: PlaceId
    minutes: int = 0
    reason: str = ""
    custody: str = ""
    cause: str = "own decision"
    """Which of the engine's causes it would have been."""


FATES: Final[tuple[Fate, ...]] = (
    Fate("sahara-2031", 2, Bib("1"), "leaves", PlaceId("2CP1"), 0, "both knees", "doctor, 2CP1", "legs"),
    Fate("gobi-2031", 2, Bib("3"), "held", PlaceId("2CP2")),
    Fate("gobi-2031", 2, Bib("3"), "late", PlaceId("2CP3"), 22),
    Fate("gobi-2031", 5, Bib("6"), "slow", PlaceId("5CP4"), 40),
    Fate("antarctica-2031", 1, Bib("1"), "absent", PlaceId("1START")),
    Fate("antarctica-2031", 3, Bib("5"), "leaves", PlaceId("3FINISH"), 0, "cold hands", "ship's doctor"),
)
"""The ballplayer stops in the third race and stays away from the last; a hold saves the businessman; two rivals end."""
WOMEN: Final = (5, 6)
"""Candidates besides the student who are women; neither completes the four."""
PENALISED: Final = ("gobi-2031", 3, Bib("4"))
"""The bodyguard's penalty, taken back two days later."""
MISSED: Final = ("gobi-2031", 4, Bib("2"))
"""The student's finish that nothing saw, given from a photograph."""


def fates_of(race: str, stage: int) -> dict[Bib, list[Fate]]:
    """What happens to whom on a stage."""
    found: dict[Bib, list[Fate]] = {}
    for fate in FATES:
        if (fate.race, fate.stage) == (race, stage):
            found.setdefault(fate.bib, []).append(fate)
    return found
