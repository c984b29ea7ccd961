"""Every screen that people look at, each in a scene where something is to be seen: for photographs and for axe."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from at_the_desk import at, hold_previewed, hold_signed, invited, notice_posted, refused
from camps import NOON, Site, open_site, served
from playwright.sync_api import Page

from board_scene import BOARD_NOW, board_live, people
from conflict_scene import NOW, every_conflict
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, Subject
from stagerace.core.records import Body
from stagerace.log import Person

THEMES: Final = ("light", "dark", "night")


@dataclass(frozen=True)
class Scene:
    """What was seen and decided so far, what time it is, and who the runners are."""

    bodies: Callable[[], Sequence[Body]] = list
    now: Instant = NOON
    people: Callable[[], Mapping[Bib, Person]] = dict


@dataclass(frozen=True)
class Screen:
    """A screen by its name, and how somebody comes to it in a fresh browser."""

    name: str
    show: Callable[[Page, Site], None]
    scene: Scene = field(default_factory=Scene)


@contextmanager
def opened(scene: Scene, folder: Path, own_home: Path) -> Iterator[Site]:
    """A camp being served in which a scene is on."""
    site = open_site(folder, own_home=own_home, bodies=scene.bodies(), now=scene.now)
    with site.camp.folder.vault(write=True) as vault:
        for bib, person in scene.people().items():
            vault.seal(Subject(f"subject of {bib}"), person)
    with served(site):
        yield site
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
BOARD: Final = Scene(board_live, BOARD_NOW, people)

SCREENS: Final = (
    Screen("start", at("/", "director"), BOARD),
    Screen("stranger", at("/"), BOARD),
    Screen("login", at("/login")),
    Screen("refused", refused),
    Screen("devices", at("/devices", "director"), CONFLICTS),
    Screen("invitation", invited),
    Screen("board", at("/board", "director"), BOARD),
    Screen("board-elapsed", at("/board?times=elapsed", "director"), BOARD),
    Screen("board-stage", at("/board?show=stage", "director"), BOARD),
    Screen("board-overall", at("/board?show=overall", "director"), BOARD),
    Screen("times", at("/desk/times", "director"), CONFLICTS),
    Screen("rulings", at("/desk/rulings", "director"), CONFLICTS),
    Screen("ruling", at("/desk/rulings?kind=hold", "director"), CONFLICTS),
    Screen("preview", hold_previewed, CONFLICTS),
    Screen("signed", hold_signed, CONFLICTS),
    Screen("notice", notice_posted, CONFLICTS),
)
