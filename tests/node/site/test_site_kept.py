"""A site that grows record by record is byte for byte the site written anew."""

import pytest
from gate_races import ANSWERS, CONSENTS, FREEZES, MOMENTS, NAMES, SEEN, decisions, race_with
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import SETTINGS

from races import at, seen
from stagerace.core.clock import Instant
from stagerace.core.records import Body, Record
from stagerace.gate.standstill import NEVER_PUBLISHED
from stagerace.node.folder import View
from stagerace.node.site.files import Building
from stagerace.node.site.letting import Letting
from stagerace.node.site.page import SiteSeen

ROWS = [
    seen(b, f"{n}CP{k}", at(n, f"{k + 1}:{int(b) % 60:02d}:00"), "in")
    for n in (1, 2)
    for k in (1, 2)
    for b in ("7", "12", "13")
]


def grown(log: list[Record], steps: list[int], when: Instant) -> dict[str, bytes]:
    """The site after it was written with so many records, one time after the other."""
    letting, building, found = Letting(SETTINGS), Building(), {}
    for upto in [*steps, len(log)]:
        told = letting.seen(View(tuple(log[:upto]), upto, 0), when, NAMES, {}, NEVER_PUBLISHED)
        found = {file.path: file.data for file in building.files(SiteSeen([told], when, SETTINGS))}
    return found


def test_passings_one_by_one_come_to_the_same_site() -> None:
    log = race_with(*ROWS)
    for when in (at(2, "2:30:00"), at(9, "0")):
        assert grown(log, list(range(5, len(log))), when) == grown(log, [], when)


@pytest.mark.slow
@settings(max_examples=20)
@given(st.lists(SEEN | ANSWERS | CONSENTS | FREEZES | decisions(), max_size=10), MOMENTS)
def test_whatever_comes_it_comes_to_the_same_site(bodies: list[Body], when: Instant) -> None:
    log = race_with(*ROWS, *bodies)
    middle = len(log) - len(bodies) // 2
    assert grown(log, [5, len(log) - len(bodies), middle], when) == grown(log, [], when)
