"""The decisions of a race as those outside may know them: what was decided, of whom, what it does, and why."""

from collections.abc import Iterable

from msgspec import Struct

from stagerace.core.clock import Elapsed, Instant
from stagerace.core.names import Bib, Metres, StageNo, bib_order
from stagerace.core.records import Ruled
from stagerace.feeds.plain import one_line
from stagerace.node.site.common import Who, place_name, who
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.facts import Ruling, group_of

NAMED = 12
"""How many of those a decision is about are named; of more it is said how many."""


class RulingSeen(Struct, frozen=True):
    """A decision [ms, m]: its kind, its stage and place, and whom it is about."""

    kind: str
    announced: Instant
    stage: StageNo | None
    place: str
    """As spectators call it; empty where it is about none."""
    time: Elapsed | None
    metres: Metres | None
    told: str
    """Why, in the race director's own words; empty where none were given."""
    is_for_all: bool
    about: tuple[Who, ...]
    more: int
    """How many besides those are meant."""


def rulings_seen(seen: RaceSeen, only: Bib | None = None) -> tuple[RulingSeen, ...]:
    """The decisions in force, the latest first; for a bib those about this runner alone."""
    alike: dict[tuple[object, ...], list[Ruling]] = {}
    for ruling in seen.race.rulings:
        alike.setdefault(_what(ruling.text), []).append(ruling)
    found = (
        _seen(seen, group) for group in alike.values() if only is None or any(only in _bibs(seen, r) for r in group)
    )
    return tuple(sorted(found, key=lambda ruling: (-ruling.announced, ruling.stage or 0, ruling.kind, ruling.place)))


def _what(text: Ruled) -> tuple[object, ...]:
    """What a decision says apart from whom it is about: one about a group leaves the camp once for each runner."""
    return (text.announced, text.ruling, text.stage, text.time, text.place, text.metres, text.told)


def _seen(seen: RaceSeen, alike: Iterable[Ruling]) -> RulingSeen:
    rulings = list(alike)
    text, is_for_all = rulings[0].text, any(group_of(ruling.text).everyone for ruling in rulings)
    bibs = sorted({bib for ruling in rulings for bib in _bibs(seen, ruling)}, key=bib_order) if not is_for_all else []
    stage = seen.plan.by_number.get(text.stage) if text.stage is not None else None
    place = place_name(stage, text.place) if stage and text.place in stage.by_place and text.place else ""
    return RulingSeen(
        text.ruling, text.announced, text.stage, place, text.time, text.metres, one_line(text.told), is_for_all,
        tuple(who(seen, bib) for bib in bibs[:NAMED]), max(0, len(bibs) - NAMED),
    )  # fmt: skip


def _bibs(seen: RaceSeen, ruling: Ruling) -> frozenset[Bib]:
    return frozenset(group_of(ruling.text).among(seen.race.bibs))
