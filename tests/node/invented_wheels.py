"""Small invented wheels, and a place to fetch them from."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from packaging.requirements import Requirement


def wheel(into: Path, name: str, version: str = "999", tag: str = "py3-none-any", needs: Sequence[str] = ()) -> Path:
    """A wheel that says what it stands on and holds nothing else."""
    path = into / f"{name.replace('-', '_')}-{version}-{tag}.whl"
    said = "".join(f"Requires-Dist: {need}\n" for need in needs)
    with zipfile.ZipFile(path, "w") as packed:
        about = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{said}"
        packed.writestr(f"{name.replace('-', '_')}-{version}.dist-info/METADATA", about)
        packed.writestr(f"{name.replace('-', '_')}-{version}.dist-info/WHEEL", f"Wheel-Version: 1.0\nTag: {tag}\n")
    return path


class Shop:
    """Where these wheels can be had, and what was asked for."""

    def __init__(self, **needs: Sequence[str]) -> None:
        self._needs = needs
        self.asked: list[str] = []

    def __call__(self, needs: Sequence[Requirement], into: Path) -> None:
        for need in needs:
            self.asked.append(need.name)
            if need.name in self._needs:
                wheel(into, need.name, needs=self._needs[need.name])


def anything(needs: Sequence[Requirement], into: Path) -> None:
    """Has every wheel there is, each standing on nothing."""
    for need in needs:
        wheel(into, need.name)
