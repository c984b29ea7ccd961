"""Program, wheels and log onto a stick: a laptop without internet becomes headquarters."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement

from stagerace.core.errors import NotARace
from stagerace.node.folder import RaceFolder
from stagerace.node.stick.fetching import from_folder, from_here, from_index
from stagerace.node.stick.gathering import Fetch, Wheel, gather
from stagerace.node.stick.packing import RACE, WHEELS, About, copy_race, lay_out
from stagerace.node.stick.placing import must_give_way, place, tidy
from stagerace.node.stick.platforms import MACHINES, Machine, this_machine
from stagerace.node.stick.refused import StickRefused
from stagerace.node.stick.repacking import OWN, repack_own


@dataclass(frozen=True)
class Order:
    """What a stick is to hold: with the models or not, for which machines, from where, with names or not."""

    sim: bool = False
    machines: tuple[Machine, ...] = ()
    wheels: Path | None = None
    offline: bool = False
    with_people: bool = False


@dataclass(frozen=True)
class Bundled:
    """What came onto a stick: what it says of itself, how large it is [bytes], and what was assumed."""

    about: About
    size: int
    notes: tuple[str, ...]


def machine(name: str) -> Machine:
    """The kind of machine of that name; raises StickRefused for one that no stick can be made for."""
    if name not in MACHINES and name != this_machine():
        raise StickRefused(f"{name!r} is no kind of machine here; there are {', '.join(MACHINES)}")
    return MACHINES.get(name, Machine(name, (), {}))


def bundle(folder: RaceFolder, stick: Path, order: Order) -> Bundled:
    """Puts a race and all that runs it onto a stick, whole or not at all; a bundle that was there is updated.

    Raises NotARace when there is no race or no stick, StickRefused and LogRefused when it cannot be made; what was on
    the stick before then stays.
    """
    _must_be_stick(folder, stick)
    tidy(stick)
    must_give_way(stick, folder.path)
    notes: list[str] = []
    with tempfile.TemporaryDirectory(prefix="stagerace-") as temporary:
        room = Path(temporary) / "bundle"
        room.mkdir()
        people = copy_race(folder.path, room / RACE, with_people=order.with_people)
        wheels = _gather(order, room / WHEELS, notes.append)
        about = lay_out(room, folder.path.resolve().name, wheels, people, version(OWN))
        size = sum(path.stat().st_size for path in room.rglob("*") if path.is_file())
        place(room, stick)
    return Bundled(about, size, tuple(notes))


def _must_be_stick(folder: RaceFolder, stick: Path) -> None:
    if not folder.has_log:
        raise NotARace(f"{folder.path}: nothing was imported yet, so there is no race to take along")
    if not stick.is_dir():
        raise NotARace(f"{stick}: there is no such folder; mount the stick, and name the folder it is mounted at")
    if stick.resolve().is_relative_to(folder.path.resolve()):
        raise StickRefused(f"{stick}: this lies in the race folder; name a folder on the stick")


def _gather(order: Order, into: Path, note: Callable[[str], None]) -> dict[str, list[Wheel]]:
    into.mkdir()
    own = repack_own(into)
    roots = [Requirement(f"{OWN}[sim]" if order.sim else OWN), Requirement("pip")]
    machines = order.machines or (machine(this_machine()),)
    return {each.name: _gather_for(each, roots, own, order, into, note) for each in machines}


def _gather_for(
    each: Machine, roots: list[Requirement], own: Path, order: Order, into: Path, note: Callable[[str], None]
) -> list[Wheel]:
    """The wheels for one kind of machine, in a folder of their own first: another's may have the same name and tag."""
    sources = _sources(each, order)
    for source, fetch in sources.items():
        try:
            with tempfile.TemporaryDirectory(prefix="stagerace-wheels-") as temporary:
                apart = Path(temporary)
                (apart / own.name).write_bytes(own.read_bytes())
                return [_keep(wheel, into) for wheel in gather(roots, each, fetch, apart)]
        except StickRefused as error:
            if source == list(sources)[-1]:
                raise
            note(f"{error}; the wheels are made of what is installed here")
    raise AssertionError("there is always a source")


def _sources(each: Machine, order: Order) -> dict[str, Fetch]:
    if order.wheels is not None:
        return {"folder": from_folder(order.wheels, each)}
    here: dict[str, Fetch] = {"here": from_here} if each.name == this_machine() else {}
    if order.offline and not here:
        raise StickRefused(f"{each.name}: this machine has no wheels for another kind; use --wheels FOLDER")
    return here if order.offline else {"index": from_index(each)} | here


def _keep(wheel: Wheel, into: Path) -> Wheel:
    kept = into / wheel.path.name
    if not kept.exists():
        kept.write_bytes(wheel.path.read_bytes())
    return Wheel(kept, wheel.name, wheel.version, wheel.needs)
