"""The start page of the demo: one section a part of StageRace, each added with one line here."""

from typing import Final

from stagerace.node.start import decisions, deserts, four, ground, likely, look, published, slam, trust
from stagerace.node.start.material import Material, RaceShown
from stagerace.node.start.page import Section, render

SECTIONS: Final[tuple[Section, ...]] = (
    Section("four", "Four runners", four.view),
    Section("slam", "The Grand Slam", slam.view),
    Section("deserts", "Four deserts", deserts.view),
    Section("ground", "The ground and the sky", ground.view),
    Section("likely", "What was likely, and what happened", likely.view),
    Section("decisions", "What the race directors decided", decisions.view),
    Section("trust", "Can these standings be trusted?", trust.view),
    Section("published", "Real races, as published", published.view),
    Section("look", "Look for yourself", look.view),
)


def start_page(material: Material) -> str:
    """The whole page as one HTML file, readable offline."""
    return render(SECTIONS, material)


__all__ = ["SECTIONS", "Material", "RaceShown", "Section", "start_page"]
