"""Where wheels come from: a package index, a folder, or what is installed here."""

import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

from stagerace.node.stick.gathering import Fetch
from stagerace.node.stick.platforms import Machine
from stagerace.node.stick.refused import StickRefused
from stagerace.node.stick.repacking import repack


def from_index(machine: Machine) -> Fetch:
    """Fetches from the package index that pip is set to here, in the very versions that are installed here."""
    words = ["--timeout", "15", "--retries", "1"]
    return lambda needs, into: _download([_pinned(need) for need in needs], machine, words, into, dict(os.environ))


def from_folder(folder: Path, machine: Machine) -> Fetch:
    """Fetches from a folder of wheels, an older stick's for instance, and asks nobody else."""
    words = ["--no-index", "--find-links", str(folder)]
    settings = {name: value for name, value in os.environ.items() if not name.upper().startswith("PIP_")}
    settings["PIP_CONFIG_FILE"] = os.devnull
    return lambda needs, into: _download(list(map(str, needs)), machine, words, into, settings)


def from_here(needs: Sequence[Requirement], into: Path) -> None:
    """Makes wheels of what is installed here; they do for machines like this one.

    Raises StickRefused for what is not installed here, or not from a wheel.
    """
    for need in needs:
        try:
            repack(need.name, into)
        except PackageNotFoundError as error:
            raise StickRefused(f"{need.name} is not installed here; install it, or use --wheels FOLDER") from error


def _pinned(need: Requirement) -> str:
    try:
        held = version(need.name)
    except PackageNotFoundError:
        return str(need)
    extras = f"[{','.join(sorted(need.extras))}]" if need.extras else ""
    return f"{need.name}{extras}=={held}" if need.specifier.contains(held, prereleases=True) else str(need)


def _download(needs: list[str], machine: Machine, words: list[str], into: Path, settings: dict[str, str]) -> None:
    plain = ["--no-deps", "--only-binary", ":all:", "--quiet", "--disable-pip-version-check", "--dest", str(into)]
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pip", "download", *plain, *words, *_for(machine), *needs],
        env=settings,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()[-1:]
        raise StickRefused(
            f"wheels for {machine.name} could not be fetched; pip said: {' '.join(said[-1:])}; leave this "
            "kind of machine out, or name a folder that has them with --wheels"
        )


def _for(machine: Machine) -> list[str]:
    if not machine.tags:
        return []
    python = ["--implementation", "cp", "--python-version", f"{sys.version_info[0]}.{sys.version_info[1]}"]
    return python + [word for tag in machine.tags for word in ("--platform", tag)]
