"""Paper log sheets: a line for every runner, a box for every time the place takes, names only where they may go."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from camps import NOON, Site, open_site, served, told

from races import at, checkpoint, entered, plan, ruled, stage
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId, WaveId
from stagerace.core.plan import Wave
from stagerace.core.records import PlanAdopted, WithdrawalReported
from stagerace.core.zone import Zone
from stagerace.log import Person, Vault

PAGE = {"accept": "text/html"}
FIELD = 120


class Text(HTMLParser):
    """The words of a page, without its markup."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def text_of(page: str) -> str:
    parser = Text()
    parser.feed(page)
    return " ".join(parser.words)


@pytest.fixture
def site(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """120 runners in two waves; the second checkpoint takes arrivals only, the first closes."""
    made = open_site(tmp_path, own_home=own_home)
    places = (checkpoint("1CP1", 10.2, close=at(1, "3:00:00")), checkpoint("1CP2", 20, ("in",)))
    waves = (Wave(WaveId("A"), at(1, "0:00:00"), "1-60"), Wave(WaveId("B"), at(1, "1:00:00"), "61-200"))
    stages = [stage(1, 40, places, waves=waves), stage(2)]
    base = plan(stages)
    fields = {name: getattr(base, name) for name in base.__struct_fields__}
    local = type(base)(**{**fields, "zone": Zone("Africa/Cairo", ((Instant(0), 7_200),))})
    made.camp.writer.append([PlanAdopted(local), *(entered(str(n)) for n in range(3, FIELD + 1))]).result(10)
    with served(made):
        yield made
    made.camp.close()


def sheets(site: Site, target: str) -> str:
    answer = site.ask("timekeeper", "GET", target)
    assert answer.status_code == 200, answer.text
    return answer.text


def papers(page: str) -> list[str]:
    return re.findall(r'<section class="paper".*?</section>', page, re.DOTALL)


def test_there_is_a_line_for_every_runner_and_a_page_to_spare(site: Site) -> None:
    log = [paper for paper in papers(sheets(site, "/sheets?place=1CP1")) if "as they come" in paper]
    numbers = [int(n) for paper in log for n in re.findall(r'<td class="no">(\d+)</td>', paper)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert FIELD + 50 <= len(numbers) < FIELD + 100


def test_as_many_pages_as_were_asked_for(site: Site) -> None:
    for count in (0, 1, 20):
        page = sheets(site, f"/sheets?place=1CP1&pages={count}")
        assert page.count("as they come") == count


@pytest.mark.parametrize("pages", ["21", "-1", "many", "1e1", "٣"])
def test_a_number_of_pages_that_is_none_is_refused(site: Site, pages: str) -> None:
    with site.person("director") as client:
        refused = client.get("/sheets", params={"place": "1CP1", "pages": pages})
    assert refused.status_code == 400
    told(refused)


def test_each_time_has_four_boxes_and_only_what_is_taken_is_asked_for(site: Site) -> None:
    both, only_in = (papers(sheets(site, f"/sheets?place={place}&pages=1"))[0] for place in ("1CP1", "1CP2"))
    assert (both.count("HHMM</th>"), both.count('class="boxes"')) == (4, 100)
    assert (only_in.count("HHMM</th>"), only_in.count('class="boxes"')) == (2, 50)
    assert both.count("<i></i>") == 400
    assert "Out" not in text_of(only_in).replace("Outside", "")


def test_every_sheet_says_what_it_is_of_and_stays_inside(site: Site) -> None:
    for paper in papers(sheets(site, "/sheets?place=1CP1")):
        said = text_of(paper)
        for words in ("1CP1", "INTERNAL", "Sahara 2031, stage 1", "km 10.2", "Sunday 2 March 2031", "Crew"):
            assert words in said, said[:300]
        assert "Start A 10:00, B 11:00. Closes 13:00." in said
        assert "UTC+02:00" in said


def test_the_field_is_there_once_by_bib_with_who_is_out_marked(site: Site) -> None:
    site.camp.writer.append(
        [
            WithdrawalReported(Bib("17"), PlaceId("1CP1"), NOON),
            ruled("R1", "shorten", 1, "80", place=PlaceId("1CP1")),
        ]
    ).result(10)
    page = sheets(site, "/sheets?place=1CP2")
    bibs = re.findall(r'<td class="bib">(\d+) ([AB])</td>', page)
    assert [int(bib) for bib, _ in bibs] == list(range(1, FIELD + 1))
    assert {wave for bib, wave in bibs if int(bib) <= 60} == {"A"}
    assert "withdrew 1CP1" in text_of(page)
    assert "ends at 1CP1" in text_of(page)


def test_names_are_on_it_where_they_may_be_told_and_also_in_their_own_order(site: Site) -> None:
    assert "by name" not in sheets(site, "/sheets?place=1CP1")
    with Vault.open(site.camp.folder.path / "vault.db", write=True) as vault:
        vault.seal_all(
            {
                entered("7").subject: Person("<i>Ben</i> Sand"),
                entered("9").subject: Person("Zoe Abel"),
                entered("8").subject: Person("Ana Rask"),
            }
        )
    page = sheets(site, "/sheets?place=1CP1")
    assert "<i>Ben" not in page, "what people typed is no markup"
    names = re.findall(r"<li><span>(.*?)</span> <b>(\d+)</b></li>", page)
    assert [bib for _, bib in names] == ["9", "8", "7"]


def test_a_whole_stage_is_printed_at_once_and_without_a_choice_one_is_asked_for(site: Site) -> None:
    page = sheets(site, "/sheets?stage=1&pages=1")
    firsts = re.findall(r'aria-label="Log sheet 1 of (\w+)"', page)
    assert firsts == ["1START", "1CP1", "1CP2", "1FINISH"]
    assert papers(sheets(site, "/sheets")) == []


@pytest.mark.parametrize("query", ["place=9CP9", "stage=7", "stage=2&place=1CP1", "place=%3Cb%3E"])
def test_what_is_not_in_the_race_is_refused_with_what_is(site: Site, query: str) -> None:
    refused = site.ask("timekeeper", "GET", f"/sheets?{query}")
    assert refused.status_code == 404
    assert "Ask for one of" in told(refused)["do"]


def test_it_prints_without_what_the_policy_forbids(site: Site) -> None:
    page = sheets(site, "/sheets?place=1CP1")
    assert "style=" not in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*src=)", page)


def test_the_code_of_a_checkpoints_role_opens_the_app_and_others_do_not(site: Site) -> None:
    with site.person("director") as client:
        placed, other = (
            client.post("/api/invite", json=said, headers={"origin": site.url}).json()["url"]
            for said in ({"role": "captain", "place": "1CP1", "label": ""}, {"role": "medic", "place": "", "label": ""})
        )
        shown = client.post(
            "/api/invite",
            data={"role": "timekeeper", "place": "1CP1", "label": "tablet B"},
            headers={"origin": site.url, **PAGE},
        ).text
    assert "/app/#code=" in placed
    assert "/enrol#code=" in other
    said = text_of(shown)
    assert said.index("Use this phone or tablet here") < said.index("stagerace sync FOLDER")
    assert "Without TLS it works only while it reaches this camp node" in said
    with site.client() as client:
        assert 'id="app" href="/app/"' in client.get("/enrol", headers=PAGE).text
