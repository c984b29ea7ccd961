"""The file of the free numbers of the field simulation: one table a group, one line a number, and its version."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from stagerace.core.errors import BadInput, Problem
from stagerace.feeds.nearest import did_you_mean
from stagerace.simulation.free import Free

SHIPPED: Final = "free_numbers.toml"


def shipped_numbers() -> Free:
    """The numbers that come with the program.

    Raises BadInput as `read_numbers` does.
    """
    return read_numbers(files("stagerace.feeds").joinpath(SHIPPED).read_text("utf-8"), SHIPPED)


def read_numbers(text: str, file: str) -> Free:
    """Free numbers from a file; a group or number that it leaves out is as it was guessed.

    Raises BadInput for a file that is no TOML and for names and values that cannot be.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(
            Problem(f"this is not TOML: {error}", "Write it anew with `stagerace calibrate`", file)
        ) from error
    free = Free(version=str(table.pop("version", "unnamed")))
    problems = [_unknown(name, Free._fields[:-1], file) for name in table if name not in Free._fields[:-1]]
    groups: dict[str, Any] = {}
    for name in Free._fields[:-1]:
        usual = getattr(free, name)
        given = table.get(name, {})
        if not isinstance(given, Mapping):
            problems.append(Problem(f"{name} is no table", f"Write [{name}] and its numbers under it", file))
            continue
        problems += [_unknown(key, usual._fields, file) for key in given if key not in usual._fields]
        problems += [
            Problem(f"{name}.{key} is {value!r}", "Write a number", file)
            for key, value in given.items()
            if key in usual._fields and (not isinstance(value, int | float) or isinstance(value, bool))
        ]
        groups[name] = (usual, given)
    if problems:
        raise BadInput(*problems)
    return free._replace(
        **{
            name: usual._replace(**{key: float(value) for key, value in given.items()})
            for name, (usual, given) in groups.items()
        }
    )


def write_numbers(free: Free, notes: Mapping[str, str] | None = None) -> str:
    """The text of the file; `notes` says beside `group.number` how a number was come by."""
    notes = notes or {}
    lines = ["# The free numbers of the field simulation; `stagerace calibrate` writes this file anew.",
             f'version = "{free.version}"']  # fmt: skip
    for name in Free._fields[:-1]:
        lines += ["", f"[{name}]"]
        for key, value in getattr(free, name)._asdict().items():
            note = notes.get(f"{name}.{key}", "")
            lines.append(f"{key} = {value!r}{f'  # {note}' if note else ''}")
    return "\n".join(lines) + "\n"


def _unknown(name: str, known: tuple[str, ...], file: str) -> Problem:
    return Problem(f"{name} is no group or number that is known", did_you_mean(name, known), file)
