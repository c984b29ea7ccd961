"""The invented season of `stagerace demo`: made, imported race by race, and put on one page with real editions."""

import random
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from stagerace.core.clock import DAY, Elapsed, Instant, later
from stagerace.core.errors import NotARace
from stagerace.feeds.free_numbers import shipped_numbers
from stagerace.node.closing_stages import close_stages
from stagerace.node.consenting import consents_of
from stagerace.node.editions import EDITION_FILE, Judgement, judge, load_edition
from stagerace.node.family.linking import append_to, open_links
from stagerace.node.folder import RaceFolder, When
from stagerace.node.importing import Order, import_file
from stagerace.node.inventing import Tell, invent_in, write
from stagerace.node.likelihood import likely_of
from stagerace.node.names import Names
from stagerace.node.scoring import compare, read_truth
from stagerace.node.seasons import view_season
from stagerace.node.site.season_publishing import publish_season
from stagerace.node.start import Material, RaceShown, start_page
from stagerace.rules.consistency import inconsistencies
from stagerace.simulation.portraits import FOUR
from stagerace.simulation.race_files import TRUTH, RaceFiles

SEED: Final = 2031
REPLICATES: Final = 100
"""How often the year is run to see what was likely."""
LUCK: Final = 1
"""The seed of these runs."""
MARK: Final = "made-by-stagerace-demo"
"""A file that says a folder may be thrown away and made again."""
PAGE: Final = "start.html"
SITE: Final = "site"
"""The folder of the site for those at home."""


def rehearse(folder: Path, editions: Path | None, now: Instant, tell: Tell) -> Material:
    """Invent the season, import every file of it as a race week brings them, and write the start page.

    Raises NotARace when something that is no earlier demo lies in the folder.
    """
    _clear(folder)
    write(folder, {MARK: "This folder is thrown away by the next demo.\n"})
    season = invent_in(folder, random.Random(SEED), shipped_numbers(), tell)  # noqa: S311
    write(folder, season.files.files)
    with ThreadPoolExecutor(1) as beside:
        # Beside the imports: the kernel needs no interpreter, they need little else.
        asked = beside.submit(likely_of, season.ready, REPLICATES, LUCK)
        shown = tuple(_race(folder, race, now, tell) for race in season.files.races)
        tell("counting up the season")
        today = datetime.fromtimestamp(now / 1000, UTC).date()
        view = view_season(folder / "season.toml", today)
        tell(f"running the year {REPLICATES} times more")
        likely = asked.result()
    tell("checking published results")
    material = Material(view, shown, likely, FOUR, _editions(editions), folder, _publish(folder, shown, tell))
    tell("writing the start page")
    (folder / PAGE).write_text(start_page(material), encoding="utf-8")
    return material


def _publish(folder: Path, shown: Sequence[RaceShown], tell: Tell) -> str:
    """Write the site of the season as it stands once everybody is home; where it begins, from the folder on."""
    tell("writing the site for those at home")
    last = max(passing.seen_at for race in shown for passing in race.view.facts.passings.values())
    home = later(last, Elapsed(2 * DAY))
    publish_season(folder / "season.toml", folder / SITE, home, When(as_of=home))
    return f"{SITE}/index.html"


def _clear(folder: Path) -> None:
    if not folder.exists():
        return
    if not (folder / MARK).is_file():
        raise NotARace(f"{folder}: this is not an earlier demo; move it away, or name another folder with --folder")
    shutil.rmtree(folder)


def _race(folder: Path, race: RaceFiles, now: Instant, tell: Tell) -> RaceShown:
    """A race written as files, imported step by step, held against its truth, and closed stage by stage.

    What raw passings come to is counted before anybody is asked what became of those who were not seen.
    """
    place = folder / race.folder
    write(place, race.files)
    there = RaceFolder(place)
    for number, step in enumerate(race.steps, 1):
        tell(f"{race.name}: importing file {number} of {len(race.steps)}")
        import_file(there, Order(place / step.file, step.kind, step.day), now)
    _open_family_links(there, now)
    tell(f"{race.name}: standings against the truth")
    truth = read_truth(race.files[TRUTH])
    score = compare(truth, there.view().race)
    tell(f"{race.name}: closing its stages")
    close_stages(there, truth, now)
    view = there.view()
    names = Names(view.race, there.people(view.facts))
    return RaceShown(place, race.name, view, names, score, len(inconsistencies(view.race)), truth)


def _open_family_links(folder: RaceFolder, now: Instant) -> None:
    """Open the link of every family that a runner agreed to at check-in."""
    view = folder.view()
    open_links(folder, view, consents_of(view, now).who_agreed("family"), now, append_to(folder, now))


def _editions(folder: Path | None) -> tuple[Judgement, ...]:
    """The published editions in a folder, judged; none where there is no such folder."""
    if folder is None or not folder.is_dir():
        return ()
    found = sorted(path.parent for path in folder.glob(f"*/{EDITION_FILE}"))
    return tuple(judge(load_edition(path)) for path in found)
