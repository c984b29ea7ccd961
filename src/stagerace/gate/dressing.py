"""How records are dressed to leave: without our numbers, who they are, or words not typed for everybody."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import structs

from stagerace.core.clock import Stamp
from stagerace.core.names import Bib, NodeId, Number, PlaceId, Subject, bib_order
from stagerace.core.plan import Plan
from stagerace.core.records import Body, Declared, Entered, Passing, PlanAdopted, Record, Ruled, StageTime
from stagerace.gate.items import Item, Place
from stagerace.rules.sources import trust

NODE: Final = NodeId("gate")
"""Who seems to have written what left: the numbers of the log would show where something is missing."""
OFFICE: Final = "race office"
"""Who vouches for a passing, to those outside."""
ELSEWHERE: Final = PlaceId("elsewhere")
"""A place of a decision that is not in the plan; whoever typed it may have typed anything."""
SOURCES: Final = ("chip", "scan", "keypad", "", "paper", "radio")
"""What saw a passing, in the order of trust that results are worked out by."""


def in_order(items: Iterable[Item]) -> list[Item]:
    """Items in the order in which they were written, several from one record by bib."""
    return sorted(items, key=_key)


def _key(item: Item) -> tuple[Place, tuple[int, str]]:
    return (item.order, bib_order(item.bib or Bib("")))


def dressed(items: Iterable[Item]) -> tuple[Record, ...]:
    """Items as records that may leave, numbered anew."""
    ordered = in_order(items)
    clothes = _Clothes(ordered)
    return tuple(_numbered(number, clothes.on(item.body, number)) for number, item in enumerate(ordered, 1))


def _numbered(number: int, body: Body) -> Record:
    return Record(NODE, Number(number), Stamp(number), body)


class _Clothes:
    """What words are replaced by, for one set of items."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._teams = team_labels(item.body for item in items if isinstance(item.body, Entered))
        chips = (item.body.source for item in items if isinstance(item.body, Passing) and not trust(item.body.source))
        self._chips = {source: f"{SOURCES[0]} {n}" for n, source in enumerate(dict.fromkeys(chips), 1)}
        plans = [item.body.plan for item in items if isinstance(item.body, PlanAdopted)]
        self._waves = {wave.id for plan in plans for stage in plan for wave in stage.waves}
        self._places = {place for plan in plans for place in plan.stage_at}

    def on(self, body: object, number: int) -> Body:
        """A body as it may leave."""
        match body:
            case PlanAdopted():
                return PlanAdopted(self._plan(body.plan))
            case Entered():
                return self._entry(body)
            case Passing():
                return self._passing(body)
            case Ruled():
                return self._ruling(body, number)
            case Declared():
                return structs.replace(body, position=number - 1, by="")
            case StageTime():
                return body
            case _:
                raise TypeError(f"{type(body).__name__} is not dressed to leave")

    def _plan(self, plan: Plan) -> Plan:
        named = [structs.replace(team, name=self._teams[team.name]) for team in plan.teams if team.name in self._teams]
        return structs.replace(plan, teams=tuple(named))

    def _entry(self, entry: Entered) -> Entered:
        wave = entry.wave if entry.wave in self._waves else ""
        team = self._teams.get(entry.team, "")
        return structs.replace(entry, subject=Subject(""), team=team, wave=wave)

    def _passing(self, seen: Passing) -> Passing:
        level = trust(seen.source)
        source = SOURCES[level] if level else self._chips[seen.source]
        by = OFFICE if seen.confirmed_by else ""
        return Passing(seen.bib, seen.place, seen.seen_at, seen.way, source, seen.day_inferred, by)

    def _ruling(self, text: Ruled, number: int) -> Ruled:
        place = text.place if text.place is None or text.place in self._places else ELSEWHERE
        return Ruled(
            f"r{number}",
            text.announced,
            text.ruling,
            text.stage,
            text.bibs,
            text.time,
            place,
            metres=text.metres,
            told=text.told,
        )


def team_labels(entries: Iterable[Entered]) -> Mapping[str, str]:
    """What each team is called in records that leave: after the first of its bibs, as its name may hold people's."""
    first: dict[str, Bib] = {}
    for entry in entries:
        if entry.team:
            first[entry.team] = min(first.get(entry.team, entry.bib), entry.bib, key=bib_order)
    return {team: f"Team {bib}" for team, bib in first.items()}
