"""A certificate is looked at before anyone relies on it; addresses are found without a network."""

import socket
from pathlib import Path

import pytest
from certificates_made import make_certificate

from stagerace.core.clock import DAY, HOUR, Instant
from stagerace.core.errors import BadInput
from stagerace.node.addresses import addresses, url
from stagerace.node.certificate import covers, read_certificate

NOON = Instant(1_930_219_200_000)
NAMES = ["hq.example.org", "*.camp.example.org"]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    return make_certificate(tmp_path, NAMES, Instant(NOON - DAY), 90)


def test_a_good_certificate_says_its_names_and_its_end(pair: tuple[Path, Path]) -> None:
    found = read_certificate(*pair, "HQ.example.org", NOON)
    assert found.names == tuple(NAMES)
    assert found.ends == NOON + 89 * DAY
    assert read_certificate(*pair, "a.camp.example.org", NOON) == found
    assert read_certificate(*pair, "", NOON) == found


def refusal(pair: tuple[Path, Path], name: str = "", now: int = NOON) -> str:
    with pytest.raises(BadInput) as bad:
        read_certificate(*pair, name, Instant(now))
    assert bad.value.problems[0].remedy
    return str(bad.value)


def test_another_name_is_refused(pair: tuple[Path, Path]) -> None:
    assert "not for camp.example.org" in refusal(pair, "camp.example.org")
    assert "not for x.y.camp.example.org" in refusal(pair, "x.y.camp.example.org")


def test_out_of_its_time_it_is_refused(pair: tuple[Path, Path]) -> None:
    assert "ran out on 2031" in refusal(pair, now=NOON + 90 * DAY)
    assert "clock" in refusal(pair, now=NOON - 2 * DAY)


def test_files_that_are_not_what_they_should_be_are_refused(pair: tuple[Path, Path], tmp_path: Path) -> None:
    other = make_certificate(tmp_path, NAMES, NOON, 90, "other")
    assert "does not belong to tls.pem" in refusal((pair[0], other[1]))
    assert "no private key" in refusal((pair[0], pair[0]))
    assert "no certificate" in refusal((pair[1], pair[1]))
    assert "cannot be read" in refusal((tmp_path / "none.pem", pair[1]))
    assert "cannot be read" in refusal((pair[0], tmp_path / "none.key"))
    assert "names no host" in refusal(make_certificate(tmp_path, [], NOON, 90, "bare"))


def test_a_warning_comes_from_21_days_before_the_end(pair: tuple[Path, Path]) -> None:
    found = read_certificate(*pair, "", NOON)
    assert found.warning(Instant(found.ends - 21 * DAY - 1)) == ""
    assert "in 21 days" in found.warning(Instant(found.ends - 21 * DAY))
    assert "within two days" in found.warning(Instant(found.ends - 30 * HOUR))
    assert "has run out" in found.warning(found.ends)


def test_a_star_stands_for_one_word() -> None:
    assert covers("*.example.org", "HQ.example.org.")
    assert not covers("*.example.org", "example.org")
    assert not covers("*.example.org", ".example.org")


def test_this_machine_has_an_address_to_give_even_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    assert addresses("0.0.0.0")
    assert addresses("127.0.0.1") == ["127.0.0.1"]
    monkeypatch.setattr("stagerace.node.addresses._by_interface", list)
    monkeypatch.setattr("stagerace.node.addresses._by_name", list)
    monkeypatch.setattr("stagerace.node.addresses._by_route", list)
    assert addresses("0.0.0.0") == ["127.0.0.1"]


def test_local_addresses_come_first_and_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stagerace.node.addresses._by_interface", lambda: ["127.0.0.1", "203.0.114.9", "10.0.0.7"])
    monkeypatch.setattr("stagerace.node.addresses._by_name", lambda: ["127.0.1.1", "10.0.0.7"])
    monkeypatch.setattr("stagerace.node.addresses._by_route", lambda: ["192.168.4.1"])
    assert addresses("0.0.0.0") == ["10.0.0.7", "192.168.4.1", "203.0.114.9"]


def test_addresses_are_written_as_one_types_them() -> None:
    assert url("http", "fd00::7", 8031) == "http://[fd00::7]:8031/"
    assert socket.inet_pton(socket.AF_INET6, "fd00::7")
