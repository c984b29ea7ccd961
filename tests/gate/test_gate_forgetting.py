"""Who was forgotten is gone."""

from gate_races import LATE, NAMES, as_bytes, bibs_in, consent, position, public, race_with, subject
from msgspec import structs

from races import at, entered, ruled, seen, sheet
from stagerace.core.names import Subject
from stagerace.core.records import Forgotten
from stagerace.gate import HQ, PUBLIC, through
from stagerace.rules.classes import Scope
from stagerace.rules.race import race_of
from stagerace.rules.tables import table

GONE = Forgotten(subject("147"), at(1, "9:00:00"))


def test_nothing_leaves_about_somebody_forgotten() -> None:
    race = race_with(
        seen("147", "1CP1", at(1, "2:00:00"), "in"),
        sheet(1, "147", "5:00:00"),
        consent("147", "name"),
        ruled("r1", "penalty", 1, "13 147", 10),
        GONE,
    )
    left = through(race, PUBLIC, LATE, people=NAMES, told=[position("147", at(1, "3:00:00"))])
    assert b"147" not in as_bytes(left)
    assert bibs_in(left) == {"7", "12", "13"}


def test_the_times_stay_in_camp() -> None:
    race = race_with(sheet(1, "147", "5:00:00"), GONE)
    inside = race_of(through(race, HQ, LATE).records)
    assert next(row.bib for row in table(inside, Scope(stage=inside.plan.stages[0].n)).rows) == "147"


def test_the_next_who_wears_the_bib_is_not_forgotten_with_them() -> None:
    newcomer = structs.replace(entered("147"), subject=Subject("somebody else"))
    assert "147" in bibs_in(public(race_with(GONE, newcomer)))
