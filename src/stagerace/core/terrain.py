"""What the ground of a course is made of."""

from typing import Final, Literal, get_args

Terrain = Literal["sand", "dune", "rock", "cliff", "canyon", "snow", "salt", "road", "unknown"]

TERRAINS: Final[tuple[Terrain, ...]] = get_args(Terrain)
"""Every kind of ground; a course may name any, and says `unknown` where nobody has looked."""
