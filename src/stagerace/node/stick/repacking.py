"""Wheels from what is installed: the program's own, and, where there is no network, everything it stands on.

A wheel is a zip file with a list of its files and their digests (PEP 427, PEP 376), so that an installation can be put
back into one: file by file, each held against the digest it was installed with.
"""

import base64
import importlib.resources
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import Distribution, PackagePath, distribution
from pathlib import Path
from typing import Final

from packaging.utils import canonicalize_name

from stagerace.node.stick.refused import StickRefused

OWN: Final = "stagerace"
_OLDEST: Final = (1980, 1, 1, 0, 0, 0)
_LEFT_OUT: Final = {"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_build.json", "uv_cache.json", "WHEEL"}
_CACHES: Final = {".pyc", ".nbi", ".nbc"}
_PURE: Final = "Wheel-Version: 1.0\nGenerator: stagerace\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def repack_own(into: Path) -> Path:
    """Makes the wheel of the program that is running, from a checkout or an installation alike.

    Raises StickRefused where its files cannot be found, as when it runs out of one packed file.
    """
    package = importlib.resources.files(OWN)
    if not isinstance(package, Path) or not (package / "__init__.py").is_file():
        raise StickRefused("the program runs out of a packed file; install it with pip, then make the stick")
    found = distribution(OWN)
    files = {f"{OWN}/{path.relative_to(package).as_posix()}": path.read_bytes() for path in _sources(package)}
    return _write(found, files | _brought_up(_papers(found), package.parent.parent / "pyproject.toml"), _PURE, into)


def repack(name: str, into: Path) -> Path:
    """Makes the wheel that a package was installed from.

    Raises StickRefused where that package is in place of another, was changed since, or lies outside the environment.
    """
    found = distribution(name)
    about = found.read_text("WHEEL")
    if found.files is None or about is None or found.read_text("direct_url.json"):
        raise StickRefused(
            f"{name}: it was not installed from a wheel, so that none can be made of it; use --wheels FOLDER"
        )
    return _write(found, dict(_installed(found)) | _papers(found), about, into)


def _sources(package: Path) -> Iterator[Path]:
    for path in sorted(package.rglob("*")):
        hidden = any(part.startswith(".") or part == "__pycache__" for part in path.relative_to(package).parts)
        if path.is_file() and not hidden and path.suffix not in _CACHES:
            yield path


def _papers(found: Distribution) -> dict[str, bytes]:
    """What the package says of itself, as far as it is the package's own and not this environment's."""
    home = _info(found)
    files = [file for file in found.files or () if home in file.parts]
    return {
        f"{home}/{PackagePath(*file.parts[file.parts.index(home) + 1 :])}": _read(found, file)
        for file in files
        if file.name not in _LEFT_OUT and file.suffix not in _CACHES
    }


def _brought_up(papers: dict[str, bytes], project: Path) -> dict[str, bytes]:
    """The papers of a checkout with what it stands on now, which may be more than when it was installed."""
    if not project.is_file() or (said := tomllib.loads(project.read_text(encoding="utf-8"))["project"])["name"] != OWN:
        return papers
    extras = said.get("optional-dependencies", {})
    needs = [*said["dependencies"], *(f'{need}; extra == "{name}"' for name in extras for need in extras[name])]
    file = next(file for file in papers if file.endswith("/METADATA"))
    head, _, text = papers[file].decode().partition("\n\n")
    kept = [line for line in head.splitlines() if not line.startswith("Requires-Dist:")]
    lines = [*kept, *(f"Requires-Dist: {need}" for need in needs)]
    return papers | {file: "\n".join([*lines, "", text]).encode()}


def _installed(found: Distribution) -> Iterator[tuple[str, bytes]]:
    commands = {point.name for point in found.entry_points if point.group in ("console_scripts", "gui_scripts")}
    home, data = _info(found), f"{found.metadata['Name'].replace('-', '_')}-{found.version}.data"
    for file in found.files or ():
        if home in file.parts or file.suffix in _CACHES or "__pycache__" in file.parts:
            continue
        if ".." not in file.parts:
            yield file.as_posix(), _read(found, file)
        elif file.parent.name not in ("bin", "Scripts"):
            yield f"{data}/data/{_beside(found, file)}", _read(found, file)
        elif file.name.removesuffix(".exe") not in commands and not _made_by_pip(found, file):
            yield f"{data}/scripts/{file.name}", _read(found, file)


def _made_by_pip(found: Distribution, file: PackagePath) -> bool:
    """Whether pip wrote a command for this environment only, as `pip3.11` is."""
    return canonicalize_name(found.metadata["Name"]) == "pip" and file.name.startswith("pip")


def _beside(found: Distribution, file: PackagePath) -> str:
    return Path(str(found.locate_file(file))).resolve().relative_to(Path(sys.prefix).resolve()).as_posix()


def _read(found: Distribution, file: PackagePath) -> bytes:
    content = Path(str(found.locate_file(file))).read_bytes()
    said = file.hash
    if said is not None and said.mode == "sha256" and said.value != _digest(content):
        raise StickRefused(f"{file}: it is not as it was installed; install {found.metadata['Name']} again")
    return content


def _info(found: Distribution) -> str:
    parts = (part for file in found.files or () for part in file.parts if part.endswith(".dist-info"))
    return next(parts, f"{OWN}-{found.version}.dist-info")


def _write(found: Distribution, files: dict[str, bytes], about: str, into: Path) -> Path:
    home = _info(found)
    name = home.removesuffix(".dist-info")
    path = into / f"{name}-{_tag(about)}.whl"
    files = files | {f"{home}/WHEEL": about.encode()}
    listed = "".join(f"{file},sha256={_digest(content)},{len(content)}\n" for file, content in files.items())
    files[f"{home}/RECORD"] = f"{listed}{home}/RECORD,,\n".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for file, content in files.items():
            packed.writestr(zipfile.ZipInfo(file, _OLDEST), content, zipfile.ZIP_DEFLATED)
    return path


def _tag(about: str) -> str:
    tags = [line.partition(":")[2].strip().split("-") for line in about.splitlines() if line.startswith("Tag:")]
    return "-".join(".".join(dict.fromkeys(parts)) for parts in zip(*tags, strict=True))


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
