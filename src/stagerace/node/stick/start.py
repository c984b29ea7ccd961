"""Makes a laptop the headquarters of the race on this stick. No internet is needed: python3 start.py

Nothing but Python itself is used here, and an older Python can read this far to be told so.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SYSTEMS = {"linux": "linux", "darwin": "macos", "win32": "windows"}
READY = "ready"


def main() -> None:
    """Install the program from the wheels on the stick, copy the race, check it, and tell how to go on."""
    asked = argparse.ArgumentParser(description="Makes this laptop the headquarters of the race on this stick.")
    asked.add_argument("--into", type=Path, default=Path.home() / "stagerace", help="where to put program and race")
    target = asked.parse_args().into.expanduser().resolve()
    about = json.loads((HERE / "bundle.json").read_text(encoding="utf-8"))
    requirements = check_stick(about)
    check_room(target)
    say(f"1 of 3: the program goes to {target} (a minute or two) ...")
    program = install(target, requirements)
    say("2 of 3: the race is copied ...")
    race = copy_race(target, about["race_folder"])
    say("3 of 3: the race is checked ...")
    command = launcher(target, program)
    subprocess.run([str(command), "check", str(race)], check=False)  # noqa: S603
    say(f"\nDone. Start headquarters with:\n\n  {command} serve {race}\n")


def check_stick(about: dict[str, Any]) -> Path:
    """Hold every file against its digest and this laptop against what the stick was made for; its list of wheels."""
    wanted = tuple(int(part) for part in about["python"].split("."))
    if sys.version_info[:2] != wanted:
        stop(
            f"this is Python {platform.python_version()}; the stick needs {about['python']}: {another(about['python'])}"
        )
    machine = f"{SYSTEMS.get(sys.platform, sys.platform)}-{platform.machine().lower()}"
    if machine not in about["machines"]:
        stop(f"this laptop is {machine}; the stick is for {', '.join(about['machines'])}. Make it with --platform")
    for name, digest in about["files"].items():
        if not (HERE / name).is_file() or digest_of(HERE / name) != digest:
            stop(f"{name} is missing or damaged on the stick; make the stick again")
    return HERE / "requirements" / f"{machine}.txt"


def another(version: str) -> str:
    """How to call the wanted Python where it is installed beside this one."""
    found = shutil.which(f"python{version}")
    if found:
        return f"run {found} {Path(__file__).name}"
    if sys.platform == "win32":
        return f"try: py -{version} {Path(__file__).name}"
    return "install it, then try again"


def check_room(target: Path) -> None:
    """Stop where the disk has no room for program and race, with half as much again for what pip unpacks."""
    there = target
    while not there.exists():
        there = there.parent
    sizes = sum(file.stat().st_size for file in HERE.rglob("*") if file.is_file())
    free = shutil.disk_usage(there).free
    if free < 5 * sizes:
        stop(f"{there} has {free >> 20} MB free, {5 * sizes >> 20} are needed; free some, or use --into ANOTHER-FOLDER")


def install(target: Path, requirements: Path) -> Path:
    """A virtual environment with the program, made anew unless it was finished before; its folder of commands."""
    program = target / f"program-{digest_of(requirements)[:8]}"
    commands = program / ("Scripts" if os.name == "nt" else "bin")
    if (program / READY).is_file():
        return commands
    shutil.rmtree(program, ignore_errors=True)
    venv.create(program, symlinks=os.name != "nt", with_pip=False)
    python = commands / ("python.exe" if os.name == "nt" else "python")
    pip = next((HERE / "wheels").glob("pip-*.whl"))
    # No setting of this laptop may send pip elsewhere, and every wheel must be the one that the list names.
    settings = {name: value for name, value in os.environ.items() if not name.upper().startswith("PIP_")}
    settings["PIP_CONFIG_FILE"] = os.devnull
    words = ["--no-index", "--find-links", str(HERE / "wheels"), "--require-hashes", "--only-binary", ":all:"]
    quiet = ["--quiet", "--no-cache-dir", "--disable-pip-version-check", "--no-warn-script-location"]
    done = subprocess.run(  # noqa: S603
        [str(python), str(pip / "pip"), "install", *words, *quiet, "-r", str(requirements)], env=settings, check=False
    )
    if done.returncode:
        shutil.rmtree(program, ignore_errors=True)
        stop("the program could not be installed; what pip said stands above. Try again, then another stick")
    (program / READY).write_text("", encoding="utf-8")
    return commands


def launcher(target: Path, commands: Path) -> Path:
    """A short way to the command, which stays the same when the program is updated."""
    if os.name == "nt":
        path, text = target / "stagerace.bat", f'@"{commands / "stagerace.exe"}" %*\r\n'
    else:
        path, text = target / "stagerace.sh", f'#!/bin/sh\nexec "{commands / "stagerace"}" "$@"\n'
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def copy_race(target: Path, name: str) -> Path:
    """The race in a folder of its own, whole or not at all; one that is there already is left as it is."""
    race, half = target / name, target / f".{name}-half"
    if race.exists():
        say(f"{race} is there already and stays. For what the stick has more: stagerace sync {race} {HERE / 'race'}")
        return race
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(HERE / "race", half)
    for path in half.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    half.rename(race)
    return race


def digest_of(path: Path) -> str:
    """The SHA-256 digest of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(1 << 20), b""):
            digest.update(piece)
    return digest.hexdigest()


def say(text: str) -> None:
    """Tell the person at the laptop."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def stop(why: str) -> None:
    """End with a reason."""
    sys.exit(f"This cannot go on: {why}.")


if __name__ == "__main__":
    main()
