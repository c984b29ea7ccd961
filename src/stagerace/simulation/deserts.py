"""The four invented races of a season: their stages, their clocks, and what happens in each."""

from datetime import date
from typing import Final

from msgspec import Struct


class Leg(Struct, frozen=True):
    """A stage as it is laid out: length, how many checkpoints, when and how long."""

    name: str
    metres: int
    checkpoints: int
    limit_h: int
    """How long it is open at first; its closings are then set by when people are likely to come [h]."""
    hour: float = 8.0
    """When the first wave starts [h after midnight]."""
    waves_h: tuple[float, ...] = ()
    """How long after the first the other waves start, the leaders last [h]."""
    box_h: int = 0
    """How long a loop stage is open [h]; 0 for a stage from one place to another."""
    count: str = "laps"


class Trouble(Struct, frozen=True):
    """What is out of the ordinary in a race, by stage; 0 where it does not happen."""

    held: tuple[int, int] = (0, 0)
    """The stage and the checkpoint's number where a storm holds everyone, as the one whom it saves comes in."""
    held_min: int = 0
    shortened: tuple[int, int] = (0, 0)
    """The stage that is shortened while people are on it, and the checkpoint where it then ends."""
    shortened_first: int = 0
    """How many have gone on from there by then, and run it in full."""
    shortened_min: int = 0
    moved: tuple[int, int] = (0, 0)
    """The stage whose start is moved for everyone, and by how much [min]."""
    bare_clock: int = 0
    """The stage whose keypad sheet has clock times without a date."""
    no_mat: int = 0
    """The stage whose finish mat had no power: keypad and paper only."""
    team_breaks: bool = False


class Desert(Struct, frozen=True):
    """One race of the season: its folder, its name, its days, its stages and its troubles."""

    folder: str
    slot: str
    name: str
    start: date
    zone: str
    """The line of race.toml that names the zone."""
    offset_s: int
    legs: tuple[Leg, ...]
    trouble: Trouble
    cap_m: int = 0
    begins_at: tuple[float, float] | None = None
    """Where the course starts [deg]; anywhere in such a desert if not given."""


ATACAMA: Final = Desert(
    "atacama-2031", "atacama", "Atacama 2031", date(2031, 3, 2), 'utc_offset = "-03:00"', -10_800,
    (
        Leg("Valley of Salt", 36_200, 3, 12),
        Leg("Slot Canyons", 41_800, 3, 14),
        Leg("Infinite Valley", 40_400, 3, 13),
        Leg("The Salt Crust", 43_100, 4, 15),
        Leg("The Long March", 78_600, 7, 30, 7.5, (1.0, 3.0)),
        Leg("To the Square", 10_100, 1, 4, 9.0, (0.5, 1.0)),
    ),
    Trouble(no_mat=2),
)  # fmt: skip
GOBI: Final = Desert(
    "gobi-2031", "gobi", "Gobi 2031", date(2031, 6, 15), 'time_zone = "Asia/Shanghai"', 28_800,
    (
        Leg("Grassland Pass", 33_900, 3, 12),
        Leg("Red Gorge", 39_700, 3, 14),
        Leg("Three Villages", 41_300, 3, 14),
        Leg("Melon Country", 38_600, 3, 13),
        Leg("Black Stone Plain", 80_400, 7, 30, 7.0, (2.0,)),
        Leg("Old City Wall", 9_600, 1, 4, 8.5, (1.5,)),
    ),
    Trouble(held=(2, 2), held_min=50, moved=(4, 60), team_breaks=True),
)  # fmt: skip
SAHARA: Final = Desert(
    "sahara-2031", "sahara", "Sahara 2031", date(2031, 10, 5), 'time_zone = "Africa/Tunis"', 3_600,
    (
        Leg("First Dunes", 37_400, 3, 12),
        Leg("Caravan Road", 40_900, 3, 14),
        Leg("The White Pan", 42_200, 4, 15),
        Leg("Camel Wells", 38_300, 3, 13),
        Leg("The Sand Sea", 81_700, 7, 32, 7.5, (2.5,)),
        Leg("Palm Gate", 9_800, 1, 4, 9.0, (1.0,)),
    ),
    Trouble(shortened=(3, 3), shortened_first=12, shortened_min=90, bare_clock=5),
    begins_at=(32.9, 8.6),
)  # fmt: skip
ANTARCTICA: Final = Desert(
    "antarctica-2031", "antarctica", "Antarctica 2031", date(2031, 11, 20), 'utc_offset = "-03:00"', -10_800,
    (
        Leg("Whaler's Bay", 14_500, 1, 12, 8.0, box_h=12),
        Leg("Penguin Terrace", 10_400, 1, 11, 8.5, box_h=11),
        Leg("The Short Circuit", 4_200, 0, 13, 7.5, box_h=13),
        Leg("Glacier Foot", 11_600, 1, 11, 8.5, box_h=11, count="metres"),
        Leg("The Last Loop", 6_300, 0, 9, 9.0, box_h=9),
    ),
    Trouble(),
    cap_m=250_000,
)  # fmt: skip

DESERTS: Final = (ATACAMA, GOBI, SAHARA, ANTARCTICA)
"""The season's races in the order of the year."""
