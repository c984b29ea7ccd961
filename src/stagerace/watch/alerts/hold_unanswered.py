"""A hold, or its release, that a checkpoint did not acknowledge."""

from collections.abc import Iterator

from stagerace.core.clock import Instant, later
from stagerace.core.names import PlaceId
from stagerace.core.records import HoldOrdered
from stagerace.watch.alerts.base import AlertKind, Found, Watched, say_bibs, say_time
from stagerace.watch.holds import heard, latest_holds


class HoldUnanswered(AlertKind):
    """Nobody knows whether the checkpoint holds its runners, so they count as going on."""

    name = "hold_unanswered"
    heading = "Hold not acknowledged"
    asks = "Raise the checkpoint by radio, phone or the next vehicle; it may be letting runners go into the danger."

    def find(self, watched: Watched) -> Iterator[Found]:
        """One for each place that did not answer in time."""
        for order in latest_holds(watched.race, watched.stage).values():
            is_released = order.released_at is not None and order.released_at <= watched.now
            by = later(_asked(order, released=is_released), watched.numbers.hold_heard)
            if by >= watched.now:
                continue
            for place in order.places:
                if place in watched.stage.by_place and not _answered(watched, order, place, released=is_released):
                    yield self._found(watched, order, place, by, released=is_released)

    def turns(self, watched: Watched) -> Iterator[Instant]:
        """A moment after each order, and each release, was to be acknowledged."""
        for order in latest_holds(watched.race, watched.stage).values():
            for asked in (order.ordered_at, order.released_at):
                if asked is not None:
                    yield Instant(later(asked, watched.numbers.hold_heard) + 1)

    def _found(self, watched: Watched, order: HoldOrdered, place: PlaceId, by: Instant, *, released: bool) -> Found:
        asked = _asked(order, released=released)
        what = "The release of the hold" if released else "The hold"
        bibs = tuple(bib for bib, due in watched.dues.items() if due.place == place)
        evidence = [
            f"{what} at {watched.say_place(place)} was sent at {watched.clock(asked)}, "
            f"{say_time(watched.now - asked)} ago, and not acknowledged.",
            f"{len(bibs)} are there or come there next{f': {say_bibs(bibs)}' if bibs else ''}.",
        ]
        if order.reason:
            evidence.insert(1, f"The reason given: {order.reason}.")
        name = self.named(watched, order.hold.replace(" ", "-"), place, "released" if released else "")
        return Found(name, self.name, by, bibs, place, tuple(evidence), 500 if released else 900)


def _asked(order: HoldOrdered, *, released: bool) -> Instant:
    return order.released_at if released and order.released_at is not None else order.ordered_at


def _answered(watched: Watched, order: HoldOrdered, place: PlaceId, *, released: bool) -> bool:
    told = heard(watched.race, order.hold, place, released=released)
    return told is not None and told <= watched.now
