"""What several commands show in the same way."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TextIO

from rich.console import Console
from rich.progress import Progress

PIPED_WIDTH: Final = 160
"""How wide tables are where nobody's terminal limits them [characters]."""


def is_watched(stream: TextIO | None) -> bool:
    """Whether someone looks at a stream; one that was closed is None."""
    return stream is not None and stream.isatty()


console = Console(highlight=False, soft_wrap=True, width=None if is_watched(sys.stdout) else PIPED_WIDTH)
aside = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show that something is being done, where someone watches; nothing where the output is piped."""
    if is_watched(sys.stderr):
        with aside.status(what):
            yield
    else:
        yield


@contextmanager
def counting(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how far something counted has got, where someone watches; the work says how many more are done."""
    if not is_watched(sys.stderr):
        yield lambda done: None
        return
    with Progress(console=aside, transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.advance(task, done)


def note(text: str) -> None:
    """Say something that is not part of the result."""
    aside.print(text, markup=False)


def warn_damaged(count: int) -> None:
    """Say that records were left out because they are damaged."""
    if count:
        them = "record is" if count == 1 else "records are"
        note(f"{count} {them} damaged and left out; `stagerace check` names them and says how to get them back")


def counted(count: int, things: str) -> str:
    """A number of things as one says it.

    >>> counted(1, "entries"), counted(1, "stage-times"), counted(2, "rulings")
    ('1 entry', '1 stage-time', '2 rulings')
    """
    one = f"{things[:-3]}y" if things.endswith("ies") else things.removesuffix("s")
    return f"{count} {one if count == 1 else things}"
