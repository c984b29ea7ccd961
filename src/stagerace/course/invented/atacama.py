"""The Atacama: high salt flats, rock, canyons whose river is crossed again and again, a few great dunes."""

from typing import Final

from stagerace.course.invented.kind import Kind, Stuff

# Altitudes and climb as the organiser's pages gave them: from about 3,200 m down to 2,400 m at San Pedro, 1,683 m up
# and 2,508 m down in 250 km (atacamacrossing.weebly.com/the-race.html); 3,263 to 2,627 m on stage 1 of 2011.
ATACAMA: Final = Kind(
    "atacama", (-22.9, -22.6), (-68.3, -68.1), (-2.1, -1.2), 2_350.0, 3_300.0, 3_200.0, 2_420.0,
    climb=7.0, rough=0.95, winding=0.55,
    ground=(
        Stuff("rock", 4.0, 5.0),
        Stuff("salt", 3.0, 4.5, relief=0.1),
        Stuff("canyon", 2.0, 3.5, relief=1.2, sunk=45.0),
        Stuff("dune", 1.0, 1.4, relief=0.6, dunes=(15.0, 40.0)),
        Stuff("sand", 2.0, 3.0, relief=0.6),
        Stuff("road", 1.0, 3.0, relief=0.6),
    ),
)  # fmt: skip
