"""The names that go with bibs, read from the vault again only when its file changed."""

from collections.abc import Mapping
from pathlib import Path

from stagerace.core.errors import LogRefused
from stagerace.core.names import Bib, Subject
from stagerace.log import VAULT_NAME, Person
from stagerace.node.folder import RaceFolder
from stagerace.rules.facts import Facts


class KnownPeople:
    """The people of a race as the vault here knows them; for one thread at a time."""

    def __init__(self, folder: RaceFolder) -> None:
        self._folder = folder
        self._seen: tuple[int, int] | None = None
        self._people: Mapping[Subject, Person] = {}

    def names(self, facts: Facts) -> dict[Bib, str]:
        """The names of the runners entered, as far as they are known here; the last ones while the vault is in use."""
        people = self._read()
        return {bib: people[entry.subject].name for bib, entry in facts.entries.items() if entry.subject in people}

    def _read(self) -> Mapping[Subject, Person]:
        seen = _stamp(self._folder.path / VAULT_NAME)
        if seen is None:
            self._people, self._seen = {}, None
        elif seen != self._seen:
            try:
                with self._folder.vault() as vault:
                    self._people, self._seen = vault.people(), seen
            except LogRefused:
                # Somebody writes in it; the board must not stop for that, and asks again next time.
                self._seen = None
        return self._people


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size)
