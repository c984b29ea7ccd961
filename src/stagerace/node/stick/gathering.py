"""All wheels that the program needs on a kind of machine, followed from what each says that it stands on."""

import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email.parser import BytesParser
from hashlib import file_digest
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name, parse_wheel_filename
from packaging.version import Version

from stagerace.node.stick.platforms import Machine
from stagerace.node.stick.refused import StickRefused

Fetch = Callable[[Sequence[Requirement], Path], None]
"""Puts a wheel of each of these into a folder; raises StickRefused where there is none."""


@dataclass(frozen=True)
class Wheel:
    """A wheel in a folder: of which package, in which version, and what that stands on."""

    path: Path
    name: NormalizedName
    version: Version
    needs: tuple[Requirement, ...]

    def pinned(self) -> str:
        """How a list of requirements names this wheel and no other."""
        with self.path.open("rb") as file:
            return f"{self.name}=={self.version} --hash=sha256:{file_digest(file, 'sha256').hexdigest()}"


def read_wheel(path: Path) -> Wheel:
    """A wheel as its own papers tell it; raises StickRefused for a file that is none."""
    try:
        name, version, _, _ = parse_wheel_filename(path.name)
        with zipfile.ZipFile(path) as packed:
            inside = next(file for file in packed.namelist() if file.endswith(".dist-info/METADATA"))
            said = BytesParser().parsebytes(packed.read(inside), headersonly=True)
    except (ValueError, StopIteration, zipfile.BadZipFile) as error:
        raise StickRefused(f"{path}: this is no wheel; take it out of the folder") from error
    return Wheel(path, name, version, tuple(Requirement(need) for need in said.get_all("Requires-Dist", [])))


def gather(roots: Iterable[Requirement], machine: Machine, fetch: Fetch, into: Path) -> list[Wheel]:
    """Fetches into a folder what it lacks of all that these packages need on such a machine; every wheel, by name.

    Raises StickRefused where one is missing, or two packages want different versions of a third.
    """
    found = {wheel.name: wheel for wheel in map(read_wheel, into.glob("*.whl"))}
    heard: dict[str, Requirement] = {}
    waiting = list(roots)
    while waiting:
        _fetch_missing(waiting, found, fetch, into)
        fresh = {str(need): need for need in waiting if str(need) not in heard}
        heard |= fresh
        waiting = [need for asked in fresh.values() for need in _stands_on(asked, found, machine)]
    for need in heard.values():
        if not need.specifier.contains(found[canonicalize_name(need.name)].version, prereleases=True):
            raise StickRefused(
                f"{machine.name}: {need} is wanted, {found[canonicalize_name(need.name)].path.name} is not"
            )
    return [found[name] for name in sorted(found)]


def _fetch_missing(
    waiting: Iterable[Requirement], found: dict[NormalizedName, Wheel], fetch: Fetch, into: Path
) -> None:
    missing = {canonicalize_name(need.name): need for need in waiting if canonicalize_name(need.name) not in found}
    if missing:
        fetch(list(missing.values()), into)
        found |= {wheel.name: wheel for wheel in map(read_wheel, into.glob("*.whl"))}
    if lacking := sorted(missing.keys() - found.keys()):
        raise StickRefused(f"no wheel of {', '.join(lacking)} was found")


def _stands_on(asked: Requirement, found: dict[NormalizedName, Wheel], machine: Machine) -> Iterable[Requirement]:
    about = {str(key): str(value) for key, value in default_environment().items()} | dict(machine.markers)
    for need in found[canonicalize_name(asked.name)].needs:
        if need.marker is None or any(need.marker.evaluate(about | {"extra": e}) for e in ("", *asked.extras)):
            need = Requirement(str(need))
            need.marker = None
            yield need
