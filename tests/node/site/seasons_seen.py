"""Seasons of small races, the same four people in each, as those outside may see them."""

from collections.abc import Iterable, Mapping, Sequence

from gate_races import BIBS, FIELD, LATE, NAMES
from msgspec import structs
from sites import SETTINGS

from races import records
from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.core.records import Body, PlanAdopted
from stagerace.feeds.season_races import RaceSource
from stagerace.feeds.season_toml import SeasonFile
from stagerace.gate.standstill import NEVER_PUBLISHED
from stagerace.node.folder import View
from stagerace.node.site.files import Building
from stagerace.node.site.letting import Letting
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.season_letting import RaceOfSeason, season_seen
from stagerace.rules.season.outing import RunnerId, Slot, SlotId
from stagerace.rules.season.season import Earlier, Title

SLOTS = (Slot(SlotId("gobi"), "Gobi"), Slot(SlotId("sahara"), "Sahara"))
SLAM = Title("slam", "Grand Slam", "slots", tuple(slot.id for slot in SLOTS), "calendar-year")
HELD = Earlier("slam", "Hester Vane", 2029, "F", 39)
"""Who held the title before: a name that no gate let out."""


def season_of_two(
    gobi: Iterable[Body] = (), sahara: Iterable[Body] = (), *, title: Title = SLAM, at: Instant = LATE
) -> SiteSeen:
    """The season of two races in which everybody runs; bodies are written after everybody entered."""
    races = [
        _race("gobi-2031", "gobi", "2031-01-10", gobi, at),
        _race("sahara-2031", "sahara", "2031-03-02", sahara, at),
    ]
    file = SeasonFile(
        "two", "Two Deserts", 2031, SLOTS, tuple(race.source for race in races), (title,), (None,), (HELD,)
    )
    return SiteSeen([race.seen for race in races], at, SETTINGS, season_seen(file, races, (), at))


def site_of_season(site: SiteSeen) -> Mapping[str, bytes]:
    """Every file of the site of a season."""
    return {file.path: file.data for file in Building().files(site)}


def _race(name: str, slot: str, day: str, bodies: Iterable[Body], at: Instant) -> RaceOfSeason:
    log = records(*_field(name, day), *bodies)
    view = View(tuple(log), len(log), 0)
    seen = Letting(SETTINGS).seen(view, at, NAMES, {}, NEVER_PUBLISHED)
    facts = view.facts
    gone = [bib for bib, entry in facts.entries.items() if entry.subject in facts.forgotten]
    runners = {Bib(bib): RunnerId(f"inside-{bib}") for bib in BIBS if Bib(bib) not in gone}
    return RaceOfSeason(RaceSource(SlotId(slot), name), seen, runners, tuple(facts.entries[bib] for bib in gone))


def _field(name: str, day: str) -> Sequence[Body]:
    first = FIELD[0]
    assert isinstance(first, PlanAdopted)
    plan = structs.replace(first.plan, race=name, name=name.partition("-")[0].capitalize(), start_date=day)
    return [PlanAdopted(plan), *FIELD[1:]]
