"""Checkpoints told to hold their runners, and to let them go."""

from msgspec import structs

from stagerace.core.names import PlaceId
from stagerace.core.records import Body, HoldOrdered
from stagerace.node.hq.orders.base import Order, Said, wrong
from stagerace.watch.holds import latest_holds


class Hold(Order):
    """A hold for chosen checkpoints; with `release` its end. Nobody is credited anything until the director signs."""

    name = "hold"

    def bodies(self, said: Said) -> tuple[Body, ...]:
        """The hold, or its release; nothing where it is so already."""
        name = said.name("hold")
        known = latest_holds(said.look.race, said.stage).get(name)
        if said.text("release"):
            if known is None:
                raise wrong("there is no such hold on this stage", "Look at the list again")
            released = structs.replace(known, released_at=said.now, by=said.by)
            return (released,) if known.released_at is None else ()
        if known is not None:
            return ()
        reason = said.needed("reason", "the reason of the hold")
        return (HoldOrdered(name, said.now, said.stage.n, _places(said), reason, None, said.by),)


def _places(said: Said) -> tuple[PlaceId, ...]:
    chosen = said.text("places").replace(",", " ").split()
    known = [place.id for place in said.stage.places if place.id in chosen]
    if not known:
        raise wrong("no checkpoint was chosen", "Choose those that are to hold")
    if strange := set(chosen) - set(known):
        raise wrong(f"{', '.join(sorted(strange))} is no place of stage {said.stage.n}", "Choose those of the list")
    return tuple(known)
