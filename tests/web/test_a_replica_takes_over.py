"""A second laptop as it is really run: one command makes it a replica, and it takes over when the first is killed."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from time import sleep

import httpx
import pytest
from camps import NOON, PASSWORD
from serve_processes import MAIN, Server, serving

from laptops import Laptop
from races import seen
from stagerace.core.records import Passing
from stagerace.log import open_log

RACE = (
    '[race]\nid = "oasis"\nname = "Oasis Run"\nstart_date = 2031-03-02\ntime_zone = "UTC"\n[[stage]]\nn = 1\nkm = 20\n'
    'start = 2031-03-02T08:00:00\n[[stage.checkpoint]]\nid = "1CP1"\nkm = 10\nrecord = ["in", "out"]\n'
)


def laptop_serving(laptop: Laptop, *more: str, port: str = "0") -> AbstractContextManager[Server]:
    own = {**os.environ, "STAGERACE_HOME": str(laptop.home)}
    return serving(laptop.folder.path, *more, port=port, env=own)


def until(condition: Callable[[], bool]) -> None:
    for _ in range(300):
        if condition():
            return
        sleep(0.1)
    raise AssertionError("it never came to be")


@pytest.mark.slow
def test_a_replica_is_made_with_one_command_follows_takes_over_and_both_end_with_the_same(tmp_path: Path) -> None:
    first, second, tablet = (Laptop(tmp_path / name) for name in ("first", "second", "tablet"))
    first.folder.path.mkdir(parents=True)
    (first.folder.path / "race.toml").write_text(RACE)
    with first.at_work():
        subprocess.run([sys.executable, "-c", MAIN, "adopt", str(first.folder.path)], check=True, capture_output=True)
    with laptop_serving(first) as camp, httpx.Client(base_url=camp.url, trust_env=False) as director:
        code = re.search(r"code once: (\S+)", "".join(camp.said))
        assert code
        director.post("/first", json={"code": code[1], "name": "Rosa", "password": PASSWORD})
        director.headers["origin"] = camp.url
        invited = director.post("/api/invite", json={"role": "timekeeper", "place": "1CP1", "label": "tablet B"}).json()
        tablet.sync(camp.url, code=invited["token"])
        invited = director.post("/api/invite", json={"role": "hq", "label": "second laptop"}).json()
        with laptop_serving(second, "--replica-of", camp.url, "--code", invited["token"]) as replica:
            assert re.search(r"\d+ records came from ", "".join(replica.said))
            for bib in range(1, 6):
                tablet.append(seen(str(bib), "1CP1", NOON))
                tablet.sync(camp.url)
            until(lambda: bibs(second) == {"1", "2", "3", "4", "5"})
            url, port = camp.url, camp.port
            camp.stop(signal.SIGKILL)
            replica.stop()
            assert replica.process.returncode == 0
    with laptop_serving(second, "--replica-of", "http://127.0.0.1:9", port=port) as stand_in:
        assert stand_in.url == url, "under the same name"
        assert "no answer" in "".join(stand_in.said)
        assert "Serving what is here" in "".join(stand_in.said)
        with httpx.Client(base_url=url, trust_env=False) as client:
            answer = client.post("/login", json={"name": "Rosa", "password": PASSWORD})
            assert answer.json()["role"] == "director", "the same people may log in"
        tablet.append(seen("6", "1CP1", NOON))
        tablet.sync(url)
        with laptop_serving(first, "--sync-with", url) as back:
            until(lambda: "6" in bibs(first))
            tablet.append(seen("7", "1CP1", NOON))
            tablet.sync(back.url)
            until(lambda: "7" in bibs(second) and bibs(first) == bibs(second))
            back.stop()
        stand_in.stop()
    assert bibs(first) == bibs(second) == {str(bib) for bib in range(1, 8)}
    assert rows(first) == rows(second)
    assert tablet.vector().items() <= first.vector().items()


def bibs(laptop: Laptop) -> set[str]:
    return {body.bib for body in (record.body for record in laptop.folder.view().records) if isinstance(body, Passing)}


def rows(laptop: Laptop) -> set[tuple[str, int]]:
    """The records of a machine that are not about who it is and what its clock says."""
    with open_log(laptop.folder.log_path) as log:
        assert log.damaged == ()
        return {record.id for record in log.read() if type(record.body).__name__ != "ClockAnchor"}
