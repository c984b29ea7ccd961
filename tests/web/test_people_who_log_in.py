"""People log in by name and password; wrong ones cost time, another site gets nothing, and who is removed is out."""

import stat
from pathlib import Path

import pytest
from camps import EASY, PASSWORD, Site, open_site, served, told

from stagerace.core.clock import HOUR, SECOND, Instant
from stagerace.core.errors import BadInput
from stagerace.node.accounts import Account, Accounts, one_time_code
from stagerace.web.backoff import Backoff
from stagerace.web.bounds import Bounds

FORM = {"content-type": "application/x-www-form-urlencoded"}


def test_a_session_is_kept_from_scripts_and_from_other_sites(site: Site) -> None:
    with site.client() as client:
        answer = client.post("/login", data={"name": "medic", "password": PASSWORD})
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/"))
    assert PASSWORD not in answer.text


def test_a_name_is_known_however_it_is_typed_and_a_wrong_password_says_no_more_than_a_wrong_name(site: Site) -> None:
    with site.client() as client:
        assert client.post("/login", json={"name": "  Medic ", "password": PASSWORD}).json()["role"] == "medic"
    with site.client() as client:
        wrong = client.post("/login", json={"name": "medic", "password": "not it at all"})
        nobody = client.post("/login", json={"name": "nobody", "password": PASSWORD})
    assert wrong.status_code == nobody.status_code == 401
    assert told(wrong) == told(nobody)


def test_whoever_logs_out_is_out(site: Site) -> None:
    with site.person("auditor") as client:
        key = client.cookies["stagerace"]
        assert client.post("/logout", headers={"origin": site.url}).status_code == 303
        assert client.get("/api/who").status_code == 401
        client.cookies.set("stagerace", key, domain="127.0.0.1")
        assert client.get("/api/who").status_code == 401


def test_whoever_is_removed_or_given_another_password_is_out_at_once(site: Site) -> None:
    with site.person("auditor") as one, site.person("media") as two:
        site.camp.accounts.remove("Auditor")
        site.camp.accounts.add("media", "media", "another set of words")
        assert one.get("/api/who").status_code == two.get("/api/who").status_code == 401


def test_a_login_ends_after_a_long_day(site: Site) -> None:
    with site.person("auditor") as client:
        site.watch.on(15 * HOUR)
        assert client.get("/api/who").status_code == 200
        site.watch.on(HOUR)
        assert client.get("/api/who").status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
     {"origin": "null"}, {}],
)  # fmt: skip
def test_what_another_site_makes_a_browser_send_is_refused(site: Site, headers: dict[str, str]) -> None:
    with site.person("director") as client:
        answer = client.post("/logout", headers=headers)
        assert answer.status_code == 403
        assert "another site" in told(answer)["what"]
        assert client.get("/api/who").status_code == 200


def test_another_site_cannot_log_a_browser_in_either(site: Site) -> None:
    with site.client() as client:
        body = {"name": "media", "password": PASSWORD}
        assert client.post("/login", data=body, headers={"origin": "http://evil.example"}).status_code == 403


def test_wrong_tries_cost_twice_as_long_each_time_and_a_right_one_is_refused_meanwhile(site: Site) -> None:
    with site.client() as client, site.client() as other:
        for _ in range(4):
            assert client.post("/login", json={"name": "medic", "password": "wrong"}).status_code == 401
        answer = client.post("/login", json={"name": "medic", "password": PASSWORD})
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        assert other.post("/login", json={"name": "media", "password": PASSWORD}).status_code == 200
        site.watch.on(SECOND)
        assert client.post("/login", json={"name": "medic", "password": PASSWORD}).status_code == 200


def test_waits_double_up_to_five_minutes_and_are_forgiven() -> None:
    now = [Instant(1_000_000)]
    backoff = Backoff(lambda: now[0])
    waits = []
    for _ in range(16):
        backoff.missed("ana", "10.0.0.9")
        waits.append(backoff.wait("ana", "10.0.0.9"))
    assert waits == [0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    assert backoff.wait("ana", "10.0.0.8") == backoff.wait("ben", "10.0.0.9") == 0
    now[0] = Instant(now[0] - HOUR)
    assert backoff.wait("ana", "10.0.0.9") == 300, "a clock set back holds nobody for longer"
    backoff.fits("ana", "10.0.0.9")
    assert backoff.wait("ana", "10.0.0.9") == 0


def test_logins_and_strangers_are_counted_and_an_enrolled_device_never_is(shut: Site) -> None:
    with served(shut, Bounds(anonymous="12/minute", login="3/minute")) as site, site.client() as client:
        proofs = [site.proof("timekeeper", "GET", "/api/vector") for _ in range(10)]
        tries = [client.post("/login", json={"name": f"n{n}", "password": "x"}).status_code for n in range(4)]
        assert tries == [401, 401, 401, 429]
        asked = [client.get("/").status_code for _ in range(20)]
        assert asked.count(200) == 8, "twelve of a stranger in all, with the four tries"
        assert set(asked[8:]) == {429}
        assert {client.get("/api/vector", headers=proof).status_code for proof in proofs} == {200}
        assert client.get("/health").status_code == client.get("/api/challenge").status_code == 200


def test_the_first_account_needs_the_code_and_only_once(tmp_path: Path, own_home: Path) -> None:
    site = open_site(tmp_path, people=(), own_home=own_home)
    with served(site), site.client() as client:
        code = site.camp.first_code.code
        first = {"name": "Rosa Lind", "password": PASSWORD}
        assert "Make the first account" in client.get("/").text
        assert client.post("/first", json={**first, "code": one_time_code()}).status_code == 401
        short = client.post("/first", json={**first, "code": code, "password": "short"})
        assert short.status_code == 400
        assert "8 to 256" in told(short)["what"]
        differ = client.post("/first", data={**first, "code": code, "again": "something else"})
        assert "the two passwords differ" in differ.text.lower()
        answer = client.post("/first", json={**first, "code": code.lower().replace("-", " ")})
        assert answer.json()["role"] == "director"
        assert client.get("/api/race").status_code == 200
        assert client.post("/first", json={**first, "code": code}).status_code in (401, 403)
        assert site.camp.first_code.code == ""
    site.camp.close()


def test_there_is_no_code_where_somebody_has_an_account(site: Site) -> None:
    assert site.camp.first_code.code == ""
    with site.client() as client:
        assert client.post("/first", json={"code": "", "name": "x", "password": PASSWORD}).status_code == 401


def test_accounts_lie_in_a_file_for_its_owner_alone_and_hold_no_password(tmp_path: Path) -> None:
    file = tmp_path / "home" / "accounts" / "log.json"
    Accounts(file).add("Ana", "medic", PASSWORD)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert PASSWORD.encode() not in file.read_bytes()
    assert b"$argon2id$" in file.read_bytes()


def test_accounts_added_by_another_process_are_known_at_once(tmp_path: Path) -> None:
    serving, adding = Accounts(tmp_path / "a.json"), Accounts(tmp_path / "a.json")
    assert serving.check("Ana", PASSWORD) is None
    adding.add("Ana", "medic", PASSWORD)
    assert isinstance(serving.check("ANA", PASSWORD), Account)
    adding.remove("ana")
    assert serving.check("ana", PASSWORD) is None


@pytest.mark.parametrize(
    ("name", "role", "password", "said"),
    [("", "medic", PASSWORD, "no name"), ("Ana", "king", PASSWORD, "no role"), ("Ana", "medic", "short", "8 to 256"),
     ("A\x1b[31m", "medic", PASSWORD, "no name"), ("Ana", "medic", "x" * 257, "8 to 256")],
)  # fmt: skip
def test_an_account_that_cannot_be_is_refused(tmp_path: Path, name: str, role: str, password: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        Accounts(tmp_path / "a.json").add(name, role, password)
    assert not (tmp_path / "a.json").exists()


def test_bounds_of_the_tests_are_not_those_of_a_camp() -> None:
    assert Bounds().anonymous != EASY.anonymous
    assert Bounds().body == 2 * 1024 * 1024
