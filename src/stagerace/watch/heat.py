"""The heat watch: who in the field shows signs of heat that times can show, worst first, each with the evidence."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from statistics import median

from msgspec import Struct

from stagerace.core.clock import DAY, HOUR, MINUTE, Elapsed, Instant, say_length
from stagerace.core.names import Bib
from stagerace.core.records import MedicSaid
from stagerace.watch.due import Due
from stagerace.watch.known import Known
from stagerace.watch.laps import lap_times
from stagerace.watch.sights import Ends, Leg, Sights

UNKNOWN = (
    "Times do not tell how hot it is where they are, what they drank, how they look or feel, or whether they rest by "
    "choice: somebody must see them."
)
_ALIKE = 2 * HOUR
"""Runners within this of each other ran a leg at the same time."""
_FEW = 5
"""So many must have run a leg at the same time to be called the field."""


class Sign(Struct, frozen=True):
    """A runner on the heat watch: how strong the evidence is, and what it is."""

    bib: Bib
    score: int
    says: str


def signs(known: Known, dues: dict[Bib, Due]) -> list[Sign]:
    """The runners out there with signs of heat, worst first, at most as many as the numbers say."""
    if not known.numbers.heat_names or not is_hot(known, known.now):
        return []
    slower = _Slower(known)
    said = sorted((body for _, body in known.reports(MedicSaid) if body.said_at <= known.now), key=_said_at)
    words = {body.bib: body for body in said}
    out_there = (row.bib for row in known.ledger.rows if row.is_out_there)
    found = [sign for bib in out_there if (sign := _sign(known, bib, slower.of(bib), dues, words)) is not None]
    return sorted(found, key=lambda each: (-each.score, each.bib))[: known.numbers.heat_names]


def _said_at(word: MedicSaid) -> Instant:
    return word.said_at


def is_hot(known: Known, at: Instant) -> bool:
    """Whether it is in the hours in which heat harms, by the race's clock."""
    return known.numbers.hot_from <= known.race.plan.zone.local(at).hour < known.numbers.hot_to


def _sign(
    known: Known, bib: Bib, slower: tuple[float, str], dues: dict[Bib, Due], words: dict[Bib, MedicSaid]
) -> Sign | None:
    sights, due = known.sights[bib], dues[bib]
    score, said = 0.0, []
    if slower[1]:
        score += 100 * slower[0]
        said.append(slower[1])
    word = words.get(bib)
    if word is not None and word.word != "may_go":
        score += 50
        said.append(f"a medic said so at {known.clock(word.said_at)}: {word.word.replace('_', ' ')}")
    if due.p50 is not None and due.p50 + 20 * MINUTE < known.now:
        late = known.now - due.p50
        score += min(60.0, 40 * late / max(HOUR, due.p50 - sights.last.at))
        said.append(f"{_length(late)} later than expected at {due.place}")
    if not said:
        return None
    hot = _hot_hours(known, sights)
    score += 3 * hot / HOUR + 2 * (known.now - sights.last.at) / HOUR
    said.append(f"{_length(hot)} on course in the hot hours")
    said.append(f"seen last {_length(known.now - sights.last.at)} ago {_where(known, sights)}")
    return Sign(bib, round(score), f"{bib}: {'; '.join(said)}.")


def _where(known: Known, sights: Sights) -> str:
    return f"at the end of lap {len(sights.laps)}" if sights.laps else known.say_point(sights.last.index)


def _length(time: int) -> str:
    return say_length(Elapsed(time // MINUTE * MINUTE))


def _hot_hours(known: Known, sights: Sights) -> int:
    """How long a runner was on course in the hot hours so far [ms]."""
    zone, numbers = known.race.plan.zone, known.numbers
    shift = zone.offset(known.now) * 1_000
    since, until = sights.start + shift, known.now + shift
    days = range(since // DAY * DAY, until + 1, DAY)
    spans = ((day + numbers.hot_from * HOUR, day + numbers.hot_to * HOUR) for day in days)
    return sum(max(0, min(until, to) - max(since, begin)) for begin, to in spans)


class _Slower:
    """How much slower each became on their last leg beside the field at the same time.

    Everybody's leg is held against what they went before it themselves, so that the slow are not taken for the ill.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._legs: dict[Ends, list[tuple[Instant, Bib, float]]] = {}
        for bib, sights in known.sights.items():
            for key, leg in _legs_of(known, sights):
                self._legs.setdefault(key, []).append((leg.until, bib, leg.change))
        for legs in self._legs.values():
            legs.sort()

    def of(self, bib: Bib) -> tuple[float, str]:
        """How much slower somebody became, with the sentence where it is a sign of heat; nought where none can say."""
        mine = _legs_of(self._known, self._known.sights[bib])
        if not mine:
            return 0.0, ""
        key, leg = mine[-1]
        legs = self._legs[key]
        alike = legs[bisect_left(legs, (leg.until - _ALIKE,)) : bisect_left(legs, (leg.until + _ALIKE + 1,))]
        field = [change for _, other, change in alike if other != bib]
        if len(field) < _FEW:
            return 0.0, ""
        slower = leg.change / median(field) - 1.0
        is_sign = slower >= self._known.numbers.heat_slower
        return slower, self._say(bib, key, leg, slower, len(field)) if is_sign else ""

    def _say(self, bib: Bib, key: Ends, leg: Leg, slower: float, others: int) -> str:
        known = self._known
        way = _say_lap(known.sights[bib]) if known.stage.loop else _say_leg(known, key)
        share = round(100 * slower)
        return f"{_length(leg.took)} {way}, {share} % slower than before, beside {others} at the same time"


def _say_leg(known: Known, key: Ends) -> str:
    since, to = (known.stage.points[index][0] for index in key)
    return f"from {since} to {to}"


def _say_lap(sights: Sights) -> str:
    return f"for lap {len(sights.laps)}"


def _legs_of(known: Known, sights: Sights) -> Sequence[tuple[Ends, Leg]]:
    """The legs a runner went, from the second on; on a loop the last lap alone."""
    return tuple(_legs_of_laps(sights))[-1:] if known.stage.loop else sights.legs


def _legs_of_laps(sights: Sights) -> Iterator[tuple[Ends, Leg]]:
    """The laps a runner went, from the second on, each beside the mean of those before it: all under one key.

    So a fifth lap is held against a third that others ran in the same hours.
    """
    gone = 0
    for lap, until, took in lap_times(sights):
        if gone:
            yield (0, 0), Leg(until, took, took * (lap - 1) / gone)
        gone += max(1, took)
