"""The Gobi: a high basin of gravel between ranges, canyons, tracks from village to village, hills all the way."""

from typing import Final

from stagerace.course.invented.kind import Kind, Stuff

# 4,461 m up and 4,052 m down in 250 km, between 1,015 and 1,765 m (racingtheplanet.com/gobimarch/course, 2025);
# a first stage of 2017 lay above 2,000 m throughout.
GOBI: Final = Kind(
    "gobi", (38.9, 39.7), (76.6, 77.8), (2.4, 3.9), 950.0, 2_300.0, 1_750.0, 1_250.0,
    climb=17.5, rough=1.15, winding=0.5,
    ground=(
        Stuff("rock", 5.0, 6.0),
        Stuff("road", 2.0, 4.0, relief=0.7),
        Stuff("canyon", 1.5, 3.5, relief=1.2, sunk=60.0),
        Stuff("sand", 1.5, 3.0, relief=0.6),
        Stuff("dune", 0.6, 1.5, relief=0.5, dunes=(8.0, 30.0)),
        Stuff("cliff", 0.5, 0.6, relief=1.8),
    ),
)  # fmt: skip
