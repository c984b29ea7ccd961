"""Every screen that people look at, each in a scene where something is to be seen: for photographs and for axe."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from at_an_incident import THERE, asked, confiding, handing, kinds, ordered, recorded
from at_headquarters import hq, ordering, watched
from at_the_checkpoint import (
    bodies,
    cut_off,
    from_paper,
    in_spanish,
    listed,
    offered,
    on,
    scanning,
    typing,
    unknown,
    without_tls,
)
from at_the_desk import (
    at,
    foreseen,
    foreseen_runner,
    hold_previewed,
    hold_signed,
    invited,
    notice_posted,
    refused,
    times,
)
from at_the_medics import guardian, medics, writing
from at_the_office import following, linked, mail, to_open, writing_home
from camps import NOON, Site, open_site, served
from playwright.sync_api import Page

from board_scene import BOARD_NOW, board_live, people
from conflict_scene import NOW, every_conflict
from hold_scene import EVENING, crews_words, held_afternoon
from hold_scene import HELD as HOLD
from hq_scene import HQ_NOW, LOST, hq_bodies, hq_people
from stagerace.core.clock import HOUR, MINUTE, Instant
from stagerace.core.names import Bib, PlaceId, Subject
from stagerace.core.records import Body, HoldCalled, Passing
from stagerace.log import Person

THEMES: Final = ("light", "dark", "night")


@dataclass(frozen=True)
class Scene:
    """What was seen and decided so far, what time it is, and who the runners are."""

    bodies: Callable[[], Sequence[Body]] = list
    now: Instant = NOON
    people: Callable[[], Mapping[Bib, Person]] = dict
    is_watched: bool = False
    """Whether the watch is on."""


@dataclass(frozen=True)
class Screen:
    """A screen by its name, and how somebody comes to it in a fresh browser."""

    name: str
    show: Callable[[Page, Site], None]
    scene: Scene = field(default_factory=Scene)
    turns_away: bool = False
    """Whether it closes when the device is turned."""


@contextmanager
def opened(scene: Scene, folder: Path, own_home: Path) -> Iterator[Site]:
    """A camp being served in which a scene is on."""
    site = open_site(folder, own_home=own_home, bodies=scene.bodies(), now=scene.now)
    try:
        with site.camp.folder.vault(write=True) as vault:
            for bib, person in scene.people().items():
                vault.seal(Subject(f"subject of {bib}"), person)
        if scene.is_watched:
            watched(site)
        with served(site):
            yield site
    finally:
        site.camp.close()


def paint(page: Page, theme: str) -> None:
    """Changes the theme of a page as another tab of the same browser would."""
    page.evaluate(
        """theme => {
          localStorage.setItem("theme", theme);
          document.documentElement.dataset.theme = theme;
          dispatchEvent(new StorageEvent("storage", {key: "theme", newValue: theme}));
        }""",
        theme,
    )


QUIET: Final = Scene()
CONFLICTS: Final = Scene(every_conflict, NOW)


def held_now() -> list[Body]:
    """What was known in the middle of the storm."""
    called = HoldCalled(PlaceId("2CP3"), "storm", HOLD, reason="sandstorm", by="captain of 2CP3")
    known = [body for body in held_afternoon() if not isinstance(body, Passing) or body.seen_at < STORM]
    return [*known, called]


STORM: Final = Instant(HOLD + 40 * MINUTE)
HELD_NOW: Final = Scene(held_now, STORM)
HELD: Final = Scene(lambda: held_afternoon(*crews_words()), EVENING)
BOARD: Final = Scene(board_live, BOARD_NOW, people)
BOARD_EVENING: Final = Scene(board_live, Instant(BOARD_NOW + 12 * HOUR), people)
ORDERED: Final = Scene(hq_bodies, HQ_NOW, hq_people)
HEADQUARTERS: Final = Scene(hq_bodies, HQ_NOW, hq_people, is_watched=True)

SCREENS: Final = (
    Screen("start", at("/", "director"), BOARD),
    Screen("stranger", at("/"), BOARD),
    Screen("login", at("/login")),
    Screen("refused", refused),
    Screen("devices", at("/devices", "director"), CONFLICTS),
    Screen("invitation", invited),
    Screen("board", at("/board", "director"), BOARD),
    Screen("board-forecast", foreseen, BOARD),
    Screen("board-runner", foreseen_runner, BOARD),
    Screen("board-stage", at("/board?show=stage", "director"), BOARD),
    Screen("board-overall", at("/board?show=overall", "director"), BOARD),
    Screen("hq", hq(), HEADQUARTERS),
    Screen("hq-orders", ordering, HEADQUARTERS),
    Screen("hq-runner", hq(f"/hq/runner/{LOST}"), HEADQUARTERS),
    Screen("hq-incident", hq("/hq/incident/medical-1"), HEADQUARTERS),
    Screen("medic-elsewhere", at("/medic", "medic"), BOARD),
    Screen("medic", medics("/medic/desk"), BOARD),
    Screen("medic-runner", medics("/medic/runner/12"), BOARD),
    Screen("medic-writing", writing, BOARD),
    Screen("confide", at("/confided", "captain"), BOARD),
    Screen("confided", guardian, BOARD),
    Screen("family", to_open, BOARD),
    Screen("family-link", linked, BOARD),
    Screen("message", writing_home(), BOARD),
    Screen("message-spanish", writing_home("?lang=es"), BOARD),
    Screen("message-state", following, BOARD),
    Screen("messages", mail(), BOARD),
    Screen("messages-sheets", mail("/messages/sheets"), BOARD_EVENING),
    Screen("times", times, CONFLICTS),
    Screen("rulings", at("/desk/rulings", "director"), CONFLICTS),
    Screen("ruling", at("/desk/rulings?kind=hold#form", "director"), HELD),
    Screen("preview", hold_previewed, HELD),
    Screen("signed", hold_signed, HELD),
    Screen("notice", notice_posted, HELD),
    Screen("sheets", at("/sheets?place=1CP4", "director"), BOARD),
    Screen("app-enrol", offered, BOARD),
    Screen("app-check", on("check"), BOARD),
    Screen("app-keypad", typing, BOARD),
    Screen("app-unknown", unknown, BOARD),
    Screen("app-bodies", bodies, BOARD),
    Screen("app-cut-off", cut_off, BOARD),
    Screen("app-online-only", without_tls, BOARD),
    Screen("app-spanish", in_spanish, BOARD),
    Screen("app-scan", scanning, BOARD, turns_away=True),
    Screen("app-lists", listed, BOARD),
    Screen("app-more", on("more"), BOARD),
    Screen("app-start", on("start", place="1START"), BOARD),
    Screen("app-roll-call", on("roll", place="2CP3"), HELD_NOW),
    Screen("app-withdrawal", on("withdrawal"), BOARD),
    Screen("app-hold", on("hold", "captain", "2CP3"), HELD_NOW),
    Screen("app-hold-heard", on("hold"), BOARD),
    Screen("app-held", on("keypad", place="2CP3"), HELD_NOW),
    Screen("app-sweep", on("sweep"), BOARD),
    Screen("app-closing", on("closing"), BOARD),
    Screen("app-shift", on("shift", place="2CP3"), HELD_NOW),
    Screen("app-paper", from_paper, BOARD),
    Screen("app-incident-kinds", kinds, ORDERED, turns_away=True),
    Screen("app-incident", recorded, ORDERED),
    Screen("app-incidents", on("incidents", place=THERE), ORDERED),
    Screen("app-confide", confiding, ORDERED),
    Screen("app-hand-over", handing, ORDERED),
    Screen("app-ordered", ordered, ORDERED),
    Screen("app-asked-twice", asked, ORDERED),
    Screen("app-water", on("water", place=THERE), ORDERED),
    Screen("app-settings", on("settings"), BOARD),
    Screen("app-help", on("help"), BOARD),
)
