"""An invented season made in a folder: drafted, its courses laid and its skies looked up, then lived by the engine."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from stagerace.node.folder import RaceFolder
from stagerace.node.readying import Readied, readied
from stagerace.simulation.entrants import field_of
from stagerace.simulation.free import Free
from stagerace.simulation.luck import Luck
from stagerace.simulation.ready import for_field
from stagerace.simulation.season import Drafted, Planned, SeasonFiles, draft_season, planned, season_files
from stagerace.simulation.watching import Faults

Tell = Callable[[str], None]
"""Says what is being done."""


@dataclass(frozen=True)
class InventedSeason:
    """A season in files, and its races made ready to be run again with nothing known but age and gender."""

    files: SeasonFiles
    ready: tuple[Readied, ...]


def invent_in(folder: Path, luck: Luck, free: Free, tell: Tell, faults: Faults | None = None) -> InventedSeason:
    """Invent a season; the drafts of its races are written to the folder, and so read as any other race would be."""
    tell("inventing four deserts and who runs in them")
    seed = luck.randrange(1, 2**31)
    drafts = draft_season(luck, seed, free)
    ready = []
    for number, drafted in enumerate(drafts):
        tell(f"{drafted.plan.name}: the ground and the sky")
        ready.append(ready_draft(folder, drafted, free, number))
    tell("asking when people are likely to come, and closing the checkpoints")
    races = [planned(drafted, one.race, free) for drafted, one in zip(drafts, ready, strict=True)]
    tell("running four races")
    files = season_files(races, seed, free, luck, faults)
    return InventedSeason(files, tuple(_again(one, race) for one, race in zip(ready, races, strict=True)))


def ready_draft(folder: Path, drafted: Drafted, free: Free, number: int) -> Readied:
    """A drafted race written as files and made ready from them.

    Waves go by how fast people are said to be, which the engine is not told: for it all start together.
    """
    place = folder / drafted.desert.folder
    write(place, drafted.files)
    ready = readied(RaceFolder(place), free, number=number)
    together = field_of([entrant._replace(wave="") for entrant in ready.race.field.entrants])
    return replace(ready, race=for_field(ready.race, drafted.plan, together))


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files by their path in a folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")


def _again(ready: Readied, race: Planned) -> Readied:
    return replace(ready, plan=race.plan, race=race.ready)
