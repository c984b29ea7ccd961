"""What every kind of class keeps to; a new kind is tried here by being in the list."""

from itertools import pairwise
from pathlib import Path

import pytest

from races import at, entered, plan, race, ruled, seen, sheet
from stagerace.core.names import Metres, StageNo
from stagerace.core.plan import Plan, Team
from stagerace.core.records import Body
from stagerace.rules.classes import KINDS, Line, Scope, classify, is_class, kind_of
from stagerace.rules.classes.base import ClassKind, Grouped
from stagerace.rules.race import Race
from stagerace.rules.standing import State
from stagerace.rules.ties import KINDS as TIES

NAMES = sorted({name for kind in KINDS for name in kind.takes.split(", ")} | {"women/age:40-49", "nation:FRA/men"})
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
every_name = pytest.mark.parametrize("name", NAMES)
every_tie = pytest.mark.parametrize("ties", sorted(TIES))

TEAMS = (Team("A", "together"), Team("B", "average"), Team("C", "unofficial"))


def field() -> list[Body]:
    """Eighteen runners of two nations and three teams; two are out and two on course on stage 2."""
    bodies: list[Body] = []
    for n in range(1, 19):
        bib, team = str(n), "ABC"[n % 3] if n < 10 else ""
        bodies.append(entered(bib, "FMX"[n % 3], 20 + 3 * n, country="FRA" if n % 2 else "KEN", team=team))
        bodies.append(sheet(1, bib, f"5:{n // 2:02}:00"))
    bodies += [sheet(2, str(n), f"6:{20 - n:02}:00") for n in range(1, 15)]
    bodies += [sheet(2, "15", status="withdrawn"), sheet(2, "16", status="over_cutoff")]
    bodies += [seen("17", "2CP1", at(2, "1:30:00"), "in"), seen("18", "2CP2", at(2, "4:00:00"), "in")]
    return bodies


def a_race(ties: str = "standard", scoring: str = "time", *more: Body) -> Race:
    the_plan: Plan = plan(
        2, ties=ties, teams=TEAMS, scoring=scoring, cap=Metres(70_000) if scoring == "distance" else None
    )
    return race(the_plan, *field(), *more)


def lines(name: str, the_race: Race, after: int = 2) -> list[Line]:
    return classify(the_race, name, Scope(after=StageNo(after)))


@every_kind
def test_it_says_what_it_is_and_how_its_names_look(kind: ClassKind) -> None:
    assert kind.__doc__
    assert all(is_class(name) and kind_of(name) is kind for name in kind.takes.split(", "))
    assert not kind.answers("")
    assert not kind.answers("no such class")


@every_name
def test_a_name_belongs_to_one_kind(name: str) -> None:
    for part in name.split("/"):
        assert sum(kind.answers(part) for kind in KINDS) == 1


@every_tie
@every_name
def test_places_come_first_and_are_in_order_and_nobody_is_listed_twice(name: str, ties: str) -> None:
    for scoring in ("time", "distance"):
        the_race = a_race(ties, scoring)
        for scope in (
            Scope(stage=StageNo(1)),
            Scope(stage=StageNo(2)),
            Scope(after=StageNo(1)),
            Scope(after=StageNo(2)),
        ):
            found = classify(the_race, name, scope)
            ranks = [line.rank for line in found]
            placed = [rank for rank in ranks if rank is not None]
            assert ranks == placed + [None] * (len(ranks) - len(placed))
            assert placed == sorted(placed)
            assert not placed or placed[0] == 1
            assert len({line.who for line in found}) == len(found)
            assert {line.status for line in found} <= set(State.__args__)  # type: ignore[attr-defined]


@every_name
def test_a_shared_place_means_an_equal_time(name: str) -> None:
    ranked = [line for line in lines(name, a_race()) if line.status == "ranked"]
    for before, line in pairwise(ranked):
        assert (before.rank == line.rank) == (before.elapsed == line.elapsed)


@every_name
def test_runners_keep_the_order_of_everyone(name: str) -> None:
    if isinstance(kind_of(name.split("/")[0]), Grouped):
        return
    the_race = a_race()
    everyone = [line.who for line in lines("overall", the_race)]
    assert [line.who for line in lines(name, the_race)] == [
        who for who in everyone if who in {line.who for line in lines(name, the_race)}
    ]


@every_name
def test_members_of_a_group_are_runners_of_the_race(name: str) -> None:
    the_race = a_race()
    for line in lines(name, the_race):
        assert set(line.members) <= set(the_race.bibs)


@every_name
def test_a_penalty_to_somebody_else_never_worsens_a_place(name: str) -> None:
    if isinstance(kind_of(name), Grouped):
        return
    before = {line.who: line.rank for line in lines(name, a_race())}
    fined = a_race("standard", "time", ruled("p", "penalty", 1, "3", 300))
    for line in lines(name, fined):
        rank = before[line.who]
        if line.who != "3" and line.rank is not None and rank is not None:
            assert line.rank <= rank


@every_name
def test_in_a_race_of_nobody_it_is_empty(name: str) -> None:
    assert not lines(name, race(plan(2)))


@every_name
def test_in_a_race_of_bibs_without_entries_it_breaks_nothing(name: str) -> None:
    found = lines(name, race(plan(2), sheet(1, "1", "5:00:00"), sheet(1, "2", "5:00:00")))
    assert name != "overall" or [line.who for line in found] == ["1", "2"]


@every_kind
def test_it_is_in_the_glossary(kind: ClassKind) -> None:
    glossary = Path(__file__).parents[2] / "docs" / "glossary.md"
    if not glossary.is_file():
        pytest.skip("no glossary yet")
    words = {
        "Overall": "overall",
        "Gender": "women",
        "Age": "age",
        "Nation": "nation",
        "Nations": "nation",
        "Teams": "team",
    }
    assert words.get(type(kind).__name__, type(kind).__name__.lower()) in glossary.read_text(encoding="utf-8")


def test_the_field_has_every_case() -> None:
    statuses = {line.status for line in lines("overall", a_race())}
    assert statuses == {"ranked", "active", "withdrawn", "over_cutoff"}
