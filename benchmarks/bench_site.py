"""What the public site costs: all of it written, one passing brought to its pages, its sizes, how its head is served.

The peer of the full build is the same tables written by bare Jinja2, without gate, forecast, feeds or charts.
"""

import asyncio
import gzip
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import Process, Queue
from pathlib import Path

import msgspec
from jinja2 import Environment
from msgspec import structs

import races
from stagerace.core.clock import HOUR, Instant, Stamp
from stagerace.core.names import Bib, NodeId, Number
from stagerace.core.plan import Checkpoint, Plan
from stagerace.core.records import Body, ConsentGiven, Entered, Passing, PlanAdopted, Record
from stagerace.node.folder import View
from stagerace.node.site.folder_out import SiteFolder
from stagerace.node.site.keeping_up import settle
from stagerace.node.site.letting import Letting
from stagerace.node.site.memory import Memory
from stagerace.node.site.page import SiteSeen
from stagerace.node.site.publishing import FORECAST_EVERY, Site
from stagerace.node.site.remembering import histories_after
from stagerace.node.site.seen import RaceSeen
from stagerace.node.site.settings import SiteSettings
from stagerace.rules.race import race_of
from stagerace.rules.spread import spread_table

CHECKPOINTS = 13
SETTINGS = SiteSettings(url="https://race.example", phone="+20 2 555 0100", messages="https://camp.example")
_BARE = Environment(autoescape=True).from_string(
    "<!doctype html><html lang={{ lang }}><title>{{ title }}</title><table>{% for row in rows %}<tr>"
    "{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table></html>"
)


def _plan() -> Plan:
    """Six stages, thirteen checkpoints each, arrivals taken."""
    plan = races.plan(CHECKPOINTS)
    places = ((stage, tuple(_arrivals(each) for each in stage.checkpoints)) for stage in plan.stages)
    return structs.replace(plan, stages=tuple(structs.replace(stage, checkpoints=those) for stage, those in places))


def _arrivals(place: Checkpoint) -> Checkpoint:
    return structs.replace(place, record=("in",))


def records_of(runners: int) -> list[Record]:
    """A race in the order it was seen; everybody agreed to their name, one in three to their chance."""
    luck, plan = random.Random(4), _plan()
    field = races.field(runners, luck)
    entries = [body for body in field if isinstance(body, Entered)]
    agreed = [ConsentGiven(each.subject, "name", races.FIRST_START) for each in entries]
    agreed += [ConsentGiven(each.subject, "chance", races.FIRST_START) for each in entries[::3]]
    bodies: list[Body] = [PlanAdopted(plan), *entries, *agreed, *_passings(plan, runners, luck)]
    return [Record(NodeId("bench"), Number(n), Stamp(n), body) for n, body in enumerate(bodies, 1)]


def _passings(plan: Plan, runners: int, luck: random.Random) -> list[Passing]:
    found = []
    for bib in range(1, runners + 1):
        level = luck.uniform(4.0, 9.0)
        for stage in plan.stages:
            at, before = stage.start, 0
            for (place, way), metres in list(zip(stage.points, stage.point_metres, strict=True))[1:]:
                pace = level * luck.uniform(0.85, 1.15)
                at, before = Instant(at + round((metres - before) * HOUR / (1000.0 * pace))), metres
                found.append(Passing(Bib(str(bib)), place, at, way, "keypad"))
    return sorted(found, key=lambda passing: passing.seen_at)


class Bench:
    """A race that grows, and its site in a folder."""

    def __init__(self, records: Sequence[Record], out: Path) -> None:
        self.records = records
        self.people = {
            record.body.subject: f"Runner's Name {record.body.bib}"
            for record in records
            if isinstance(record.body, Entered)
        }
        self.letting = Letting(SETTINGS, FORECAST_EVERY)
        self.site = Site(SiteFolder(out), SETTINGS)
        self.memory = Memory("bench")

    def write(self, upto: int, at: Instant) -> tuple[RaceSeen, int]:
        """The site of the first so many records; how many files were written."""
        view = View(tuple(self.records[:upto]), upto, 0)
        seen = self.letting.seen(view, at, self.people, {}, self.memory.of(view.records))
        told = SiteSeen([replace(seen, history=self.memory.history)], at, SETTINGS)
        wrote = self.site.write(told)
        self.memory = self.memory.after(view.records, at, histories_after(told)[0])
        msgspec.json.encode(self.memory)
        return seen, wrote.changed


def _ended(records: Sequence[Record]) -> Instant:
    last = records[-1].body
    assert isinstance(last, Passing)
    return last.seen_at


def build_row(runners: int, room: Path) -> None:
    """The whole site, with the race just over, beside bare Jinja2 on the same tables in both languages."""
    records = records_of(runners)
    out = room / f"site-{runners}"
    began = time.process_time()
    Bench(records, out).write(len(records), _ended(records))
    ours = time.process_time() - began
    began = time.process_time()
    pages = _bare(records, room / f"bare-{runners}")
    theirs = time.process_time() - began
    files = [file for file in out.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files)
    print(
        f"| {runners} | {len(files)} | {size / 1e6:.1f} | {ours:.1f} "
        f"| {theirs:.2f} ({pages} pages) | {ours / theirs:.1f} |"
    )


def _bare(records: Sequence[Record], out: Path) -> int:
    """Stage and runner pages as bare tables, straight from the log."""
    out.mkdir()
    race = race_of(records)
    spreads = [spread_table(race, stage.n) for stage in race.plan.stages]
    tables = {
        f"stage-{spread.stage}": [[row.bib, row.place, *(cell.elapsed_ms for cell in row.cells)] for row in spread.rows]
        for spread in spreads
    }
    for bib in race.bibs:
        mine = [row for spread in spreads for row in spread.rows if row.bib == bib]
        tables[f"runner-{bib}"] = [[cell.at, cell.elapsed_ms, cell.leg_ms] for row in mine for cell in row.cells]
    for language in ("en", "es"):
        for name, rows in tables.items():
            page = _BARE.render(lang=language, title=name, rows=rows)
            (out / f"{name}-{language}.html").write_text(page, encoding="utf-8")
    return 2 * len(tables)


def passing_row(runners: int, room: Path, times: int) -> None:
    """One passing more on the third stage, from the log's records to the files."""
    records = records_of(runners)
    start = _plan().stages[2].start
    upto = sum(not isinstance(r.body, Passing) or r.body.seen_at <= start + 4 * HOUR for r in records)
    bench = Bench(records, room / f"live-{runners}")
    bench.write(upto, Instant(start + 4 * HOUR))
    settle()
    took, changed = [], []
    for k in range(1, times + 1):
        body = records[upto + k - 1].body
        assert isinstance(body, Passing)
        began = time.perf_counter()
        changed.append(bench.write(upto + k, body.seen_at)[1])
        took.append(time.perf_counter() - began)
    middle, worst, files = statistics.median(took), max(took), statistics.median(changed)
    print(f"| {runners} | {middle:.2f} | {worst:.2f} | {files:.0f} |")


def size_rows(room: Path) -> None:
    """What a follower fetches at the first visit: the page, its style and script, and the head, as gzip sends them."""
    site = room / "site-200"
    shared = sum(_sent(file) for file in site.glob("assets/*") if file.suffix in (".css", ".js"))
    race = site / "bench"
    for name in ("index.html", "stage-6.html", "runner-100.html", "at-6CP7.html"):
        if (race / name).is_file():
            page = race / name
            raw, sent = page.stat().st_size, _sent(page)
            visit = sent + shared + _sent(site / "head.json")
            print(f"| {name} | {raw / 1000:.0f} | {sent / 1000:.1f} | {visit / 1000:.1f} |")


def _sent(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


NGINX = """worker_processes 1; daemon off; error_log stderr crit; pid {room}/nginx.pid;
events {{ worker_connections 1024; }}
http {{ access_log off; keepalive_requests 1000000; client_body_temp_path {room}; proxy_temp_path {room};
  fastcgi_temp_path {room}; uwsgi_temp_path {room}; scgi_temp_path {room};
  server {{ listen 127.0.0.1:{port}; root {site};
    location = /head.json {{ add_header Cache-Control "max-age=5"; }} }} }}
"""


@contextmanager
def nginx(site: Path, room: Path, port: int = 8097) -> Iterator[str]:
    """A plain static server with one worker."""
    conf = room / "nginx.conf"
    conf.write_text(NGINX.format(room=room, site=site, port=port))
    server = subprocess.Popen([shutil.which("nginx") or "/usr/sbin/nginx", "-c", str(conf), "-e", "stderr"])
    try:
        time.sleep(1.0)
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def head_row(room: Path, seconds: float) -> None:
    """How many followers a second get the head file from one worker of nginx."""
    if not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()):
        print("nginx is not installed here: nothing measured.")
        return
    with nginx(room / "site-200", room) as address:
        told: Queue[int] = Queue()
        asking = Process(target=_ask, args=(address, seconds, told))
        asking.start()
        count = told.get(timeout=seconds + 30)
        asking.join()
    print(f"{count / seconds:,.0f} requests/s of head.json from one worker of nginx, asked over 50 connections.")


def _ask(address: str, seconds: float, told: "Queue[int]") -> None:
    told.put(asyncio.run(_asked(address, seconds)))


async def _asked(address: str, seconds: float) -> int:
    host, port = address.split(":")
    end = time.monotonic() + seconds

    async def follower() -> int:
        reader, writer = await asyncio.open_connection(host, int(port))
        count = 0
        while time.monotonic() < end:
            writer.write(b"GET /head.json HTTP/1.1\r\nHost: race.example\r\n\r\n" * 20)
            for _ in range(20):
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                await reader.readexactly(length)
                count += 1
        writer.close()
        return count

    return sum(await asyncio.gather(*(follower() for _ in range(50))))


def table(quick: bool) -> None:
    """Print the tables."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        print("| runners | files | MB | full build, s | bare Jinja2, s | ratio |\n|---|---|---|---|---|---|")
        for runners in (200,) if quick else (200, 1500):
            build_row(runners, room)
        print("\n| runners | a passing to its pages, s | worst, s | files written |\n|---|---|---|---|")
        for runners in (200,) if quick else (200, 1500):
            passing_row(runners, room, 5 if quick else 30)
        print(
            "\n| first visit at 200 runners | raw, kB | sent, kB | with style, script and head, kB |\n|---|---|---|---|"
        )
        size_rows(room)
        print()
        head_row(room, 1.0 if quick else 5.0)


if __name__ == "__main__":
    table(quick="--quick" in sys.argv)
