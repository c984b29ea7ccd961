"""What is confided, and what medics write, is on no page, in no answer and on no line of events of anybody else."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from camps import NOON, Site
from event_streams import events
from medic_camps import laptop_of

from stagerace.core.clock import MINUTE
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import IncidentOpened
from stagerace.core.roles import ROLES
from stagerace.web.needs import NEEDS

TOLD = "a hand where none should be"
HEALTH = "three litres of saline and a fever"
LINES = ("/live", "/api/board/live", "/api/hq/live")
GAPS = {"{name}": "m1", "{bib}": "1", "{order}": "x", "{receipt}": "x"}
OWN = {"guardian": ("/confided",), "medic": ("/medic", "/api/medic")}
"""Where a role may read what others may not, on a machine of its own."""


@pytest.fixture(params=["medic", "guardian"])
def site(request: pytest.FixtureRequest, tmp_path: Path, own_home: Path) -> Iterator[Site]:
    """A machine of those few, on which something was confided about bib 1 and something written of their health."""
    opened = IncidentOpened("m1", "medical", NOON, PlaceId("1CP1"), bibs=(Bib("2"),))
    with laptop_of(request.param, tmp_path, own_home) as site:
        site.camp.writer.append([opened]).result(10)
        with site.person("captain") as client:
            confide(client, site)
        with site.person("medic") as client:
            fields = {"encounter": "e1", "bib": "1", "sort": "heat", "decision": "hold", "note": HEALTH}
            answer = client.post("/api/medic/encounter", json=fields, headers={"origin": site.url})
            assert (answer.status_code == 200) == (request.param == "medic"), answer.text
        site.watch.on(MINUTE)
        yield site


def confide(client: httpx.Client, site: Site) -> None:
    answer = client.post("/api/confide", json={"note": TOLD, "bibs": "1"}, headers={"origin": site.url})
    assert answer.status_code == 200, answer.text


def paths() -> list[str]:
    found = [way.partition(" ")[2] for way in NEEDS if way.startswith("GET ")]
    for gap, said in GAPS.items():
        found = [path.replace(gap, said) for path in found]
    return [path for path in found if path not in LINES]


def whose(path: str) -> set[str]:
    return {role for role, starts in OWN.items() if path.startswith(starts)}


@pytest.mark.parametrize("role", ["", *ROLES])
def test_whatever_anybody_asks_for_they_read_neither(site: Site, role: str) -> None:
    read = 0
    with site.client() if not role else site.person(role) as client:
        for path in (each for each in paths() if each != "/api/who"):
            text = client.get(path, follow_redirects=True).text
            if role in whose(path):
                read += TOLD in text or HEALTH in text
                continue
            assert TOLD not in text, (role, path)
            assert HEALTH not in text, (role, path)
            if not path.startswith(("/confided", "/app", "/static")):
                assert "confided" not in text.replace('"/confided"', "").replace("Safeguarding is confided", ""), (
                    role,
                    path,
                )
    assert bool(read) == (role in OWN and site.camp.rights().may(site.camp.keys.device, *POWER[role])), "it can be read"


POWER = {"guardian": ("read_confided", NOON), "medic": ("read_medical", NOON)}


@pytest.mark.parametrize("line", ["/live", pytest.param("/api/board/live", marks=pytest.mark.slow)])
def test_no_line_of_events_says_that_something_was_confided(site: Site, line: str) -> None:
    with site.person("media") as client, client.stream("GET", line) as stream:
        heard = events(stream)
        next(heard)
        with site.person("captain") as captain:
            confide(captain, site)
        site.camp.writer.append([IncidentOpened("m2", "lost", NOON, PlaceId("1CP1"), bibs=(Bib("2"),))]).result(10)
        for _, event in zip(range(20), heard, strict=False):
            assert "confided" not in str(event)
            if "incident_opened" in str(event) or event["event"] == "heartbeat":
                break
    with site.person("media") as client, client.stream("GET", "/live", headers={"last-event-id": "1"}) as stream:
        assert "confided" not in str(next(events(stream)))
