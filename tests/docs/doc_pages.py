"""Pages of the documentation as things that can be run: their files, their commands, what those print."""

import io
import re
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from types import SimpleNamespace

from stagerace.cli import main

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = sorted(page for page in DOCS.rglob("*.md") if "_build" not in page.parts)

BLOCK = re.compile(r"(?:^`(?P<file>[^`\n]+)`:\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
COLUMNS = 100
"""How wide the terminal is in which the pages were written."""
_FIRST_LOOK = 1_930_327_200_000_000_000
"""20:00 at the race of the README on its second day [ns]."""
NODE = re.compile(r"\bn[a-z2-7]{10}\b")
DEVICE = re.compile(r"\bd[0-9a-f]{16}\b")


def camp_clock() -> SimpleNamespace:
    """A clock for a machine in camp: the evening of the second day, a minute later at every look."""
    minutes = count()
    return SimpleNamespace(time_ns=lambda: _FIRST_LOOK + next(minutes) * 60_000_000_000)


@dataclass(frozen=True)
class Block:
    """A fenced block: its kind, the file named on the line before it, and its text."""

    kind: str
    file: str
    text: str


@dataclass(frozen=True)
class Call:
    """A command line of a console block and what is shown below it."""

    line: str
    shown: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page in order."""
    found = BLOCK.finditer(page.read_text(encoding="utf-8"))
    return [Block(match["kind"], match["file"] or "", match["text"]) for match in found]


def calls(block: Block) -> list[Call]:
    """The commands of a console block."""
    assert block.text.startswith("$ "), f"a console block begins with a command: {block.text[:60]!r}"
    parts = re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]
    return [Call(*part.partition("\n")[::2]) for part in parts]


def play(page: Path, folder: Path) -> list[tuple[Call, str]]:
    """Write the files of a page and run its commands in a folder, in order; each command with what it printed."""
    played = []
    for block in blocks(page):
        if block.file:
            path = folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")
        elif block.kind == "console":
            played += [(call, run(call.line, folder)) for call in calls(block)]
    return played


def run(line: str, folder: Path) -> str:
    """What a command line prints, standard error included."""
    words = shlex.split(line)
    if words[0] == "mkdir":
        (folder / words[1]).mkdir()
        return ""
    assert words[0] == "stagerace", f"a page may run stagerace and mkdir, not {words[0]!r}"
    words, target = (words[:-2], words[-1]) if ">" in words else (words, "")
    out, both = io.StringIO(), io.StringIO()
    with redirect_stdout(out if target else both), redirect_stderr(both):
        _call(words, both)
    if target:
        (folder / target).write_text(out.getvalue(), encoding="utf-8")
    return both.getvalue()


def _call(words: list[str], screen: io.StringIO) -> None:
    before, sys.argv = sys.argv, words
    try:
        main()
    except SystemExit as end:
        if isinstance(end.code, str):
            screen.write(f"{end.code}\n")
    finally:
        sys.argv = before


def settled(text: str) -> list[str]:
    """The lines of a printed text without what differs from machine to machine: node and device names, ends."""
    return [DEVICE.sub("DEVICE", NODE.sub("NODE", line)).rstrip() for line in text.strip("\n").splitlines()]


def agrees(shown: str, printed: str) -> bool:
    """Whether what a page shows is what was printed; a line `...` stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "..." else f"{re.escape(line)}\n" for line in settled(shown))
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in settled(printed))) is not None
