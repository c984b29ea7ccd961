"""A place whose clock is off: one alarm, however many runners it read at times that cannot be."""

from collections.abc import Iterator

from stagerace.core.clock import MINUTE
from stagerace.core.names import Bib
from stagerace.watch import clocks
from stagerace.watch.alerts.base import AlertKind, Found, Watched, doublings, say_bibs, say_time


class WrongClock(AlertKind):
    """The last times from a place cannot be: they are yet to come, or do not fit where people were before."""

    name = "wrong_clock"
    heading = "Wrong clock"
    asks = (
        "Have the place read out its clock against yours, and when each of those named came; "
        "until then its times count for nobody."
    )

    def find(self, watched: Watched) -> Iterator[Found]:
        """One for each place, about those out there of whom nothing else is known since."""
        for wrong in watched.wrong_clocks.values():
            bibs = tuple(bib for bib in wrong.bibs if self._is_out_there(watched, wrong, bib))
            named = self.named(watched, wrong.place, worse=doublings(len(wrong.bibs), watched.numbers.silent_from))
            if bibs:
                since = min(watched.sights[bib].last.at for bib in bibs)
                evidence = tuple(_evidence(watched, wrong, bibs))
                yield Found(named, self.name, since, bibs, wrong.place, evidence, 580 + min(100, 5 * len(bibs)))

    @staticmethod
    def _is_out_there(watched: Watched, wrong: clocks.WrongClock, bib: Bib) -> bool:
        row = watched.ledger.by_bib[bib]
        return row.is_out_there and watched.sights[bib].last.index < wrong.points[0]


def _evidence(watched: Watched, wrong: clocks.WrongClock, bibs: tuple[Bib, ...]) -> Iterator[str]:
    place = watched.say_place(wrong.place)
    yield f"{len(wrong.bibs)} runners were read at {place} at times that cannot be."
    if wrong.ahead >= MINUTE:
        yield f"Its last time is {say_time(wrong.ahead)} ahead of now."
    if wrong.example:
        yield f"Another does not fit where they were before: {wrong.example.removesuffix('.')}."
    yield f"Nothing is known since of {say_bibs(bibs, most=40)}."
    yield "They were there, nobody knows when: each is due at the next place beyond."
