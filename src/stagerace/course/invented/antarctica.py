"""Antarctica: short loops in the snow between the shore and the foot of a glacier, bare rock where the wind sweeps."""

from typing import Final

from stagerace.course.invented.kind import Kind, Stuff

# Loops of 1.3 to 14.5 km are known from 2008 to 2018; nobody has published what they climb, so that is assumed.
ANTARCTICA: Final = Kind(
    "antarctica", (-64.9, -62.2), (-62.8, -59.0), (0.0, 6.28), 1.0, 300.0, 45.0, 45.0,
    climb=22.0, rough=1.0, winding=0.45,
    ground=(
        Stuff("snow", 8.0, 3.0),
        Stuff("rock", 1.6, 0.7, relief=0.8),
    ),
)  # fmt: skip
