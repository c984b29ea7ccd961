"""What a camp node tells of a race is what the commands print."""

from camps import NOON, Site, told
from msgspec import json

from races import seen
from stagerace.core.records import Voided
from stagerace.node.folder import RaceFolder
from stagerace.rules.classes import Scope
from stagerace.rules.tables import table


def test_standings_are_those_of_the_command(site: Site) -> None:
    view = site.camp.folder.view()
    with site.person("auditor") as client:
        assert client.get("/api/standings").content == json.encode(table(view.race, Scope(), "overall", view.position))
        asked = client.get("/api/standings", params={"stage": "1", "class": "women/age:40-49"}).json()
    assert (asked["stage"], asked["after"], asked["class"]) == (1, None, "women/age:40-49")


def test_standings_keep_up_with_what_comes_and_what_is_taken_back(site: Site) -> None:
    with site.person("auditor") as client:
        before = client.get("/api/standings").json()["rows"]
        (record,) = site.camp.writer.append([seen("2", "1CP2", NOON)]).result(10)
        after = client.get("/api/standings").json()["rows"]
        assert after != before
        site.camp.writer.append([Voided(record.id, "Rosa", "typed twice")]).result(10)
        assert client.get("/api/standings").json()["rows"] == before


def test_what_cannot_be_asked_is_refused_in_words(site: Site) -> None:
    with site.person("auditor") as client:
        for query in ("stage=9", "stage=x", "class=kings", "stage=1&after=1", "stage=%3Cscript%3E"):
            answer = client.get(f"/api/standings?{query}")
            assert answer.status_code == 400, query
            told(answer)


def test_the_race_and_the_vector_are_told(site: Site) -> None:
    race = site.ask("timekeeper", "GET", "/api/race").json()
    assert (race["race"], race["name"], race["log_id"]) == ("sahara-2031", "Sahara 2031", site.camp.meta.log_id)
    assert race["stages"][0]["places"][:2] == ["1START", "1CP1"]
    vector = site.ask("timekeeper", "GET", "/api/vector").json()
    assert vector["vector"] == {site.camp.node: site.camp.live.position}


def test_a_race_without_a_plan_is_served_and_says_what_to_do(site: Site) -> None:
    site.camp.present.close()
    empty = site.camp.folder.path.parent / "empty"
    empty.mkdir()
    (empty / "race.toml").write_text(
        '[race]\nid = "e"\nname = "E"\nstart_date = 2031-03-02\ntime_zone = "UTC"\n'
        "[[stage]]\nn = 1\nkm = 10\nstart = 2031-03-02T08:00:00\n"
    )
    with site.person("director") as client:
        folder = RaceFolder(empty)
        folder.write(NOON).close()
        site.camp.present._folder = folder
        answer = client.get("/api/standings")
        assert answer.status_code == 409
        assert "no plan yet" in told(answer)["what"]
        assert client.get("/").status_code == 200


def test_a_refusal_never_names_a_path_of_this_machine(site: Site) -> None:
    with site.person("director") as client:
        site.camp.present.close()
        log = site.camp.folder.log_path
        log.rename(log.with_suffix(".away"))
        answer = client.get("/api/standings")
        log.with_suffix(".away").rename(log)
    assert answer.status_code == 409
    assert str(site.camp.folder.path.parent) not in answer.text
    told(answer)
