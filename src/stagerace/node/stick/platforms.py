"""The machines a stick can be made for: what their wheels are called, and what they say of themselves."""

import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

_GLIBC: Final = (17, *range(24, 37))


@dataclass(frozen=True)
class Machine:
    """A kind of machine: its name here, the tags of wheels it takes in order of liking, and its markers (PEP 508)."""

    name: str
    tags: tuple[str, ...]
    markers: Mapping[str, str]


def _linux(processor: str) -> Machine:
    # The lowest library wanted first: a stick made on a new laptop shall do on an old one.
    tags = (f"manylinux2014_{processor}", *(f"manylinux_2_{n}_{processor}" for n in _GLIBC), f"linux_{processor}")
    return Machine(f"linux-{processor}", tags, _markers("posix", "linux", "Linux", processor))


def _macos(processor: str, first: int) -> Machine:
    tags = tuple(f"macosx_{n}_0_{processor}" for n in range(first, 15))
    return Machine(f"macos-{processor}", tags, _markers("posix", "darwin", "Darwin", processor))


def _windows(processor: str, tag: str) -> Machine:
    return Machine(f"windows-{tag}", (f"win_{tag}",), _markers("nt", "win32", "Windows", processor))


def _markers(os_name: str, sys_platform: str, system: str, processor: str) -> Mapping[str, str]:
    said = {"os_name": os_name, "sys_platform": sys_platform, "platform_system": system, "platform_machine": processor}
    return MappingProxyType(said)


MACHINES: Final = {
    machine.name: machine
    for machine in (
        _linux("x86_64"),
        _linux("aarch64"),
        _macos("arm64", 11),
        _macos("x86_64", 11),
        _windows("AMD64", "amd64"),
    )
}
"""Every kind of machine a stick can be made for."""


def this_machine() -> str:
    """What kind of machine this is, as `MACHINES` and the script on the stick name it; also one not in the table."""
    system = {"linux": "linux", "darwin": "macos", "win32": "windows"}.get(sys.platform, sys.platform)
    return f"{system}-{platform.machine().lower()}"
