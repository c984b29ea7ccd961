"""Calling `stagerace` as a person does, and seeing what they see."""

import contextlib
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from stagerace.cli.app import app
from stagerace.cli.failing import tell_failure
from stagerace.core.errors import StageraceError

RACE_TOML = """\
[race]
id = "sahara-2031"
name = "Sahara 2031"
start_date = 2031-03-02
time_zone = "Africa/Cairo"
classes = ["overall", "men", "women", "age:40-49", "team"]
[[stage]]
n = 1
km = 38.0
start = 2031-03-02T08:00:00
limit = "12:00:00"
[[stage.checkpoint]]
id = "1CP1"
km = 10.2
record = ["in", "out"]
close = 2031-03-02T13:00:00
[[stage]]
n = 2
km = 40
start = 2031-03-03T08:00:00
"""

RUNNERS = """\
bib,name,gender,age,country,team
1,Ana Duarte,F,34,BRA,
2,Björn Åker,M,45,SWE,Dunes
3,Chen Wei,M,28,CHN,Dunes
4,Dara Okafor,F,41,NGA,
"""

STAGE_1 = """\
stage,bib,status,elapsed
1,1,finished,5:12:30
1,2,finished,5:40:00
1,3,finished,5:30:10
1,4,dnf,
"""


@dataclass(frozen=True)
class Said:
    """What a call came to: its exit status, what it printed, and what it said aside."""

    status: int
    out: str
    err: str


def stagerace(*words: str | Path) -> Said:
    """Call the program with these words."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), _nobody_at_the_keyboard():
        try:
            app([str(word) for word in words])
            status = 0
        except SystemExit as exit_:
            status = exit_.code if isinstance(exit_.code, int) else 1
        except StageraceError as error:
            status = tell_failure(error)
    return Said(status, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def _nobody_at_the_keyboard() -> Iterator[None]:
    kept, sys.stdin = sys.stdin, io.StringIO()
    try:
        yield
    finally:
        sys.stdin = kept


def must(*words: str | Path) -> Said:
    """A call that is expected to go well."""
    said = stagerace(*words)
    assert said.status == 0, said
    return said


def write(folder: Path, name: str, text: str) -> Path:
    """A file with this text."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
