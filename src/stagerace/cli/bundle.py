"""`stagerace bundle`: headquarters on a stick."""

from pathlib import Path
from typing import Annotated

import typer

from stagerace.cli.asking import Dir
from stagerace.cli.showing import console, note, working
from stagerace.node.bundling import Bundled, Order, machine
from stagerace.node.bundling import bundle as make_bundle
from stagerace.node.folder import RaceFolder

Stick = Annotated[Path, typer.Argument(metavar="USB", help="Where the stick is mounted.", show_default=False)]
Platform = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="For which laptops, windows-amd64 for instance; more than once for several."),
]
Wheels = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Take wheels from here, an older stick say.")]


def bundle(
    directory: Dir,
    stick: Stick,
    platform: Platform = None,
    sim: Annotated[bool, typer.Option("--sim", help="With the models: plan, simulate, card.")] = False,
    wheels: Wheels = None,
    offline: Annotated[bool, typer.Option("--offline", help="Make the wheels of what is installed here.")] = False,
    with_people: Annotated[bool, typer.Option("--with-people", help="With names and contacts.")] = False,
) -> None:
    """Put program, wheels and log onto a stick: a laptop with the same Python becomes headquarters without internet.

    Example: `stagerace bundle sahara-2031 /media/stick --platform linux-x86_64 --platform windows-amd64`
    """
    machines = tuple(machine(name) for name in dict.fromkeys(platform or ()))
    order = Order(sim, machines, wheels, offline, with_people)
    with working("Gathering wheels and writing the stick ..."):
        done = make_bundle(RaceFolder(directory), stick, order)
    for text in done.notes:
        note(text)
    _tell(stick, done)


def _tell(stick: Path, done: Bundled) -> None:
    about = done.about
    said = f"{about.race}, log position {about.position}, {len(about.files)} files, {done.size / 1e6:.0f} MB"
    console.print(f"{stick / 'stagerace'}: {said}.", markup=False)
    console.print(f"For Python {about.python} on {', '.join(about.machines)}. There: python3 start.py", markup=False)
    if about.people:
        note(
            f"the stick holds the names, birth dates and contacts of {about.people} people: whoever holds it can read "
            "them; keep it as safe as the race. Medical notes are not on it"
        )
    else:
        note("no names are on it; the new headquarters shows bibs")
