"""A file of free numbers, read from wherever someone keeps it."""

from pathlib import Path

from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.free_numbers import read_numbers
from stagerace.simulation.free import Free


def numbers_from(file: Path) -> Free:
    """The numbers of a file. Raises BadInput for one that cannot be read or holds something else."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            Problem(f"cannot be read: {error}", "Give a file that `stagerace calibrate` wrote", str(file))
        ) from error
    return read_numbers(text, str(file))
