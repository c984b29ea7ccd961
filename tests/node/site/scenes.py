"""Races as sites must be able to show them: none seen yet, one runner, everybody on the way, names of every kind."""

from collections.abc import Callable, Mapping, Sequence

from sites import seen_of_people, site_of_people

from races import at, entered, plan, records, ruled, seen
from stagerace.core.clock import HOUR, Instant
from stagerace.core.names import Subject
from stagerace.core.records import Body, ConsentGiven, PlanAdopted, Record
from stagerace.node.site.page import SiteSeen

LONG = "Wolfeschlegelsteinhausenbergerdorff-Quintanilla de los Montes"
NAMES = (
    "Ana Quill", LONG, "ليلى بنت يوسف", "נועה בר־לב", "Zoë O'Hara <b>&amp;", "李 小龍", "Łukasz Żółć", "Bo",
)  # fmt: skip
"""Sixty letters, right to left twice, what looks like markup, and others."""
LIVE = at(2, "5:00:00")

Scene = Callable[[], Mapping[str, bytes]]


def _people(count: int) -> dict[Subject, str]:
    return {Subject(f"subject of {n}"): NAMES[(n - 1) % len(NAMES)] for n in range(1, count + 1)}


def _field(count: int) -> list[Body]:
    field: list[Body] = [PlanAdopted(plan(3, classes=("overall", "women", "age:40-49", "team")))]
    for n in range(1, count + 1):
        team = f"The {NAMES[n % 3]} team" if n % 4 < 2 else ""
        field.append(entered(str(n), "FM"[n % 2], 20 + n % 50, country=("FRA", "EGY", "JPN")[n % 3], team=team))
    agreed = [ConsentGiven(subject, what, at(1, "0")) for subject in _people(count) for what in ("name", "chance")]
    return [*field, *agreed, *(ConsentGiven(subject, "family", at(1, "0")) for subject in list(_people(count))[:2])]


def _seen(count: int, upto: Instant) -> list[Body]:
    """Everybody a little slower than the one before, the last one leaving the race on the first stage."""
    found: list[Body] = []
    for n in range(1, count + 1):
        pace = 5 + n * 3 / count
        for stage in (1, 2):
            for k, place in enumerate(("CP1", "CP2", "CP3", "FINISH"), 1):
                minutes = round(pace * 10 * k)
                moment = at(stage, f"{minutes // 60}:{minutes % 60:02d}:{n % 60:02d}")
                if moment <= upto and not (n == count > 1 and (stage, k) > (1, 1)):
                    found.append(seen(str(n), f"{stage}{place}", moment, "in"))
    return found


def _decided(count: int) -> list[Body]:
    bodies: list[Body] = [ruled("R1", "penalty", 1, "1", 10, told="Left a bottle on the course")]
    return [*bodies, ruled("R2", "withdraw", 1, str(count), announced=at(1, "4:00:00"))] if count > 1 else bodies


def scene(count: int, when: Instant, *, has_begun: bool = True) -> Mapping[str, bytes]:
    """The site of a race with so many runners at an instant."""
    return site_of_people(_written(count, when, has_begun), when, _people(count))


def scene_seen(count: int, when: Instant, *, has_begun: bool = True) -> SiteSeen:
    """The same before any page is made."""
    return seen_of_people(_written(count, when, has_begun), when, _people(count))


def _written(count: int, when: Instant, has_begun: bool) -> Sequence[Record]:
    bodies: Sequence[Body] = [*_seen(count, when), *_decided(count)] if has_begun else []
    return records(*_field(count), *bodies)


SCENES: dict[str, Scene] = {
    "nobody entered": lambda: site_of_people(records(PlanAdopted(plan(3))), at(1, "0"), {}),
    "nothing seen yet": lambda: scene(8, Instant(at(1, "0") - HOUR), has_begun=False),
    "one runner": lambda: scene(1, LIVE),
    "on the way": lambda: scene(24, LIVE),
    "over": lambda: scene(24, at(9, "0")),
}
