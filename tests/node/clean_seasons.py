"""Invented seasons seen as they were, straight into the rules: no fault was planted, so nothing may be found."""

import random
from collections.abc import Iterator

from invented_seasons import lived

from stagerace.core.clock import Stamp
from stagerace.core.errors import Problem
from stagerace.core.names import Bib, NodeId, Number, Subject
from stagerace.core.records import Body, Entered, Passing, PlanAdopted, Record
from stagerace.feeds import entries, rulings
from stagerace.feeds.context import Context
from stagerace.rules.consistency import inconsistencies
from stagerace.rules.race import race_of
from stagerace.simulation.field import runners_csv
from stagerace.simulation.invented import Invented
from stagerace.simulation.rulings import rulings_sheet
from stagerace.simulation.seeing import see
from stagerace.simulation.watching import CLEAN


def alarms(seed: int) -> list[Problem]:
    """What the checks find in the four races of a season in which nothing was seen wrong."""
    return [problem for race, luck in lived(seed) for problem in inconsistencies(race_of(_records(race, luck)))]


def _records(race: Invented, luck: random.Random) -> list[Record]:
    bodies = [PlanAdopted(race.plan), *_entered(race), *_seen(race, luck), *_ruled(race)]
    return [Record(NodeId("camp"), Number(n), Stamp(n), body) for n, body in enumerate(bodies, 1)]


def _seen(race: Invented, luck: random.Random) -> Iterator[Body]:
    for sighting in see(race, luck, CLEAN):
        yield Passing(Bib(sighting.bib), sighting.place, sighting.at, sighting.way, sighting.source)


def _entered(race: Invented) -> Iterator[Body]:
    sheet = entries.read(runners_csv(race.field, race.plan).encode(), "runners.csv", Context(race.plan))
    for row in sheet.bodies:
        yield Entered(row.bib, Subject(row.runner), row.gender, row.age, row.country, row.team, row.wave or "")


def _ruled(race: Invented) -> Iterator[Body]:
    known = frozenset(decision.id for decision in race.decisions)
    for told in sorted({decision.told for decision in race.decisions}):
        text = rulings_sheet((d for d in race.decisions if d.told == told), race.plan.zone)
        yield from rulings.read(text.encode(), "rulings.csv", Context(race.plan, known_rulings=known)).bodies
