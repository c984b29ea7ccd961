"""How far a named runner is known to have come, as JSON for pages that raise money by the kilometre."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec
from msgspec import Struct

from stagerace.core.names import Bib, StageNo
from stagerace.core.zone import to_iso
from stagerace.node.site.common import runner_path
from stagerace.node.site.page import FileKind, SiteSeen
from stagerace.node.site.seen import RaceSeen
from stagerace.rules.rulings import Status


class StageVerified(Struct, frozen=True):
    """A stage as far as it is verified [km]."""

    stage: StageNo
    km: float
    status: Status


class Verified(Struct, frozen=True):
    """The kilometres of a runner that times and decisions vouch for."""

    race: str
    bib: Bib
    name: str
    verified_km: float
    stages: tuple[StageVerified, ...]
    as_of: str | None
    """When the runner was seen last, by the clock of the race; none before the first time."""


class VerifiedFiles(FileKind):
    """A file for every runner who agreed to their name."""

    name: ClassVar[str] = "verified"

    def files(self, site: SiteSeen) -> Iterator[tuple[str, bytes]]:
        """One file a named runner."""
        for seen in site.races:
            for bib in seen.race.bibs:
                if bib in seen.named:
                    yield verified_path(seen, bib), msgspec.json.encode(verified(seen, bib)) + b"\n"


def verified_path(seen: RaceSeen, bib: Bib) -> str:
    """Where the file of a runner lies, from the root."""
    return runner_path(seen, bib).removesuffix(".html") + ".json"


def verified(seen: RaceSeen, bib: Bib) -> Verified:
    """How far a runner is known to have come."""
    results = [result for result in seen.race.results[bib] if result is not None]
    stages = tuple(StageVerified(each.stage, each.metres / 1000, each.status) for each in results)
    words = [row.last for rows in seen.spread_rows.values() if (row := rows.get(bib)) and row.last is not None]
    as_of = to_iso(max(words), seen.zone) if words else None
    km = sum(each.metres for each in results) / 1000
    return Verified(seen.id, bib, seen.names[bib], km, stages, as_of)
