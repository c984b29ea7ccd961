"""The photographs of the screens are all there, small, and no others."""

from photographs import PICTURES, SIZES
from screens import SCREENS, THEMES

MOST = 150_000
"""How much the photographs of a screen may weigh in the middle of all [bytes]: 6 MB for 40 screens."""


def test_every_screen_is_photographed_at_every_size_in_every_theme() -> None:
    expected = {f"{screen.name}-{width}-{theme}.webp" for screen in SCREENS for width in SIZES for theme in THEMES}
    assert {each.name for each in PICTURES.iterdir()} == expected, "make photographs"


def test_the_photographs_stay_small() -> None:
    assert sum(each.stat().st_size for each in PICTURES.iterdir()) <= MOST * len(SCREENS)
