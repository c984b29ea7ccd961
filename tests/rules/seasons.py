"""Small invented seasons: four slots, one race each in 2031, and runners by the slots they finished."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from msgspec import structs

from stagerace.rules.season.outing import Outing, RunnerId, SeasonRace, Slot, SlotId
from stagerace.rules.season.season import Season, Title, careers
from stagerace.rules.season.titles import KINDS, Verdict

SLOTS: Final = (SlotId("atacama"), SlotId("gobi"), SlotId("sahara"), SlotId("antarctica"))


def race(name: str, slot: str | None, day: date, **more: Any) -> SeasonRace:
    """A race named after its id."""
    called = name.replace("-", " ").capitalize()
    return SeasonRace(name, called, day, SlotId(slot) if slot else None, **more)


RACES_2031: Final = {
    "atacama": race("atacama-2031", "atacama", date(2031, 3, 2)),
    "gobi": race("gobi-2031", "gobi", date(2031, 6, 22)),
    "sahara": race("sahara-2031", "sahara", date(2031, 10, 5)),
    "antarctica": race("antarctica-2031", "antarctica", date(2031, 11, 20), scoring="distance"),
}


def season(races: Sequence[SeasonRace] | None = None, **phases: str) -> Season:
    """The season 2031, races over unless another phase is given by slot."""
    held = races if races is not None else tuple(RACES_2031.values())
    staged = [structs.replace(one, phase=phases.get(str(one.slot), one.phase)) for one in held]
    slots = tuple(Slot(slot, slot.capitalize()) for slot in SLOTS)
    return Season("deserts", "Deserts", max(one.start.year for one in staged), slots, tuple(staged), ())


def outing(runner: str, held: SeasonRace, came: str = "finished", **more: Any) -> Outing:
    """A runner in a race, finished first unless said."""
    if came == "finished":
        more.setdefault("rank", 1)
    return Outing(RunnerId(runner), held, came, **more)  # type: ignore[arg-type]


def career_of(runner: str, slots: str, **more: Any) -> list[Outing]:
    """The races of 2031 that a runner finished, by slot."""
    return [outing(runner, RACES_2031[slot], **more) for slot in slots.split()]


def grand_slam(within: str = "calendar-year") -> Title:
    """All four slots within a span."""
    return Title("slam", "Slam", "slots", SLOTS, within)  # type: ignore[arg-type]


def verdicts(title: Title, world: Season, outings: Sequence[Outing]) -> dict[RunnerId, Verdict]:
    """The title's verdict on everyone."""
    return KINDS[title.kind].verdicts(title, world, careers(outings))


def verdict(title: Title, world: Season, outings: Sequence[Outing]) -> Verdict:
    """The title's verdict on the only runner."""
    (found,) = verdicts(title, world, outings).values()
    return found
