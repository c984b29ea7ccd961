"""What is told of a kind of desert so that courses in it can be invented."""

from msgspec import Struct

from stagerace.core.terrain import Terrain


class Stuff(Struct, frozen=True):
    """One kind of ground of a desert: how often a stretch of it comes, how long it is, how it lies."""

    terrain: Terrain
    often: float
    """How often, against the others."""
    km: float
    """How long a stretch is, about."""
    relief: float = 1.0
    """How steep the ground is, against the desert's own."""
    dunes: tuple[float, float] = (0.0, 0.0)
    """From where to where the height of its dunes is [m]; none at 0."""
    sunk: float = 0.0
    """How deep it lies below the land around [m]: a canyon, with a river to be crossed again and again."""


class Kind(Struct, frozen=True):
    """A kind of desert: where it lies, how high, how much it climbs, what the ground is made of."""

    name: str
    latitude: tuple[float, float]
    """Where a race may begin [deg]."""
    longitude: tuple[float, float]
    leads: tuple[float, float]
    """In which direction it may lead on the whole, so that it stays in the desert [rad from east, turning north]."""
    lowest: float
    highest: float
    """Between which altitudes a course stays [m]."""
    begins: float
    ends: float
    """The altitude of a race's first start and of its last finish, about [m]."""
    climb: float
    """How much a course goes up, about [m/km]."""
    rough: float
    """How much smaller hills are than wide ones: their height grows with this power of their width."""
    winding: float
    """How far the way swings from its general direction, about [rad]."""
    ground: tuple[Stuff, ...]

    def stuff(self, terrain: Terrain) -> Stuff:
        """What is told of one kind of its ground."""
        return next(stuff for stuff in self.ground if stuff.terrain == terrain)
