"""What a dossier tells: the plan beside events, answers with their times, what nobody raised."""

from pathlib import Path

import pytest
from dossier_scenes import HQ_NOW, MINUTE, afternoon, answered_bodies, folder_of, raised_of

from hq_scene import LOST, ago, hq_bodies
from races import at, checkpoint, entered, plan, records, seen, stage
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.records import (
    AlertAnswered,
    AlertRaised,
    DeviceEnrolled,
    GunFired,
    IncidentOpened,
    PlanAdopted,
    RollCalled,
    StageClosed,
    WaterCounted,
)
from stagerace.core.zone import to_iso
from stagerace.log import machine_keys
from stagerace.node.dossier.alerts_told import AlertTold
from stagerace.node.dossier.checking import against
from stagerace.node.dossier.making import dossier
from stagerace.node.dossier.told import Dossier
from stagerace.node.folder import RaceFolder, When
from stagerace.node.forecast_keeping import keep, snapshot_of
from stagerace.node.forecasting import forecast_of
from stagerace.node.home import home
from stagerace.node.pages.dossier import dossier_page
from stagerace.rules.race import race_of
from stagerace.watch.alerts.base import Found
from stagerace.watch.ledger import ledger_of
from stagerace.watch.watching import watched_on


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STAGERACE_HOME", str(tmp_path / "home"))


@pytest.fixture
def told(tmp_path: Path) -> Dossier:
    return dossier(afternoon(tmp_path / "race"), named=True)


def test_it_tells_of_a_stage_as_the_results_and_the_ledger_have_it(told: Dossier) -> None:
    first, second = told.stages
    assert (first.starters, first.finishers, second.starters) == (60, 25, 0)
    assert [(each.why, each.place, each.runners) for each in first.left] == [("withdrawn", "1CP2", 1)]
    place = {each.place: each for each in first.places}
    assert [each.litres for each in place[PlaceId("1CP4")].water] == [240]
    assert place[PlaceId("1CP3")].seen == 0
    assert place[PlaceId("1CP3")].silent[0].raised is not None


def test_an_alert_has_the_evidence_of_then_and_every_answer_with_its_time(told: Dossier) -> None:
    first, second = told.alerts
    stored = [body for body in answered_bodies() if isinstance(body, AlertRaised)]
    assert [each.evidence for each in told.alerts] == [body.evidence for body in stored]
    assert (first.taken_after_min, first.answered_after_min, first.director_at) == (3.0, 3.0, None)
    assert [(each.answer, each.is_reasoned, each.minutes) for each in second.answers] == [
        ("dismissed", False, 5.0),
        ("dismissed", True, 15.0),
    ]
    assert (second.state, second.answered_after_min, second.taken_after_min) == ("dismissed", 15.0, None)
    assert second.director_at is not None  # The first dismissal gave no reason, so ten minutes went by.
    assert second.everyone_at is None


def test_the_responses_are_those_of_the_alerts(told: Dossier) -> None:
    said = told.responses
    assert (said.raised, said.answered, said.owned, said.dismissed, said.unanswered) == (2, 2, 1, 1, 0)
    assert (said.answered_half_within_min, said.slowest_min) == (9.0, 15.0)


def test_an_alert_nobody_answers_goes_to_the_director_and_to_everyone(tmp_path: Path) -> None:
    found = Found("overdue 1 2 1CP1 out", "overdue", ago(70), (Bib("2"),), PlaceId("1CP2"), ("Nobody owns it.",), 1)
    folder = folder_of(tmp_path / "race", *hq_bodies(), raised_of(found, ago(60)))
    (alert,) = dossier(folder).alerts
    assert (alert.state, alert.answered_after_min, alert.raised_after_min) == ("open", None, 10.0)
    zone = race_of(records(*hq_bodies())).plan.zone
    assert (alert.director_at, alert.everyone_at) == (to_iso(ago(50), zone), to_iso(ago(40), zone))
    assert dossier(folder).responses.unanswered == 1


def became_worse(tmp_path: Path, *answers: AlertAnswered) -> tuple[AlertTold, AlertTold]:
    """An alert raised an hour ago, and again as a worse case 40 minutes ago."""
    raised = [AlertRaised(name, "overdue", ago(60 - 20 * k), ago(70), (Bib("2"),)) for k, name in enumerate(NAMES)]
    mild, worse = dossier(folder_of(tmp_path / "race", *hq_bodies(), *raised, *answers)).alerts
    return mild, worse


NAMES = ("overdue 1 2 1CP1 out", "overdue 1 2 1CP1 out +1")


def test_an_alert_owned_before_it_became_worse_is_owned_at_once_and_told_to_others_where_the_owner_is_silent(
    tmp_path: Path,
) -> None:
    mild, worse = became_worse(tmp_path, AlertAnswered(NAMES[0], "taken", ago(58), "Rosa"))
    assert (mild.director_at, mild.everyone_at) == (None, None)
    zone = race_of(records(*hq_bodies())).plan.zone
    assert (worse.worse, worse.taken_after_min) == (1, 0.0)
    assert (worse.director_at, worse.everyone_at) == (to_iso(ago(30), zone), to_iso(ago(20), zone))


def test_an_owner_who_speaks_of_the_worse_case_in_time_keeps_it(tmp_path: Path) -> None:
    words = [AlertAnswered(NAMES[0], "taken", ago(58), "Rosa"), AlertAnswered(NAMES[1], "taken", ago(35), "Rosa")]
    _, worse = became_worse(tmp_path, *words)
    assert (worse.director_at, worse.everyone_at) == (None, None)


def test_what_had_reached_everyone_is_still_everyones_once_it_is_worse(tmp_path: Path) -> None:
    _, worse = became_worse(tmp_path)
    zone = race_of(records(*hq_bodies())).plan.zone
    assert (worse.director_at, worse.everyone_at) == (to_iso(ago(40), zone), to_iso(ago(40), zone))


def test_where_headquarters_was_missing_it_shows(tmp_path: Path) -> None:
    found = dossier(folder_of(tmp_path / "race", *hq_bodies()))
    assert found.alerts == ()
    missed = {each.what: each for each in found.unraised}
    assert missed["overdue"].runners == 1
    assert missed["overdue"].raised_later is None
    assert missed["silent_station"].place == "1CP3"
    assert found.responses.looks == 17


def test_what_came_and_went_within_the_hour_is_found_too(tmp_path: Path) -> None:
    slow = [seen("2", "1CP1", at(1, "4:40:00"), "in"), seen("2", "1FINISH", at(1, "9:00:00"), "in")]
    quick = [seen("1", place, at(1, f"{hour}:00:00"), "in") for place, hour in (("1CP1", 2), ("1FINISH", 5))]
    the_plan = plan([stage(1, 20, [checkpoint("1CP1", 10, ("in",))])])
    bodies = [PlanAdopted(the_plan), entered("1"), entered("2"), *quick, *slow]
    found = dossier(folder_of(tmp_path / "race", *bodies), named=True)
    overdue = next(each for each in found.unraised if each.what == "overdue" and each.place == "1CP1")
    assert overdue.who == ("2",)
    due = watched_on(race_of(records(*bodies[:4])), the_plan.stages[0], at(1, "3:00:00")).dues[Bib("2")]
    assert overdue.since == to_iso(due.at, the_plan.zone)
    assert overdue.found <= to_iso(Instant(due.at + 15 * MINUTE), the_plan.zone)
    assert overdue.last < to_iso(at(1, "4:40:00"), the_plan.zone)


def test_of_an_incident_it_is_told_what_was_known_then_of_whom_it_names(tmp_path: Path) -> None:
    opened = IncidentOpened("lost-1", "lost", ago(50), PlaceId("1CP2"), bibs=(LOST,), by="Omar Teller")
    plain = dossier(folder_of(tmp_path / "plain", *answered_bodies(), opened))
    incident = next(each for each in plain.incidents if each.what == "lost")
    (known,) = incident.known
    assert known.who == incident.who[0]
    assert (known.state, known.behind, known.low, known.high) == ("on course", "1CP1", 7_000, 14_000)
    assert known.seen is not None
    assert known.seen < to_iso(ago(50), plan().zone)
    assert (known.due_at, known.alerts) == ("1CP2", ("Overdue",))
    assert "Raised: Overdue" in dossier_page(plain)


def test_what_was_raised_in_time_is_not_told_as_missed(tmp_path: Path) -> None:
    found = dossier(afternoon(tmp_path / "race"))
    assert ("overdue", "1CP2") not in {(each.what, each.place) for each in found.unraised}
    late = next(each for each in found.unraised if each.what == "silent_station")
    assert late.raised_later is not None


def test_nights_are_counted_at_the_last_moment_before_the_next_stage_as_the_ledger_has_them(tmp_path: Path) -> None:
    here = [Bib(str(n)) for n in range(1, 6)]
    bodies = [
        PlanAdopted(plan(2)),
        *(entered(bib) for bib in here),
        GunFired(PlaceId("1START"), at(1, "0:01:00")),
        *(seen(bib, "1FINISH", at(1, f"6:0{n}:00"), "in") for n, bib in enumerate(here[:4])),
        RollCalled(PlaceId("1FINISH"), at(1, "9:00:00"), tuple(here[:4]), tuple(here[4:])),
        *(seen(bib, "2CP1", at(2, "1:30:00"), "in") for bib in here[:3]),
    ]
    found = dossier(folder_of(tmp_path / "race", *bodies), named=True)
    first, _ = found.nights
    assert (first.starters, first.answered, first.nowhere, first.balances) == (5, 4, ("5",), False)
    assert [each.kind for each in first.disagreements] == ["missing"]
    ledger = ledger_of(race_of(records(*bodies)), StageNo(1), Instant(at(2, "0:00:00") - 1))
    assert sum(row.is_safe for row in ledger.rows) == first.answered
    assert found.stages[0].gun is not None


def test_a_stage_that_was_closed_is_told_so_and_looked_at_no_more(tmp_path: Path) -> None:
    here = [Bib("1"), Bib("2")]
    bodies = [
        PlanAdopted(plan(1)),
        *(entered(bib) for bib in here),
        *(seen(bib, "1FINISH", at(1, "6:00:00"), "in") for bib in here),
        RollCalled(PlaceId("1FINISH"), at(1, "6:10:00"), tuple(here)),
        StageClosed(StageNo(1), at(1, "6:20:00")),
        WaterCounted(PlaceId("1CP1"), at(1, "9:30:00"), 90),
    ]
    found = dossier(folder_of(tmp_path / "race", *bodies), named=True)
    assert (found.stages[0].closed is not None, found.stages[0].against_closing) == (True, 0)
    assert found.nights[0].balances
    assert found.responses.looks == 7
    assert {each.place for each in found.unraised} == {"1CP1"}  # Nobody was seen there, and nobody asked.


def test_of_an_empty_race_it_tells_the_plan(tmp_path: Path) -> None:
    found = dossier(folder_of(tmp_path / "race", PlanAdopted(plan(3))))
    assert [stage.starters for stage in found.stages] == [0, 0, 0]
    assert (found.nights, found.alerts, found.unraised, found.incidents, found.standings.rows) == ((), (), (), (), ())


def test_as_of_an_instant_it_knows_nothing_later(tmp_path: Path) -> None:
    folder = afternoon(tmp_path / "race")
    then = dossier(folder, When(ago(50)))
    assert then.until == then.as_of
    assert [len(each.answers) for each in then.alerts] == [1, 1]
    assert (then.incidents, then.holds, then.dangers) == ((), (), ())
    assert then.alerts[1].state == "open"


def test_a_clock_out_of_its_mind_does_not_move_the_end(tmp_path: Path) -> None:
    mad = AlertRaised("overdue 1 9", "overdue", Instant(HQ_NOW + 70 * 365 * 86_400_000), HQ_NOW, (Bib("9"),))
    folder: RaceFolder = folder_of(tmp_path / "race", *hq_bodies(), mad)
    assert dossier(folder).until.startswith("2031-03-02")
    assert MINUTE == 60_000


def test_whose_word_it_is_is_told_by_the_role_of_the_device(tmp_path: Path) -> None:
    keys = machine_keys(home())
    me = DeviceEnrolled(keys.device, keys.sign_key, keys.box_key, "hq", at(1, "0:00:00"), by=keys.device)
    folder = folder_of(tmp_path / "race", me, *answered_bodies())
    found = dossier(folder)
    assert {each.role for each in found.alerts} == {"hq"}
    assert {answer.role for each in found.alerts for answer in each.answers} == {"hq"}
    assert found.holds[0].role == "hq"


def test_when_a_checkpoint_held_is_told_as_it_acknowledged(told: Dossier) -> None:
    held = {place.place: place.held for place in told.stages[0].places}
    (order,) = told.holds
    assert [each.heard is not None for each in order.places] == [True, False]
    assert (held[PlaceId("1CP4")][0].since, held[PlaceId("1CP4")][0].until) == (order.places[0].heard, None)
    assert held[PlaceId("1CP5")] == ()


def test_how_well_ranges_held_is_told_where_snapshots_were_kept(tmp_path: Path) -> None:
    folder = afternoon(tmp_path / "race")
    assert dossier(folder).ranges == ()
    then = folder.view(When(ago(90))).race
    keep(folder.path, snapshot_of(forecast_of(then, ago(90), StageNo(1))))
    made = dossier(folder)
    (first,) = made.ranges
    assert (first.stage, first.snapshots) == (1, 1)
    assert first.forecasts > 0
    assert against(folder, made) == []
