"""The forecast on the board: told to whoever may read the race, only what changed, and never in the way."""

from typing import Any

import pytest
from camps import Site, open_site, served, told

from board_scene import BOARD_NOW, board_live, board_plan, entries
from races import seen
from stagerace.core.clock import HOUR, MINUTE, Instant
from stagerace.core.names import Bib
from stagerace.core.records import Body, PlanAdopted, WithdrawalReported
from stagerace.node import board_forecasts

PLACES = 11


@pytest.fixture
def live(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The scene of a live stage; whoever asks is told the newest at once."""
    monkeypatch.setattr(board_forecasts, "LEAST", 0.0)
    monkeypatch.setattr(board_forecasts, "REST", 0.0)
    site.watch.now = BOARD_NOW
    site.camp.writer.append(board_live()).result(20)
    return site


def asked(site: Site, stage: int = 1, since: str = "", role: str = "director") -> Any:
    with site.person(role) as client:
        answer = client.get("/api/forecast", params={"stage": str(stage), "since": since})
        assert answer.status_code == 200, answer.text
        return answer.json()


def of(found: Any, bib: str) -> Any:
    return next(runner for runner in found["runners"] if runner["bib"] == bib)


def test_everybody_on_course_is_expected_at_every_place_ahead(live: Site) -> None:
    found = asked(live)
    assert found["whole"]
    assert found["position"] == live.camp.live.position
    coming = [runner for runner in found["runners"] if runner["state"] == "on_course" and runner["p_stage"] > 0.5]
    assert len(coming) > 20
    for runner in coming:
        assert runner["arrivals"][-1][0] == "1FINISH"
        for place, _, _, p05, p25, p50, p75, p95, comes, *_ in runner["arrivals"]:
            assert p05 <= p25 <= p50 <= p75 <= p95, place
            assert all(moment % MINUTE == 0 for moment in (p05, p50, p95))
            assert 0.05 <= comes <= 1


def test_whoever_is_out_or_through_is_expected_nowhere(live: Site) -> None:
    found = asked(live)
    assert (of(found, "31")["state"], of(found, "31")["arrivals"]) == ("out", [])
    assert (of(found, "41")["state"], of(found, "41")["arrivals"]) == ("finished", [])


def test_only_what_changed_is_told_again(live: Site) -> None:
    whole = asked(live)
    live.camp.writer.append([seen("39", "1CP4", Instant(BOARD_NOW - MINUTE), "in")]).result(10)
    change = asked(live, since=whole["mark"])
    assert not change["whole"]
    assert 0 < len(change["runners"]) < 60
    assert of(change, "39")["arrivals"][0][:2] == ["1CP4", "out"]
    assert asked(live, since=change["mark"])["runners"] == []
    merged = {each["bib"]: each for each in [*whole["runners"], *change["runners"]]}
    assert merged == {each["bib"]: each for each in asked(live)["runners"]}


def test_a_mark_of_another_run_is_told_everything(live: Site) -> None:
    assert all(asked(live, since=mark)["whole"] for mark in ("x", "00000000-1", "-"))


def test_a_forecast_is_worked_out_once_for_all_who_ask(live: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    real = board_forecasts.following
    monkeypatch.setattr(board_forecasts, "following", lambda *said: made.append(said) or real(*said))
    for role in ("director", "media", "auditor"):
        asked(live, role=role)
    assert len(made) == 1


def test_after_a_forecast_the_camp_node_rests_and_names_how_old_it_is(
    live: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_forecasts, "LEAST", 3600.0)
    before = asked(live)["position"]
    live.camp.writer.append([seen("39", "1CP4", Instant(BOARD_NOW - MINUTE), "in")]).result(10)
    assert asked(live)["position"] == before < live.camp.live.position


def test_a_stage_to_come_is_forecast_from_the_plan(live: Site) -> None:
    found = asked(live, stage=2)
    assert {runner["state"] for runner in found["runners"]} == {"to_start"}
    assert all(len(runner["arrivals"]) == PLACES for runner in found["runners"])
    assert "31" not in {runner["bib"] for runner in found["runners"]}


def test_a_stage_that_is_over_has_nothing_left_to_forecast(live: Site) -> None:
    on_course = [runner["bib"] for runner in asked(live)["runners"] if runner["state"] == "on_course"]
    home = [seen(bib, "1FINISH", Instant(BOARD_NOW + HOUR), "in", "mat") for bib in on_course]
    live.camp.writer.append(home).result(20)
    live.watch.now = Instant(BOARD_NOW + 3 * HOUR)
    assert all(runner["arrivals"] == [] for runner in asked(live)["runners"])


def test_where_all_are_out_that_is_said(tmp_path: Any, own_home: Any) -> None:
    gone: list[Body] = [
        WithdrawalReported(Bib(str(n)), board_plan().stages[0].places[1].id, BOARD_NOW) for n in range(1, 4)
    ]
    came = [seen(str(n), "1CP1", Instant(BOARD_NOW - HOUR), "in") for n in range(1, 4)]
    bodies: list[Body] = [PlanAdopted(board_plan()), *entries(3), *came, *gone]
    site = open_site(tmp_path, own_home=own_home, bodies=bodies, now=BOARD_NOW)
    with served(site):
        assert all(runner["arrivals"] == [] for runner in asked(site)["runners"])
        second = asked(site, stage=2)
        assert "nobody is left in the race on stage 2" in second["refused"]
        assert second["runners"] == []
    site.camp.close()


def test_one_runner_alone_is_forecast(tmp_path: Any, own_home: Any) -> None:
    bodies = [PlanAdopted(board_plan()), *entries(1), seen("1", "1CP1", Instant(BOARD_NOW - HOUR), "in")]
    site = open_site(tmp_path, own_home=own_home, bodies=bodies, now=BOARD_NOW)
    with served(site):
        [runner] = asked(site)["runners"]
        assert len(runner["arrivals"]) == PLACES - 1
    site.camp.close()


def test_without_a_plan_it_is_refused_in_words(tmp_path: Any, own_home: Any) -> None:
    site = open_site(tmp_path, own_home=own_home, bodies=entries(1))
    with served(site), site.person("director") as client:
        answer = client.get("/api/forecast")
        assert answer.status_code == 409
        assert "no plan" in told(answer)["what"]
    site.camp.close()


def test_the_page_has_places_for_it_only_where_it_is_wanted(live: Site) -> None:
    with live.person("director") as client:
        plain, wanted = (client.get(f"/board{more}").text for more in ("", "?forecast=on"))
    assert 'id="forecast"' not in plain
    assert 'class="chance"' not in plain
    assert wanted.count('<td class="chance"></td>') == 60
    assert "stagerace forecast" in wanted, "who has no scripts is told where to find it"
