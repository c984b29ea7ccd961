"""What a script needs to show a stage at any moment: when everybody was seen where, as a file of its own."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import ClassVar

import msgspec
from msgspec import Struct

from stagerace.core.clock import SECOND, Instant
from stagerace.core.names import Bib, StageNo
from stagerace.core.records import Ruled
from stagerace.node.site.common import replay_path
from stagerace.node.site.news.resting import LEAVES
from stagerace.node.site.page import FileKind, SiteSeen
from stagerace.node.site.seen import RaceSeen

UNSEEN = -1


class Replay(Struct, frozen=True):
    """A stage in time [s since `start`]."""

    stage: StageNo
    start: Instant
    last: int
    """The latest instant anybody was seen."""
    zone_min: int
    """How far the race's clock is east of UTC [min]."""
    seen: dict[Bib, list[int]]
    """For each runner when they were seen at each column of the spread table; -1 where they were not."""
    home: dict[Bib, int]
    """Since when those are known to be home whom nobody saw at the end: when the decision was announced."""
    left: dict[Bib, int]
    """Since when those are not on the way any more who left the race without coming home."""
    laps: bool
    """Whether it is a loop, where nobody can tell who is home."""


class ReplayFiles(FileKind):
    """A small script for every stage that has begun; it works from a disk too, where nothing can be fetched."""

    name: ClassVar[str] = "replay"

    def files(self, site: SiteSeen) -> Iterator[tuple[str, bytes]]:
        """One file a stage that has begun."""
        for race in site.races:
            for stage in race.plan:
                if stage.n in race.race.begun:
                    yield replay_path(race, stage.n), race.of_stage(stage.n, "replay", partial(_script, race, stage.n))


def _script(race: RaceSeen, stage: StageNo) -> bytes:
    return b"window.stagerace_replay = " + msgspec.json.encode(replay_of(race, stage)) + b";\n"


def replay_of(race: RaceSeen, number: StageNo) -> Replay:
    """A stage as it came to be."""
    spread = race.spreads[number]
    start = min([spread.start, *(cell.at for row in spread.rows for cell in row.cells if cell.at is not None)])
    seen = {
        row.bib: [UNSEEN if cell.at is None else (cell.at - start) // SECOND for cell in row.cells]
        for row in spread.rows
        if row.furthest >= 0
    }
    last = max((at for times in seen.values() for at in times), default=0)
    home, left = _ends(race, number, start, seen)
    is_loop = race.plan.by_number[number].loop is not None
    return Replay(number, start, last, race.zone.offset(start) // 60, seen, home, left, is_loop)


def _ends(
    race: RaceSeen, number: StageNo, start: Instant, seen: Mapping[Bib, list[int]]
) -> tuple[dict[Bib, int], dict[Bib, int]]:
    """Who came home by a decision, and who left, each since when [s]; a cut-off is missed where one was seen last."""
    said = {
        (text.bibs, text.ruling in LEAVES): (text.announced - start) // SECOND
        for record in race.records
        if isinstance(text := record.body, Ruled) and text.stage == number and text.ruling in {*LEAVES, "give"}
    }
    home: dict[Bib, int] = {}
    left: dict[Bib, int] = {}
    position = race.race.position(number)
    for bib, times in seen.items():
        result = race.race.results[bib][position]
        if result is None or times[-1] != UNSEEN:
            continue
        if result.out not in ("", "unranked"):
            left[bib] = max(said.get((bib, True), 0), *times)
        elif result.status == "finished":
            home[bib] = max(said.get((bib, False), 0), *times)
    return home, left
