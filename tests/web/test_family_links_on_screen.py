"""The race office opens a family link on its screen and takes it back; nobody else may."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from camps import Site, open_site, served

from races import plan
from stagerace.core.names import Bib, Subject
from stagerace.core.records import ConsentGiven, Entered, PlanAdopted
from stagerace.log import Link, Person

WHO = Subject("subject1")


@pytest.fixture
def camp(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """A camp whose organiser said where the site lies."""
    site = open_site(tmp_path, own_home=own_home, bodies=[PlanAdopted(plan()), Entered(Bib("1"), WHO)])
    (site.camp.folder.path / "site.toml").write_text('[site]\nurl = "https://race.example"\n', encoding="utf-8")
    with site.camp.folder.vault(write=True) as vault:
        vault.seal(WHO, Person("Zora Quill"))
    with served(site):
        yield site
    site.camp.close()


def order(site: Site, what: str, **more: str) -> httpx.Response:
    with site.person("hq") as office:
        return office.post("/api/family", json={"bib": "1", "order": what, **more}, headers={"origin": site.url})


def screen(site: Site, role: str = "hq") -> str:
    with site.person(role) as office:
        return office.get("/family?bib=1", headers={"accept": "text/html"}).text


def test_a_link_is_opened_shown_as_a_code_and_taken_back(camp: Site) -> None:
    assert "No family link is open" in screen(camp)
    address = order(camp, "open", language="es").json()["address"]
    assert re.fullmatch(r"https://race\.example/es/f/[\w-]{22}\.html", address)
    page = screen(camp)
    assert address in page
    assert "<svg" in page
    assert "Zora Quill" in page
    assert order(camp, "revoke").json() == {"address": ""}
    assert "No family link is open" in screen(camp)
    said = [r.body for r in camp.camp.present.view().records if isinstance(r.body, ConsentGiven)]
    assert [(word.what, word.given, word.by) for word in said] == [("family", True, "hq"), ("family", False, "hq")]
    with camp.camp.folder.vault() as vault:
        assert vault.read(WHO, Link) == Link("", "es")


@pytest.mark.slow
def test_a_browser_comes_back_to_the_runner_and_reads_what_was_wrong(camp: Site) -> None:
    with camp.person("director") as office:
        headers = {"origin": camp.url, "accept": "text/html"}
        opened = office.post("/api/family", data={"bib": " 1 ", "order": "open"}, headers=headers)
        assert (opened.status_code, opened.headers["location"]) == (303, "/family?bib=1")
        wrong = office.post("/api/family", data={"bib": "99", "order": "open"}, headers=headers)
        assert wrong.status_code == 400
        assert "Nobody entered wears 99" in wrong.text


def test_a_timekeeper_who_reads_names_reads_no_links(camp: Site) -> None:
    address = order(camp, "open").json()["address"]
    with camp.person("timekeeper") as client:
        answer = client.get("/family?bib=1")
    assert answer.status_code == 403
    assert address not in answer.text


@pytest.mark.slow
def test_without_an_address_of_the_site_the_page_says_what_to_write_where(camp: Site) -> None:
    (camp.camp.folder.path / "site.toml").unlink()
    assert order(camp, "open").status_code == 400
    assert "Nobody has said where the site will lie" in screen(camp)
