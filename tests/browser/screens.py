"""Every screen that people look at, each in a scene where something is to be seen: for photographs and for axe."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from browsers import log_in
from camps import NOON, Site, open_site, served
from playwright.sync_api import Page

from conflict_scene import NOW, every_conflict
from stagerace.core.clock import Instant
from stagerace.core.records import Body

THEMES: Final = ("light", "dark", "night")


@dataclass(frozen=True)
class Scene:
    """What was seen and decided so far, and what time it is."""

    bodies: Callable[[], Sequence[Body]] = list
    now: Instant = NOON


@dataclass(frozen=True)
class Screen:
    """A screen by its name, and how somebody comes to it in a fresh browser."""

    name: str
    show: Callable[[Page, Site], None]
    scene: Scene = field(default_factory=Scene)


EMPTY: Final = Scene()
CONFLICTS: Final = Scene(every_conflict, NOW)


def at(path: str, role: str = "") -> Callable[[Page, Site], None]:
    """Comes to an address, as a person of a role or as a stranger."""

    def show(page: Page, site: Site) -> None:
        if role:
            log_in(page, site, role)
        page.goto(path)

    return show


def invited(page: Page, site: Site) -> None:
    """The page with the code for one device."""
    at("/devices", "director")(page, site)
    page.get_by_label("Checkpoint").select_option("1CP1")
    page.get_by_role("button", name="Make a code").click()
    page.get_by_role("heading", name="Code for a device").wait_for()


@contextmanager
def opened(scene: Scene, folder: Path, own_home: Path) -> Iterator[Site]:
    """A camp being served in which a scene is on."""
    site = open_site(folder, own_home=own_home, bodies=scene.bodies(), now=scene.now)
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


SCREENS: Final = (
    Screen("start", at("/", "director"), CONFLICTS),
    Screen("stranger", at("/"), CONFLICTS),
    Screen("login", at("/login")),
    Screen("devices", at("/devices", "director"), CONFLICTS),
    Screen("invitation", invited),
)
