"""Those at home write, the race office passes on and prints, the sender follows; not while the long stage is on."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from camps import Site, open_site, served

from races import at, entered, plan, records, seen, stage
from stagerace.core.clock import HOUR, Elapsed, Instant
from stagerace.core.names import Subject
from stagerace.core.records import Body, ConsentGiven, Entered, Forgotten, GateFrozen, Passing, PlanAdopted
from stagerace.log import Person, find_traces, forget_in, open_log
from stagerace.node.messages.long_stage import is_on, long_stage
from stagerace.rules.race import race_of
from stagerace.web.bounds import MEGABYTE, Bounds

TEXT = "Walk on, the dog is fine\n<b>all</b> of us cheer"
ROOMY = Bounds(anonymous="100000/minute", login="100000/minute", message="100000/minute", heartbeat=0.2)
PLAN = plan([stage(1, 40), stage(2, 80), stage(3, 20)])
TENTS = (
    '[site]\nphone = "+20 555 0100"\n[[tent]]\nname = "Tent 10"\nbibs = "2"\n[[tent]]\nname = "Tent 9"\nbibs = "1"\n'
)


def who(bib: str) -> Subject:
    return Subject(f"subject{bib}")


def runner(bib: str) -> Entered:
    return Entered(entered(bib).bib, who(bib))


@pytest.fixture
def camp(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """A camp that takes messages, on the first day of three; the second is the long one."""
    bodies: list[Body] = [
        PlanAdopted(PLAN),
        *(runner(bib) for bib in ("1", "2", "3")),
        seen("1", "1CP1", at(1, "3:00:00")),
    ]
    site = open_site(tmp_path, own_home=own_home, bodies=bodies)
    site.camp.takes_messages = True
    (site.camp.folder.path / "site.toml").write_text(TENTS, encoding="utf-8")
    with site.camp.folder.vault(write=True) as vault:
        vault.seal_all({who("1"): Person("Zora Quill"), who("2"): Person("Ben Ode")})
    with served(site, ROOMY):
        yield site
    site.camp.close()


def write(site: Site, bib: str = "1", text: str = TEXT, sender: str = "Mum", **more: str) -> httpx.Response:
    with site.client() as client:
        fields = {"from": sender, "text": text, **more}
        return client.post(f"/message/{bib}", data=fields, headers={"accept": "text/html"})


def receipt(answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("/")[2].partition("?")[0]


def state(site: Site, name: str) -> str:
    with site.client() as client:
        page = client.get(f"/message/state/{name}", headers={"accept": "text/html"})
    found = re.search(r'role="status"><strong>(.*?)</p>', page.text, re.DOTALL)
    assert found, page.text
    return found[1].replace("</strong>", "")


def step(site: Site, did: str, *receipts: str, why: str = "") -> httpx.Response:
    with site.person("hq") as office:
        fields = {"did": did, "receipts": " ".join(receipts), "why": why}
        return office.post("/api/messages", json=fields, headers={"origin": site.url})


def office(site: Site, path: str = "/messages") -> str:
    with site.person("hq") as client:
        return client.get(path, headers={"accept": "text/html"}).text


def test_a_message_is_written_passed_on_printed_and_handed_over_and_its_sender_sees_it(camp: Site) -> None:
    name = receipt(write(camp))
    assert state(camp, name) == "It waits at the race office."
    assert "<b>all</b>" not in office(camp)
    assert "&lt;b&gt;all&lt;/b&gt;" in office(camp)
    said = []
    for did in ("passed_on", "printed", "handed_over"):
        assert step(camp, did, name).json() == {"many": 1}
        assert step(camp, did, name).json() == {"many": 0}
        said.append(state(camp, name))
    assert [word for text, word in zip(said, ("read", "printed", "handed over"), strict=True) if word in text] == [
        "read", "printed", "handed over",
    ]  # fmt: skip


def test_the_sheets_are_one_a_tent_in_their_order_with_each_runners_messages(camp: Site) -> None:
    names = [receipt(write(camp, bib, f"to {bib}")) for bib in ("2", "1", "3", "1")]
    step(camp, "passed_on", *names)
    sheets = office(camp, "/messages/sheets")
    assert re.findall(r"<bdi>(Tent \d+|No tent known)</bdi>", sheets) == ["Tent 9", "Tent 10", "No tent known"]
    assert re.findall(r"<p>(to \d)</p>", sheets) == ["to 1", "to 1", "to 2", "to 3"]
    step(camp, "printed", *names)
    assert "<blockquote" not in office(camp, "/messages/sheets")


@pytest.mark.slow
def test_a_refusal_needs_a_reason_that_stays_in_the_office(camp: Site) -> None:
    name = receipt(write(camp))
    assert step(camp, "refused", name).status_code == 409
    assert step(camp, "refused", name, why="a death in the family: by a person").json() == {"many": 1}
    assert "not passed on" in state(camp, name)
    assert "death" not in state(camp, name)
    assert "a death in the family" in office(camp)
    assert step(camp, "printed", name).json() == {"many": 0}


def test_while_the_long_stage_is_on_its_sender_is_told_so_and_nothing_is_printed(camp: Site) -> None:
    name = receipt(write(camp))
    step(camp, "passed_on", name)
    camp.watch.now = at(2, "1:00:00")
    with camp.client() as client:
        assert "The long stage is on" in client.get("/message/1").text
    assert "handed over after the long stage" in state(camp, name)
    assert step(camp, "printed", name).status_code == 409
    assert "Held back" in office(camp, "/messages/sheets")
    assert "<blockquote" not in office(camp, "/messages/sheets")
    camp.watch.now = at(2, "13:00:00")
    assert "after the long stage" not in state(camp, name)
    assert step(camp, "printed", name).json() == {"many": 1}


def test_of_somebody_frozen_the_sender_reads_what_they_read_before(camp: Site) -> None:
    frozen, other = receipt(write(camp, "1")), receipt(write(camp, "2"))
    step(camp, "passed_on", frozen, other)
    camp.watch.on(60_000)
    camp.camp.writer.append([GateFrozen(camp.watch.now, "1", by="Ana")]).result(10)
    before = state(camp, frozen)
    camp.watch.on(60_000)
    step(camp, "printed", frozen, other)
    step(camp, "handed_over", frozen, other)
    assert state(camp, frozen) == before
    assert "handed over" in state(camp, other)
    later = receipt(write(camp, "1"))
    camp.watch.on(60_000)
    step(camp, "passed_on", later)
    assert state(camp, later) == "It waits at the race office."
    assert "Nothing about this runner leaves the camp now" in office(camp)


def test_who_wants_none_gets_none_and_who_is_not_there_is_unknown(camp: Site) -> None:
    camp.camp.writer.append([ConsentGiven(who("2"), "messages", camp.watch.now, False)]).result(10)
    with camp.client() as client:
        page = client.get("/message/2", headers={"accept": "text/html"})
        assert page.status_code == 200
        assert "takes no messages" in page.text
        assert "<form" not in page.text
        assert client.get("/message/99").status_code == 404
        assert client.get("/message/state/nothing").status_code == 404
    assert write(camp, "2").status_code == 409
    assert write(camp, "99").status_code == 404


def test_who_is_forgotten_takes_the_messages_along(camp: Site) -> None:
    name = receipt(write(camp))
    camp.camp.writer.append([Forgotten(who("1"), camp.watch.now)]).result(10)
    forget_in(camp.camp.folder.path, [who("1")])
    with camp.client() as client:
        assert client.get(f"/message/state/{name}").status_code == 404
        assert client.get("/message/1").status_code == 404
    assert "dog" not in office(camp)


def test_nothing_of_a_message_stands_in_the_log_or_in_the_clear(camp: Site) -> None:
    step(camp, "refused", receipt(write(camp, sender="Great-aunt Olga")), why="hurtful")
    with open_log(camp.camp.folder.log_path) as log:
        said = repr(log.read())
    assert not any(word in said for word in ("Olga", "the dog", "hurtful"))
    assert find_traces(camp.camp.folder.path, ["Great-aunt Olga", "the dog is fine", "hurtful"]) == []


WRONG: tuple[tuple[dict[str, str], str], ...] = (
    ({"text": " \n "}, "Nothing is written"),
    ({"sender": " "}, "Nobody is named"),
    ({"text": "a" * 501}, "longer than can be carried"),
    ({"sender": "a" * 61}, "name is too long"),
)


def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(camp: Site) -> None:
    for fields, said in WRONG:
        answer = write(camp, **fields)
        assert answer.status_code == 400
        assert said in answer.text
        assert "Mum" in answer.text or "sender" in fields
        assert answer.text.count('role="alert"') == 1
    assert "Nothing waits" in office(camp)


@pytest.mark.slow
def test_the_form_speaks_spanish_and_stays_in_it(camp: Site) -> None:
    with camp.client() as client:
        page = client.get("/message/1?lang=es").text
    assert '<html lang="es">' in page
    assert "Un mensaje para" in page
    assert "No hay nada escrito" in write(camp, text="", lang="es").text
    assert write(camp, lang="es").headers["location"].endswith("?lang=es")


@pytest.mark.slow
def test_a_name_is_called_only_where_the_runner_agreed(camp: Site) -> None:
    with camp.client() as client:
        assert "Zora" not in client.get("/message/1").text
        camp.camp.writer.append([ConsentGiven(who("1"), "name", camp.watch.now)]).result(10)
        assert "A message to <bdi>Zora Quill</bdi>" in client.get("/message/1").text


@pytest.mark.slow
def test_another_site_cannot_write_through_somebodys_browser(camp: Site) -> None:
    with camp.client() as client:
        elsewhere = client.post(
            "/message/1", data={"from": "x", "text": "y"}, headers={"origin": "https://evil.example"}
        )
        assert elsewhere.status_code == 403
        assert client.post("/message/1", content=b"a" * MEGABYTE).status_code == 413


@pytest.mark.slow
def test_only_so_many_wait_for_one_runner(camp: Site) -> None:
    names = [receipt(write(camp, "1", f"number {n}")) for n in range(40)]
    full = write(camp, "1")
    assert full.status_code == 503
    assert "As many messages wait" in full.text
    assert "after that there is room again" in full.text
    assert TEXT.partition("\n")[0] in full.text, "what was written is still there"
    with camp.client() as client:
        before = client.get("/message/1?lang=es", headers={"accept": "text/html"})
    assert before.status_code == 200
    assert "el buzón está lleno" in before.text
    assert "The box of 1" in office(camp)
    step(camp, "refused", names[0], why="twice the same")
    assert "The box of 1" not in office(camp)
    assert receipt(write(camp, "1"))


@pytest.mark.slow
def test_an_address_that_writes_too_often_waits(tmp_path: Path, own_home: Path) -> None:
    site = open_site(tmp_path, own_home=own_home)
    site.camp.takes_messages = True
    bounds = Bounds(anonymous="100000/minute", message="3/hour")
    with served(site, bounds):
        assert [write(site).status_code for _ in range(4)] == [303, 303, 303, 429]
    site.camp.close()


@pytest.mark.slow
def test_where_no_messages_are_taken_there_is_no_form(site: Site) -> None:
    with site.client() as client:
        assert client.get("/message/1").status_code == 404
    assert write(site).status_code == 404
    assert "No messages are taken here" in office(site)


def test_the_long_stage_is_the_longest_and_lasts_until_everybody_is_in_or_its_limit() -> None:
    assert long_stage(PLAN).n == 2
    home = [seen(bib, "2FINISH", at(2, "9:00:00")) for bib in ("1", "2")]

    def is_long(when: Instant, *more: Passing) -> bool:
        return is_on(race_of(records(PlanAdopted(PLAN), entered("1"), entered("2"), *more)), when)

    during = at(2, "10:00:00")
    assert is_long(during)
    assert is_long(during, home[0])
    assert not is_long(during, *home)
    assert not is_long(Instant(at(2, "0") - 1))
    assert is_long(Instant(at(2, "12:00:00") - 1))
    assert not is_long(at(2, "12:00:00"))
    rounds = plan([stage(1, 40, limit=Elapsed(9 * HOUR)), stage(2, 40, limit=Elapsed(20 * HOUR))])
    assert long_stage(rounds).n == 2
