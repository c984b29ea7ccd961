"""The files of the checkpoint app, as they lie in the program: its own, and those that `make setup` fetched."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

KINDS: Final = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".wasm": "application/wasm",
    ".txt": "text/plain; charset=utf-8",
}
"""What is served, by the end of its name; all else in the folders is not."""
_FOLDERS: Final = {"/app/": "app", "/app/vendor/": "vendor"}


@dataclass(frozen=True)
class AppFile:
    """A file of the app and what kind of thing it holds."""

    kind: str
    _lies: Traversable

    def read(self) -> bytes:
        """What is in it."""
        return self._lies.read_bytes()


def app_files() -> dict[str, AppFile]:
    """Every file of the app by its address, in order; a name that is not listed here is none."""
    return dict(sorted(_found()))


def _found() -> Iterator[tuple[str, AppFile]]:
    for address, folder in _FOLDERS.items():
        lies = files("stagerace.web").joinpath("static", folder)
        for each in lies.iterdir() if lies.is_dir() else ():
            kind = KINDS.get(f".{each.name.rpartition('.')[2]}")
            if kind and not each.name.startswith(".") and each.is_file():
                yield f"{address}{each.name}", AppFile(kind, each)


def digest_of(contents: Mapping[str, bytes]) -> str:
    """A digest over named contents, which changes with any name or byte of them."""
    whole = blake2b(digest_size=16)
    for name, content in sorted(contents.items()):
        whole.update(b"%b %d " % (name.encode(), len(content)))
        whole.update(content)
    return whole.hexdigest()
