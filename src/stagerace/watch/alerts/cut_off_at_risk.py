"""Runners who will hardly make the next cut-off."""

from collections import defaultdict
from collections.abc import Iterator

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId, bib_order
from stagerace.watch.alerts.base import AlertKind, Found, Watched, doublings


class CutOffAtRisk(AlertKind):
    """One for each cut-off, with everybody who will hardly make it."""

    name = "cut_off_at_risk"
    heading = "Cut-off at risk"
    asks = "Tell the place that they may come late; have a seat in the vehicle and somebody to tell them."

    def find(self, watched: Watched) -> Iterator[Found]:
        """By place, those whose chance is small and whose cut-off has not passed."""
        for (place, by), those in _by_place(watched).items():
            ranked = sorted(those, key=lambda each: (each[0], bib_order(each[1])))
            evidence = (
                f"The cut-off at {watched.say_place(place)} is {watched.clock(by)}.",
                *(f"{bib}: {says}." for _, bib, says in ranked),
            )
            yield Found(
                self.named(watched, place, by, worse=doublings(len(ranked), 3)), self.name, watched.now,
                tuple(bib for _, bib, _ in ranked), place, evidence, 200 + min(50, len(ranked)),
            )  # fmt: skip


_At = tuple[PlaceId, Instant]


def _by_place(watched: Watched) -> dict[_At, list[tuple[float, Bib, str]]]:
    found: dict[_At, list[tuple[float, Bib, str]]] = defaultdict(list)
    for row in watched.ledger.of("on_course", "in_checkpoint"):
        if (risk := _risk(watched, row.bib)) is not None:
            at, chance, says = risk
            found[at].append((chance, row.bib, says))
    return found


def _risk(watched: Watched, bib: Bib) -> tuple[_At, float, str] | None:
    """A runner's next cut-off, the chance to make it and why; None where it is not at risk.

    On a loop there is none: whoever does not end a lap in the box loses the lap, and nothing else.
    """
    if watched.stage.loop:
        return None
    forecast = watched.forecasts.get(bib)
    if forecast is None:
        return _plain_risk(watched, bib)
    arrival = next((each for each in forecast.arrivals if each.by is not None and each.by > watched.now), None)
    if arrival is None or arrival.by is None or arrival.p_in_time is None:
        return None
    if arrival.p_in_time >= watched.numbers.at_risk:
        return None
    chance = f"{max(1, round(100 * arrival.p_in_time))} %" if arrival.p_in_time >= 0.005 else "less than 1 %"
    says = f"expected {watched.clock(arrival.p50)}, the chance to make it is {chance}"
    return (arrival.place, arrival.by), arrival.p_in_time, says


def _plain_risk(watched: Watched, bib: Bib) -> tuple[_At, float, str] | None:
    """Without a forecast: who is too late going on as before."""
    sights = watched.sights[bib]
    if not sights.sure:
        return None
    order = watched.stage.order
    ahead = ((order.get((cut.place, cut.way), -1), cut) for cut in sights.cut_offs if cut.by > watched.now)
    nearest = min((each for each in ahead if each[0] > sights.last.index), key=lambda each: each[0], default=None)
    if nearest is None:
        return None
    index, cut = nearest
    expected = watched.field.expected(bib, index)
    if expected <= cut.by:
        return None
    return (cut.place, cut.by), 0.0, f"going on as before, there at about {watched.clock(expected)}"
