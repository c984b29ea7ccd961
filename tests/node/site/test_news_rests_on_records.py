"""No number and no name stands in a line of news without the records it rests on."""

import re
from collections.abc import Iterable, Iterator, Sequence

import pytest
from gate_races import BIBS, MOMENTS, NAMES, RACES, consent, race_with
from hypothesis import given, settings
from news_races import CANCELLED, HELD, NIGHT, PENALTY, day, seen_of

from races import at, ruled
from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.core.records import Body, Declared, Entered, Passing, PlanAdopted, Record, Ruled, StageTime
from stagerace.node.names import seconds
from stagerace.node.site.news.all import ALL, KINDS
from stagerace.node.site.news.item import Item
from stagerace.node.site.news.saying import Saying
from stagerace.node.site.news.telling import items_of
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.settings import LANGUAGES
from stagerace.rules.classes import Scope
from stagerace.rules.race import race_of
from stagerace.rules.spread import spread_table
from stagerace.rules.tables import digest

OPEN = [consent(bib, "name") for bib in BIBS]
NUMBER = re.compile(r"\d+(?:[:.]\d+)*")


def declared(bodies: Sequence[Body], stage: int = 1) -> list[Declared]:
    """The results of a stage and the standings after it, made official as the records tell them."""
    race = race_of(race_with(*bodies))
    scopes = (Scope(stage=race.plan.stages[stage - 1].n), Scope(after=race.plan.stages[stage - 1].n))
    return [
        Declared("official", at(stage, "13:00:00"), 0, scope.stage, scope.after, digest(race, scope))
        for scope in scopes
    ]


FULL = [*OPEN, *day(1), *day(2), HELD, PENALTY, ruled("m1", "move_start", 2, "", 30, announced=at(1, "13:00:00"))]
SCENES: dict[str, list[Body]] = {
    "two stages": FULL,
    "declared": [*OPEN, *day(1), *declared([*OPEN, *day(1)])],
    "somebody out": [*OPEN, *day(1, but=["7/CP3", "7/FINISH"]), ruled("w1", "withdraw", 1, "7", reason="fever")],
    "given a time": [*OPEN, *day(1, but=["7/FINISH"]), ruled("g1", "give", 1, "7", 400)],
    "one silent": [*OPEN, *day(1, but=["7/CP3", "7/FINISH"])],
    "cancelled": [*OPEN, *day(1), CANCELLED],
    "neutralised": [*OPEN, *day(1), ruled("n1", "neutralise", 1, place="1CP2")],
    "decided": [
        *OPEN, *day(1), ruled("d1", "disqualify", 1, "7"), ruled("u1", "unranked", 1, "12"),
        ruled("k1", "credit", 1, "7 12", 5), ruled("s1", "shorten", 1, "147", 10, place="1CP3"),
    ],
}  # fmt: skip


def named_by(seen: RaceSeen, item: Item) -> list[Record]:
    """The records that a line names; every one of them passed the gate."""
    passed = {record.id: record for record in seen.records}
    assert set(item.records) <= passed.keys(), item
    return [passed[each] for each in item.records]


def spoken(records: Sequence[Record], seen: RaceSeen) -> set[str]:
    """Every number that these records say, or that is worked out from them and nothing else."""
    race = race_of(records)
    found: set[str] = set(NUMBER.findall(" ".join(NAMES.values()))) | {str(len(race.plan.stages))}
    for record in records:
        found |= set(_said(record.body, seen))
    entries = [record for record in records if isinstance(record.body, Entered)]
    found |= {str(count) for count in range(len(entries) + 1)}
    for stage in race.begun:
        results = [mine[race.position(stage)] for mine in race.results.values()]
        found |= {seconds(result.total) for result in results if result}
        found |= {seen.zone.local(result.reached).strftime("%H:%M") for result in results if result and result.reached}
        found |= {seconds(cell.elapsed_ms) for row in spread_table(race, stage).rows for cell in row.cells}
    return found


def _said(body: object, seen: RaceSeen) -> Iterator[str]:
    match body:
        case PlanAdopted(plan=plan):
            for stage in plan:
                yield from (str(stage.n), *(f"{place.metres / 1000:g}" for place in stage.places))
                yield from (number for place in stage.places for number in NUMBER.findall(place.id[1:]))
        case Passing(bib=bib, seen_at=when):
            yield from (bib, seen.zone.local(when).strftime("%H:%M"))
        case StageTime(bib=bib, stage=stage_no) | Ruled(bibs=bib, stage=stage_no, time=None):
            yield from (bib, str(stage_no))
        case Ruled(bibs=bib, stage=stage_no, time=time):
            yield from (bib, str(stage_no), str(abs(time or 0) // 60_000), *NUMBER.findall(_length(time or 0)))
        case Entered(bib=bib):
            yield bib
        case _:
            return


def _length(time: int) -> str:
    hours, minutes = divmod(abs(time) // 60_000, 60)
    return f"{hours} {minutes}"


def bibs_named(records: Iterable[Record]) -> set[str]:
    return {getattr(record.body, "bib", "") for record in records} | {getattr(r.body, "bibs", "") for r in records}


def check(seen: RaceSeen) -> None:
    for item in items_of(seen):
        records = named_by(seen, item)
        for language in LANGUAGES:
            text = Saying.of(seen, None, language).line(item.key, item.values)
            assert set(NUMBER.findall(text)) <= spoken(records, seen), (item.key, text)
            for bib, name in seen.names.items():
                is_told = re.search(rf"{re.escape(name)}\b", text) is not None
                assert not is_told or bib in bibs_named(records), (item.key, text)


@pytest.mark.parametrize("scene", SCENES)
def test_every_number_and_every_name_is_in_the_records_named(scene: str) -> None:
    seen = seen_of(race_with(*SCENES[scene]), at(3, "0"))
    assert items_of(seen)
    check(seen)


@pytest.mark.parametrize("scene", SCENES)
def test_the_records_named_alone_give_the_same_line(scene: str) -> None:
    seen = seen_of(race_with(*SCENES[scene]), at(3, "0"))
    for item in items_of(seen):
        alone = named_by(seen, item)
        race = race_of(alone)
        again = RaceSeen(race, alone, seen.at, seen.names, seen.named, seen.teams)
        said = {each.key.rpartition("/")[0] if each.key.startswith("decided") else each.key: each.values
                for each in items_of(again)}  # fmt: skip
        key = item.key.rpartition("/")[0] if item.key.startswith("decided") else item.key
        assert said[key] == item.values, item.key


def test_every_kind_of_news_is_among_the_scenes() -> None:
    told = {
        item.key.split("/", 1)[0]
        for bodies in SCENES.values()
        for item in items_of(seen_of(race_with(*bodies), at(3, "0")))
    }
    needs_a_season_or_a_field = {"title", "homes"}
    assert told == {kind.name for kind in ALL} - needs_a_season_or_a_field


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(RACES, MOMENTS)
def test_whatever_happens_lines_rest_on_what_passed(the_race: list[Record], when: Instant) -> None:
    check(seen_of(the_race, when))


def test_no_line_has_a_word_of_medicine_or_the_reason_of_a_withdrawal() -> None:
    words = ("fever", "ill", "medic", "doctor", "injur", "enferm", "médic", "lesi", "withdr", "abandon", "retir")
    for bodies in SCENES.values():
        seen = seen_of(race_with(*bodies), at(3, "0"))
        for language in LANGUAGES:
            says = Saying.of(seen, None, language)
            for item in items_of(seen):
                text = says.line(item.key, item.values).casefold()
                assert not [word for word in words if re.search(rf"\b{word}", text)], text


def test_keys_are_one_a_line_and_hold_no_instant() -> None:
    seen = seen_of(race_with(*FULL), at(3, "0"))
    keys = [item.key for item in items_of(seen)]
    assert len(set(keys)) == len(keys)
    assert not re.search(r"\d{6}", " ".join(keys))
    assert all(Bib(key.split("/")[1][1:]) in seen.race.bibs for key in keys if KINDS[key.split("/")[0]].is_personal)


def test_the_moment_of_a_line_is_never_to_come() -> None:
    seen = seen_of(race_with(*FULL), NIGHT)
    assert all(item.at <= NIGHT for item in items_of(seen))
