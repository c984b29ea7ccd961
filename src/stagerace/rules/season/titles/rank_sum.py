"""Titles for the lowest sum of finishing ranks over the slots: the Champion, one man and one woman."""

from collections.abc import Mapping
from typing import Final

from msgspec import structs

from stagerace.rules.season.chances import Chance, chance
from stagerace.rules.season.outing import Outing, RunnerId, SeasonRace, SlotId
from stagerace.rules.season.season import Career, Season, Title
from stagerace.rules.season.spans import Span, calendar_year
from stagerace.rules.season.titles.base import TitleKind, Verdict, in_question

_WINNERS: Final = ("F", "M")


class RankSum(TitleKind):
    """The better rank counts where a slot was run more than once, and ranks from earlier years count."""

    name = "rank-sum"
    takes = ("only_when",)
    has_firsts = False

    def withheld(self, title: Title, season: Season) -> str:
        """Why it is not given: the season has no race in the slot that decides."""
        if title.only_when is None or _deciders(title, season):
            return ""
        return f"not given: {season.year} has no {season.slot_names[title.only_when]} race"

    def verdicts(self, title: Title, season: Season, careers: Mapping[RunnerId, Career]) -> dict[RunnerId, Verdict]:
        """A sum for everyone, and places by gender for those who have all slots; equal sums share a place."""
        if self.withheld(title, season):
            return {}
        theirs = in_question(title, careers)
        judged = {runner: _judge(title, season, career) for runner, career in theirs.items()}
        over = all(race.phase == "over" for race in _deciders(title, season))
        for gender in {career.latest("gender") for career in theirs.values()} & {*_WINNERS}:
            group = {r: v for r, v in judged.items() if theirs[r].latest("gender") == gender and v.state == "completed"}
            judged |= _placed(group, over=over)
        return judged


def _deciders(title: Title, season: Season) -> list[SeasonRace]:
    return [race for race in season.races if race.slot == title.only_when and race.start.year == season.year]


def _judge(title: Title, season: Season, career: Career) -> Verdict:
    year = calendar_year(season.year)
    found = [_chance(title, season, career, slot, year) for slot in title.slots]
    counted = sorted((one.outing for one in found if one.state == "done" and one.outing), key=lambda o: o.race.start)
    total = sum(outing.rank or 0 for outing in counted) if counted else None
    lost = [one for one in found if one.state == "lost"]
    if lost:
        first = min(lost, key=lambda one: one.day)
        return Verdict("out", tuple(counted), day=first.day, race=first.race, why=first.why, total=total)
    needs = tuple(one.slot for one in found if one.state == "open" and one.slot is not None)
    if needs:
        return Verdict("still_in", tuple(counted), needs, len(needs), total=total)
    last = max((one.day for one in found), default=None)
    race = next((one.race for one in found if one.day == last), "")
    return Verdict("completed", tuple(counted), day=last, race=race, total=total)


def _chance(title: Title, season: Season, career: Career, slot: SlotId, year: Span) -> Chance:
    """What a runner has of a slot: done by the best rank of all years up to this one, else what this year brings."""
    best = _best(career, slot, season.year)
    this_year = chance(season, career, slot, year)
    if best and slot != title.only_when:
        return Chance("done", slot, best, best.race.start, "", best.race.id)
    if best and this_year.outing and this_year.state == "done":
        decided = this_year.outing.race
        return Chance("done", slot, best, decided.start, "", decided.id)
    if this_year.state == "done" and this_year.outing:
        race = this_year.outing.race
        return Chance("lost", slot, None, race.start, f"the rank in {race.name} is not known", race.id)
    return this_year


def _best(career: Career, slot: SlotId, year: int) -> Outing | None:
    ranked = [o for o in career.outings if o.finished and o.rank and o.race.slot == slot and o.race.start.year <= year]
    return min(ranked, key=lambda outing: (outing.rank or 0, outing.race.start), default=None)


def _placed(group: Mapping[RunnerId, Verdict], *, over: bool) -> dict[RunnerId, Verdict]:
    totals = [verdict.total or 0 for verdict in group.values()]
    placed = {}
    for runner, verdict in group.items():
        place = 1 + sum(total < (verdict.total or 0) for total in totals)
        placed[runner] = structs.replace(verdict, place=place, winner=over and place == 1)
    return placed
