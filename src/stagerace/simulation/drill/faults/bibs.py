"""Bibs misread, unread, or not seen at all."""

from typing import ClassVar, Final

import numpy as np

from stagerace.core.names import UNREAD, Bib
from stagerace.simulation.drill.faults.base import Fault
from stagerace.simulation.drill.scene import Plant, Scene
from stagerace.simulation.misread import misreadings

MISSED: Final = 0.004
MISREAD: Final = 0.004
UNREAD_DIGIT: Final = 0.004
"""How many passings at checkpoints nobody sees, are written under another bib, or with a digit missing."""


class WrongBibs(Fault):
    """A few passings are nobody's, somebody else's, or not there; never at the finish, where mats read chips."""

    name: ClassVar[str] = "wrong_bibs"

    def plant(self, scene: Scene) -> None:
        """Spoil some of what is seen."""
        going, dice = scene.going, scene.dice
        draws = dice.random(going.at.shape)
        chosen = np.argwhere((draws < MISSED + MISREAD + UNREAD_DIGIT) & np.isfinite(going.at))
        spoiled = 0
        for runner, column in chosen.tolist():
            if column == going.at.shape[1] - 1 or (runner, column) in scene.unseen:
                continue
            spoiled += 1
            draw, bib = draws[runner, column], going.bibs[runner]
            if draw < MISSED:
                scene.unseen.add((runner, column))
            elif draw < MISSED + MISREAD:
                scene.written[runner, column] = self._misread(scene, bib)
            else:
                at = int(dice.integers(len(bib)))
                scene.written[runner, column] = Bib(bib[:at] + UNREAD + bib[at + 1 :])
        scene.plants.append(Plant(self.name, f"{spoiled} passings misread, unread or missed", going.start))

    def _misread(self, scene: Scene, bib: Bib) -> Bib:
        """A bib one digit off."""
        fit = misreadings(bib)
        return fit[int(scene.dice.integers(len(fit)))]
