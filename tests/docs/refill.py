"""Writes into README.md and the pages of docs/ what their commands print now: `python tests/docs/refill.py [PAGE...]`.

A block whose output is elided with a line `...` is left as it is; read the difference before committing it.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from doc_pages import BLOCK, COLUMNS, NODE, PAGES, README, Call, blocks, camp_clock, play

from stagerace.cli.showing import console
from stagerace.node import clock


def refill(page: Path) -> None:
    """Run the commands of a page in a new folder and put in what they print."""
    with tempfile.TemporaryDirectory() as room:
        os.chdir(room)
        os.environ |= {"STAGERACE_HOME": str(Path(room) / "home"), "NO_COLOR": "1"}
        console.width = COLUMNS
        clock.time = camp_clock()  # type: ignore[assignment]
        if page != README:
            play(README, Path(room))
        played = iter(play(page, Path(room)))
        consoles = iter([_filled(block.text, played) for block in blocks(page) if block.kind == "console"])
        os.chdir(page.parent)
    text = page.read_text(encoding="utf-8")
    page.write_text(
        BLOCK.sub(lambda m: f"```console\n{next(consoles)}```" if m["kind"] == "console" else m[0], text),
        encoding="utf-8",
    )


def _filled(text: str, played: Iterator[tuple[Call, str]]) -> str:
    asked = text.count("\n$ ") + 1
    return "".join(_said(*next(played)) for _ in range(asked))


def _said(call: Call, printed: str) -> str:
    shown = call.shown if "..." in call.shown.splitlines() else printed
    lines = [NODE.sub("n7k3mq2xtwb", line).rstrip() for line in shown.strip("\n").splitlines()]
    return "\n".join([f"$ {call.line}", *lines]) + "\n"


if __name__ == "__main__":
    asked = [Path(name).resolve() for name in sys.argv[1:]] or [README, *PAGES]
    for page in asked:
        if re.search(r"^```console$", page.read_text(encoding="utf-8"), re.MULTILINE):
            refill(page)
