"""The Sahara: seas of sand, dunes in trains, stony plains as flat as a table, old lake beds."""

from typing import Final

from stagerace.course.invented.kind import Kind, Stuff

# A neighbour that publishes climb by checkpoint, the Marathon des Sables, went up 3,057 m in 250.8 km in 2025 and
# 2,485 m in 271.5 km in 2026: 12 and 9 m/km.
SAHARA: Final = Kind(
    "sahara", (24.2, 25.0), (29.6, 30.4), (3.5, 5.2), 15.0, 600.0, 320.0, 180.0,
    climb=10.5, rough=0.9, winding=0.4,
    ground=(
        Stuff("sand", 4.0, 4.5, relief=0.8),
        Stuff("rock", 4.0, 6.0, relief=0.7),
        Stuff("dune", 2.2, 2.5, relief=0.6, dunes=(8.0, 40.0)),
        Stuff("salt", 0.8, 3.0, relief=0.1),
        Stuff("road", 0.6, 3.0, relief=0.5),
    ),
)  # fmt: skip
