"""A live stage to look at on the board, for pictures and browser tests: the same seed gives the same scene."""

import random
from collections.abc import Iterator

from races import FIRST_START, UTC, checkpoint, entered
from stagerace.core.clock import HOUR, MINUTE, Elapsed, Instant
from stagerace.core.names import Bib, Metres, PlaceId, StageNo
from stagerace.core.plan import Plan, Stage
from stagerace.core.records import Body, Entered, Passing, PlanAdopted, WithdrawalReported
from stagerace.log import Person

GIVEN = ("Ada", "Björn", "Chidi", "Dunja", "Emre", "Fatou", "Goro", "Hanne", "Ilse", "Jun", "Kofi", "Lena")
FAMILY = ("Abadi", "Brandt", "Castro", "Dahl", "Eriksen", "Farouk", "Grieg", "Hosseini", "Ito", "Jansen", "Keita")
LANDS = ("EGY", "FRA", "GBR", "ITA", "JPN", "KEN", "KOR", "NOR", "ESP", "USA")
SILENT = PlaceId("1CP3")
"""The station of `board_live` of which nothing was heard."""
BOARD_NOW = Instant(FIRST_START + 5 * HOUR + 40 * MINUTE)
"""When `board_live` is looked at."""


def board_plan() -> Plan:
    """Two stages of 42 km with five checkpoints each."""
    return Plan("sahara-2031", "Sahara 2031", "2031-03-02", UTC, (_stage(1), _stage(2)), classes=_CLASSES)


_CLASSES = ("overall", "men", "women", "age:40-49", "nation", "team")


def _stage(n: int) -> Stage:
    places = tuple(checkpoint(f"{n}CP{k}", 7 * k, close=None) for k in range(1, 6))
    start = Instant(FIRST_START + (n - 1) * 24 * HOUR)
    return Stage(StageNo(n), Metres(42_000), start, limit=Elapsed(12 * HOUR), checkpoints=places)


def people(runners: int = 60) -> dict[Bib, Person]:
    """Invented people for so many bibs."""
    luck = random.Random(11)
    return {Bib(str(n)): Person(f"{luck.choice(GIVEN)} {luck.choice(FAMILY)}") for n in range(1, runners + 1)}


def entries(runners: int = 60) -> list[Entered]:
    """So many entries."""
    luck = random.Random(12)
    return [
        entered(str(n), luck.choice("FMM"), luck.randint(19, 66), country=luck.choice(LANDS))
        for n in range(1, runners + 1)
    ]


def board_live(runners: int = 60) -> list[Body]:
    """A stage at its liveliest: a silent station, a time in doubt, a passing that does not count, one who left."""
    seen = sorted(_passings(runners), key=lambda passing: passing.seen_at)
    so_far = [each for each in seen if each.seen_at <= BOARD_NOW - 2 * MINUTE and each.place != SILENT]
    told = [each for each in so_far if (each.bib, each.place, each.way) != ("7", "1CP1", "in")]
    odd = [
        Passing(Bib("7"), PlaceId("1CP1"), Instant(FIRST_START + 7 * MINUTE), "in", "paper"),
        *(_twice(told, Bib("12"), PlaceId("1CP2"))),
    ]
    gone = WithdrawalReported(Bib("31"), PlaceId("1CP2"), Instant(FIRST_START + 3 * HOUR), "feet")
    return [PlanAdopted(board_plan()), *entries(runners), *told, *odd, gone]


def _twice(told: list[Passing], bib: Bib, place: PlaceId) -> Iterator[Passing]:
    """Another source that saw a runner three quarters of a minute otherwise."""
    first = next(each for each in told if (each.bib, each.place, each.way) == (bib, place, "in"))
    yield Passing(bib, place, Instant(first.seen_at + 95_000), "in", "paper")


def _passings(runners: int) -> Iterator[Passing]:
    luck = random.Random(13)
    stage = board_plan().stages[0]
    for n in range(1, runners + 1):
        moment, speed, before = FIRST_START, luck.uniform(4.6, 10.5), 0
        for place, way in stage.points[1:]:
            metres = stage.by_place[place].metres
            moment = Instant(moment + round((metres - before) * HOUR / (speed * 1000)))
            if way == "out":
                moment = Instant(moment + luck.randint(2, 11) * MINUTE)
            before = metres
            source = "mat" if place.endswith("FINISH") else f"keypad {place}"
            if n != 31 or (metres <= 14_000 and (place, way) != ("1CP2", "out")):
                yield Passing(Bib(str(n)), place, moment, way, source)
