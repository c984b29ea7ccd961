"""A stranger's phone carries signed records to the camp: it can bring them, and it can change none of them."""

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from camps import EASY, NOON, Site, served, told
from msgspec.structs import replace

from laptops import Laptop
from races import seen
from stagerace.core.names import NodeId, Number
from stagerace.core.records import DeviceRevoked
from stagerace.log import Batch, Mark, Row
from stagerace.log.chain import link
from stagerace.log.checking import said
from stagerace.log.keys import new_keys
from stagerace.log.marks import make_mark
from stagerace.sync.swapping import Swap
from stagerace.web.bounds import Bounds

MANY = 12


@pytest.fixture
def tablet(site: Site, tmp_path: Path) -> Laptop:
    """A tablet at 1CP1 that the camp has met once."""
    made = Laptop(tmp_path / "tablet")
    made.join(site, "timekeeper", "1CP1", "tablet B")
    return made


@pytest.fixture
def batch(site: Site, tablet: Laptop) -> Batch:
    """What it wrote since, proved by a mark in the middle and one at the end."""
    marks: list[Mark] = []
    for first in (1, 1 + MANY // 2):
        tablet.append(*(seen(str(bib), "1CP1", NOON) for bib in range(first, first + MANY // 2)))
        whole = missing(site, tablet)
        marks += whole.marks
    return replace(whole, marks=tuple(marks))


def carried(site: Site, batch: Batch, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
    swap = replace(Swap(1, site.camp.meta.log_id, NodeId("phone"), "phone", {}, batch=batch), **more)
    with site.client() as client:
        return client.post("/api/carry", content=msgspec.msgpack.encode(swap), headers=headers)


def held(site: Site, node: NodeId) -> int:
    return site.camp.present.vector().get(node, Number(0))


def missing(site: Site, tablet: Laptop) -> Batch:
    return tablet.offered(site.camp.present.vector())


def test_what_a_stranger_brings_is_taken_once(site: Site, tablet: Laptop, batch: Batch) -> None:
    assert carried(site, batch).json() == {"added": MANY, "known": 0, "refused": [], "missing": {}, "held": 0}
    assert carried(site, batch).json() == {"added": 0, "known": MANY, "refused": [], "missing": {}, "held": 0}
    assert held(site, tablet.node()) == tablet.vector()[tablet.node()]
    bibs = {passing.bib for passing in site.camp.present.view().facts.passings.values()}
    assert bibs >= {str(bib) for bib in range(1, MANY + 1)}


def chained_anew(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows with chain values that fit them, from the first on."""
    made = [rows[0]]
    for row in rows[1:]:
        made.append(replace(row, chain=link(made[-1].chain, said(row))))
    return tuple(made)


def altered(batch: Batch, at: int) -> Batch:
    rows = list(batch.rows)
    rows[at] = replace(rows[at], body=rows[at].body.replace(b"1CP1", b"2CP2"))
    return replace(batch, rows=tuple(rows))


def forged(batch: Batch, at: int) -> Batch:
    """Altered, and chained anew from there on, so that only the marks can tell."""
    rows = altered(batch, at).rows
    before = rows[at - 1].chain
    first = replace(rows[at], chain=link(before, said(rows[at])))
    return replace(batch, rows=(*rows[:at], *chained_anew((first, *rows[at + 1 :]))))


def signed_anew(batch: Batch, at: int) -> Batch:
    """Forged, and signed by somebody nobody enrolled, under the log id of any race."""
    made = forged(batch, at)
    last = made.rows[-1]
    marks = [make_mark(new_keys(), log_id, last.node, last.number, last.chain) for log_id in ("0" * 32, "1" * 32)]
    return replace(made, marks=(*made.marks, *marks))


def without_marks(batch: Batch, at: int) -> Batch:
    return replace(forged(batch, at), marks=())


def left_out(batch: Batch, at: int) -> Batch:
    return replace(batch, rows=(*batch.rows[:at], *batch.rows[at + 1 :]))


def reordered(batch: Batch, at: int) -> Batch:
    return replace(batch, rows=(*batch.rows[at:], *batch.rows[:at]))


def said_twice(batch: Batch, at: int) -> Batch:
    rows = list(batch.rows)
    rows[at] = replace(rows[at], number=rows[at - 1].number)
    return replace(batch, rows=tuple(rows))


CRIMES = [altered, forged, signed_anew, without_marks, left_out, reordered, said_twice]


@pytest.mark.parametrize("crime", CRIMES)
@pytest.mark.parametrize("at", [1, MANY // 2, MANY - 1])
def test_from_the_first_record_that_was_touched_on_nothing_is_taken(
    site: Site, tablet: Laptop, batch: Batch, crime: Any, at: int
) -> None:
    node = tablet.node()
    before = held(site, node)
    answer = carried(site, crime(batch, at)).json()
    # A mark stands in the middle: what comes before it is proved, whatever follows.
    proved = 0 if crime in (without_marks, reordered) or at < MANY // 2 else MANY // 2
    assert held(site, node) - before == answer["added"] == proved
    if crime is reordered:
        assert answer["missing"] == {node: before + 1}, "what comes first is asked for"
    else:
        assert answer["refused"][0].startswith(f"{node}:")
    assert carried(site, batch).json()["added"] == MANY - proved
    assert held(site, node) == before + MANY


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(n, marks=pytest.mark.slow) for n in range(3, 20))])
def test_whatever_bits_flip_on_the_way_only_what_the_tablet_wrote_is_taken(
    site: Site, tablet: Laptop, batch: Batch, seed: int
) -> None:
    luck = random.Random(seed)
    raw = bytearray(msgspec.msgpack.encode(Swap(1, site.camp.meta.log_id, NodeId("p"), "p", {}, batch=batch)))
    for _ in range(luck.randint(1, 4)):
        raw[luck.randrange(len(raw))] ^= 1 << luck.randrange(8)
    with site.client() as client:
        answer = client.post("/api/carry", content=bytes(raw))
    assert answer.status_code in (200, 400, 409)
    with tablet.opened() as log:
        true = {record.id: record for record in log.read()}
    mine = [record for record in site.camp.present.view().records if record.node == tablet.node()]
    assert all(true[record.id] == record for record in mine)
    assert all(later.number == earlier.number + 1 for earlier, later in pairwise(mine))
    assert carried(site, batch).status_code == 200
    assert held(site, tablet.node()) == len(true) - sum(1 for number in true if number[0] != tablet.node())


def test_what_a_stolen_tablet_writes_is_kept_and_counts_for_nothing_whoever_carries_it(
    site: Site, tablet: Laptop, batch: Batch
) -> None:
    carried(site, batch)
    root = site.camp.rights().root
    upto = tuple({tablet.node(): Number(held(site, tablet.node()))}.items())
    site.camp.writer.append([DeviceRevoked(tablet.keys.device, NOON, upto, "stolen", root)]).result(10)
    earlier = site.camp.present.view().facts.passings
    tablet.append(seen("99", "1CP1", NOON), now=NOON)
    assert carried(site, missing(site, tablet)).json()["added"] == 1
    facts = site.camp.present.view().facts
    assert "99" not in {passing.bib for passing in facts.passings.values()}
    assert len(facts.passings) <= len(earlier)


def test_for_another_race_protocol_or_root_nothing_is_taken(site: Site, batch: Batch) -> None:
    for more in ({"log_id": "0" * 32}, {"protocol": 7}, {"root": "d0"}):
        answer = carried(site, batch, **more)
        assert answer.status_code == 409
        told(answer)


@pytest.mark.parametrize("body", [b"", b"\x91" * 100_000, b"\x81" * 100_000, b"{}", b"\xdf\xff\xff\xff\xff"])
def test_what_is_no_batch_is_refused(site: Site, body: bytes) -> None:
    with site.client() as client:
        answer = client.post("/api/carry", content=body)
    assert answer.status_code == 400
    told(answer)


def test_more_than_is_taken_at_once_is_refused_while_it_comes(site: Site) -> None:
    with site.client() as client:
        answer = client.post("/api/carry", content=bytes(EASY.body + 1))
    assert answer.status_code == 413
    told(answer)


def test_a_stranger_is_slowed_down_and_a_device_never(shut: Site) -> None:
    nothing = msgspec.msgpack.encode(Swap(1, shut.camp.meta.log_id, NodeId("n"), "phone", {}))
    with served(shut, Bounds(anonymous="3/minute", login="3/minute")) as site, site.client() as client:
        statuses = [client.post("/api/carry", content=nothing).status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        for way in ("/api/carry", "/api/swap"):
            assert {site.ask("timekeeper", "POST", way, nothing).status_code for _ in range(12)} == {200}
