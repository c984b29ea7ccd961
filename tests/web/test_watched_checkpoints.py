"""What the checkpoint pack tells of those who watch: medics' words, orders to hold, open incidents, guardians."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from camps import NOON, Site, open_site, served

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, DeviceId, PlaceId, StageNo
from stagerace.core.records import (
    Body,
    Care,
    Confided,
    DeviceRevoked,
    HandedOver,
    HoldAcknowledged,
    HoldOrdered,
    IncidentOpened,
    IncidentTold,
    MedicSaid,
    RollCalled,
)

CP1, CP2 = PlaceId("1CP1"), PlaceId("1CP2")


@pytest.fixture
def site(tmp_path: Path, own_home: Path) -> Iterator[Site]:
    made = open_site(tmp_path, own_home=own_home)
    with served(made):
        yield made
    made.camp.close()


def put(site: Site, *bodies: Body) -> None:
    site.camp.writer.append(bodies).result(10)


def pack(site: Site, place: str = "1CP1") -> dict[str, Any]:
    answer = site.ask("timekeeper", "GET", f"/api/post?place={place}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def later(minutes: int) -> Instant:
    return Instant(NOON + minutes * MINUTE)


def test_a_medic_s_word_is_told_where_it_is_to_be_heeded_until_it_lets_them_go(site: Site) -> None:
    put(
        site,
        MedicSaid(Bib("1"), "send_to_medic", NOON, CP2),
        MedicSaid(Bib("2"), "send_to_medic", NOON, CP1),
        MedicSaid(Bib("2"), "may_not_leave", later(5)),
    )
    everywhere = {"bib": "2", "word": "may_not_leave", "place": "", "said_at": later(5)}
    assert pack(site)["medic"] == [everywhere]
    there = {"bib": "1", "word": "send_to_medic", "place": "1CP2", "said_at": NOON}
    assert pack(site, "1CP2")["medic"] == [there, everywhere]
    put(site, MedicSaid(Bib("2"), "may_go", later(9)))
    assert (pack(site)["medic"], pack(site, "1CP2")["medic"]) == ([], [there])


def test_an_order_to_hold_is_told_until_the_release_was_heard(site: Site) -> None:
    put(site, HoldOrdered("h1", NOON, StageNo(1), (CP1,), "storm", by="Ana"))
    (order,) = pack(site)["orders"]
    assert order == {
        "hold": "h1", "ordered_at": NOON, "reason": "storm", "by": "Ana", "released_at": None, "heard_at": None,
        "release_heard_at": None,
    }  # fmt: skip
    assert pack(site, "1CP2")["orders"] == []
    put(site, HoldAcknowledged(CP1, "h1", later(2)))
    assert pack(site)["orders"][0]["heard_at"] == later(2)
    put(site, HoldOrdered("h1", NOON, StageNo(1), (CP1,), "storm", later(30), "Ana"))
    assert pack(site)["orders"][0]["released_at"] == later(30)
    put(site, HoldAcknowledged(CP1, "h1", later(31), released=True))
    assert pack(site)["orders"] == []


def test_the_open_incidents_of_the_place_are_told_and_nothing_that_was_confided(site: Site) -> None:
    put(
        site,
        IncidentOpened("i1", "lost", NOON, CP1, "north of the dune", (Bib("2"),), "no light", "Ben"),
        IncidentOpened("i2", "weather", NOON, CP2),
        Confided(NOON, ((DeviceId("d0"), b"sealed"),), (Bib("1"),)),
    )
    (told,) = pack(site)["incidents"]
    assert (told["incident"], told["what"], told["where"], told["bibs"]) == ("i1", "lost", "north of the dune", ["2"])
    put(site, IncidentTold("i1", "closed", later(10)))
    found = pack(site)
    assert found["incidents"] == []
    assert "confided" not in str({**found, "guardians": []})


def test_guardians_are_told_with_their_keys_until_they_are_revoked(site: Site) -> None:
    keys = site.keys["guardian"]
    assert pack(site)["guardians"] == [
        {"device": keys.device, "box_key": keys.box_key.hex(), "label": "tablet of guardian"}
    ]
    put(site, DeviceRevoked(keys.device, NOON))
    assert pack(site)["guardians"] == []


def test_who_was_given_is_told_to_both_sides_until_somebody_took_them(site: Site) -> None:
    crew, car = Care("checkpoint", "1CP1"), Care("vehicle", "car 4")
    put(site, HandedOver(Bib("1"), "gives", NOON, crew, car, CP1), HandedOver(Bib("2"), "gives", NOON, car, crew))
    assert [(word["bib"], word["side"], word["taker"]["what"]) for word in pack(site)["handed"]] == [
        ("1", "gives", "vehicle"), ("2", "gives", "checkpoint"),
    ]  # fmt: skip
    assert pack(site, "1CP2")["handed"] == []
    put(site, HandedOver(Bib("1"), "takes", later(5), crew, Care("vehicle", "Car 4")))
    put(site, RollCalled(CP1, later(6), (Bib("2"),)))
    assert pack(site)["handed"] == []
    put(site, HandedOver(Bib("3"), "takes", later(7), Care("course"), crew, CP1))
    assert pack(site)["handed"] == []
