"""A device that writes an instant no calendar knows is one odd time; every page of the others still opens."""

import httpx
import pytest
from camps import Site

from races import seen
from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Body, CheckpointClosed, GunFired, HoldCalled, WithdrawalReported

PAGES = (
    "/",
    "/board",
    "/api/board?stage=1",
    "/api/standings",
    "/api/race",
    "/desk/times",
    "/api/conflicts",
    "/desk/rulings",
    "/api/post?place=1CP1",
    "/sheets?place=1CP1",
)
CP = PlaceId("1CP1")


def said(at: Instant) -> list[Body]:
    return [
        seen("1", "1CP2", at),
        seen("2*", "1CP1", at),
        WithdrawalReported(Bib("2"), CP, at),
        HoldCalled(CP, "h1", at),
        HoldCalled(CP, "h2", at, at),
        GunFired(PlaceId("1START"), at),
        CheckpointClosed(CP, at),
    ]


@pytest.mark.parametrize("at", [10**15, -(10**15), 2**62])
def test_an_instant_beyond_every_calendar_closes_no_page(site: Site, at: int) -> None:
    site.camp.writer.append(said(Instant(at))).result(10)
    with site.person("director") as client:
        assert {page: answer.status_code for page in PAGES if (answer := client.get(page)).status_code != 200} == {}
        assert _kinds(client) >= {"hold_called", "withdrawal_reported"}


def _kinds(client: httpx.Client) -> set[str]:
    return {each["kind"] for each in client.get("/api/conflicts").json()["conflicts"]}
