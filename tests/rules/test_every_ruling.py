"""What every kind of decision keeps to; a new kind is tried here by being in the list."""

from pathlib import Path

import pytest

from races import at, checkpoint, entered, plan, race, records, ruled, seen, sheet, stage, time
from stagerace.core.clock import Elapsed
from stagerace.core.names import Bib, Metres, PlaceId, StageNo
from stagerace.core.records import Body, PlanAdopted, Record, Ruled, decode, encode
from stagerace.rules.classes import Scope
from stagerace.rules.explain import rank_of
from stagerace.rules.race import Race, race_of
from stagerace.rules.rulings import ALL, KINDS, PHASES, RulingKind
from stagerace.rules.tables import Row, table

every_kind = pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)

PLAN = plan([stage(1, limit=time("6:30:00")), stage(2, 20, [checkpoint("2CP1", 10)])], classes=("overall", "women"))
BIBS = [str(n) for n in range(1, 7)]
COLUMNS = {"stage", "bibs", "minutes", "checkpoint"}


def field() -> list[Body]:
    """Six runners, two stages, the last over the limit; everyone waits half an hour at 1CP2."""
    bodies: list[Body] = [entered(bib, "FM"[int(bib) % 2]) for bib in BIBS]
    for n, bib in enumerate(BIBS):
        shift = Elapsed(n * 10 * 60_000)
        for place, way, clock in (
            ("1CP2", "in", "2:30:00"),
            ("1CP2", "out", "3:00:00"),
            ("1CP3", "in", "4:20:00"),
            ("1FINISH", "in", "5:50:00"),
        ):
            bodies.append(seen(bib, place, at(1, clock) + shift, way))  # type: ignore[arg-type]
        bodies.append(sheet(2, bib, f"2:{n:02}:00"))
    return bodies


def ruling(kind: RulingKind, bibs: str = "2", **more: object) -> Ruled:
    """A decision of a kind about stage 1, with everything it may need."""
    more.setdefault("announced", at(1, "2:40:00") if kind.name == "hold" else at(1, "5:00:00"))
    minutes = 45 if kind.name == "hold" else 30
    place = PlaceId("1CP2") if "checkpoint" in kind.needs else None
    return ruled(f"one {kind.name}", kind.name, 1, bibs, minutes, place=place, **more)


def written(*more: Body) -> list[Record]:
    return records(PlanAdopted(PLAN), *field(), *more)


def rows(the_race: Race) -> dict[str, tuple[Row, ...]]:
    scopes = [Scope(stage=StageNo(1)), Scope(stage=StageNo(2)), Scope(after=StageNo(1)), Scope(after=StageNo(2))]
    return {f"{scope} {cls}": table(the_race, scope, cls).rows for scope in scopes for cls in ("overall", "women")}


@every_kind
def test_it_is_registered_under_its_name_with_a_phase_and_what_it_needs(kind: RulingKind) -> None:
    assert KINDS[kind.name] is kind
    assert kind.phase in PHASES
    assert kind.needs <= COLUMNS
    assert "stage" in kind.needs
    assert kind.__doc__


@every_kind
def test_it_is_told_in_words(kind: RulingKind) -> None:
    said = kind.tell(ruling(kind), PLAN)
    assert said
    assert said == said.strip()
    assert "None" not in said
    bare = kind.tell(Ruled("x", at(1, "1:00:00"), kind.name, StageNo(1)), PLAN)
    assert bare
    assert "_" not in said


@every_kind
def test_it_comes_back_from_its_record(kind: RulingKind) -> None:
    text = ruling(kind, reason="storm", rule="12", custody="vehicle 4", metres=Metres(1))
    assert decode("ruled", 1, encode(text)) == text


@every_kind
def test_it_does_something(kind: RulingKind) -> None:
    assert rows(race_of(written(ruling(kind)))) != rows(race_of(written()))


@every_kind
def test_written_twice_it_takes_effect_once(kind: RulingKind) -> None:
    once, twice = written(ruling(kind)), written(ruling(kind), ruling(kind))
    assert rows(race_of(twice)) == rows(race_of(once))
    assert rows(race_of([*once, *once])) == rows(race_of(once))


@every_kind
def test_it_touches_its_group_only(kind: RulingKind) -> None:
    before, after = race_of(written()), race_of(written(ruling(kind)))
    assert {bib for bib in before.results if before.results[bib] != after.results[bib]} == {"2"}


@every_kind
def test_it_is_about_everyone_where_no_group_is_named(kind: RulingKind) -> None:
    assert race_of(written(ruling(kind, ""))).results == race_of(written(ruling(kind, "all"))).results


@every_kind
def test_taken_back_it_has_no_effect(kind: RulingKind) -> None:
    back = ruled("back", "revoke", None, revokes=f"one {kind.name}")
    assert rows(race_of(written(ruling(kind), back))) == rows(race_of(written()))
    assert rows(race_of(written(back, ruling(kind)))) == rows(race_of(written()))


@every_kind
def test_the_order_of_import_does_not_matter(kind: RulingKind) -> None:
    every = written(ruling(kind))
    assert rows(race_of(reversed(every))) == rows(race_of(every))
    first = records(PlanAdopted(PLAN), ruling(kind), *field())
    assert rows(race_of(first)) == rows(race_of(every))


@every_kind
def test_before_anyone_was_seen_it_breaks_nothing(kind: RulingKind) -> None:
    the_race = race(PLAN, *[entered(bib) for bib in BIBS], ruling(kind, ""))
    assert {row.bib for row in table(the_race, Scope(after=StageNo(1))).rows} == set(BIBS)


@every_kind
def test_without_its_details_it_breaks_nothing(kind: RulingKind) -> None:
    bare = Ruled("x", at(1, "1:00:00"), kind.name, StageNo(1), "2")
    assert len(rows(race_of(written(bare)))) == 8


@every_kind
def test_about_somebody_or_a_stage_that_is_not_there_it_changes_nothing(kind: RulingKind) -> None:
    assert rows(race_of(written(ruling(kind, "99")))) == rows(race_of(written()))
    nowhere = Ruled("x", at(1, "1:00:00"), kind.name, StageNo(9), "2", Elapsed(1))
    assert rows(race_of(written(nowhere))) == rows(race_of(written()))


@pytest.mark.parametrize("name", ["penalty", "withdraw", "stop", "disqualify", "unranked", "close"])
@pytest.mark.parametrize("bib", BIBS)
def test_a_kind_that_punishes_never_improves_a_rank(name: str, bib: str) -> None:
    before, after = race_of(written()), race_of(written(ruling(KINDS[name], bib)))
    for scope in (Scope(stage=StageNo(1)), Scope(after=StageNo(1)), Scope(after=StageNo(2))):
        then, now = rank_of(before, Bib(bib), scope), rank_of(after, Bib(bib), scope)
        assert now is None or (then is not None and now >= then)


@pytest.mark.parametrize("name", ["credit", "hold", "cap"])
@pytest.mark.parametrize("bib", BIBS)
def test_a_kind_that_helps_never_worsens_a_rank(name: str, bib: str) -> None:
    before, after = race_of(written()), race_of(written(ruling(KINDS[name], bib)))
    for scope in (Scope(stage=StageNo(1)), Scope(after=StageNo(1)), Scope(after=StageNo(2))):
        then, now = rank_of(before, Bib(bib), scope), rank_of(after, Bib(bib), scope)
        assert then is None or (now is not None and now <= then)


@every_kind
def test_it_is_in_the_glossary(kind: RulingKind) -> None:
    glossary = Path(__file__).parents[2] / "docs" / "glossary.md"
    if not glossary.is_file():
        pytest.skip("no glossary yet")
    assert kind.name in glossary.read_text(encoding="utf-8")
