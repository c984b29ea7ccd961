"""What looks alike and means something else does not pass for it: the type checker refuses each mix-up."""

import re
from pathlib import Path

import pytest
from mypy import api

MIXED = """\
from stagerace.core.clock import Elapsed, Instant, elapsed, later
from stagerace.core.names import Bib, NodeId, Number, PlaceId, StageNo, finish_of, say_record

start, end = Instant(0), Instant(3_600_000)
length = elapsed(start, end)
later(start, length)
finish_of(StageNo(1))
say_record((NodeId("camp"), Number(1)))

later(length, start)
later(start, end)
elapsed(start, length)
finish_of(1)
finish_of(Number(1))
bib: Bib = PlaceId("1CP1")
place: PlaceId = Bib("12")
node: NodeId = "camp"
say_record((Bib("12"), Number(1)))
time: Elapsed = end - start
"""
FIRST_WRONG = MIXED.splitlines().index("later(length, start)") + 1


@pytest.mark.slow
def test_every_mix_up_is_refused_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "mixed.py"
    file.write_text(MIXED)
    told, _, _ = api.run(["--strict", "--no-incremental", "--hide-error-context", "--no-error-summary", str(file)])
    refused = {int(line) for line in re.findall(r"mixed\.py:(\d+): error", told)}
    assert refused == set(range(FIRST_WRONG, len(MIXED.splitlines()) + 1))
