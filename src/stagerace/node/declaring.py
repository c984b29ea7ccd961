"""Making a result provisional or official."""

from typing import Literal

from stagerace.core.clock import Instant
from stagerace.core.records import Declared
from stagerace.node.folder import RaceFolder
from stagerace.rules.classes import Scope
from stagerace.rules.race import Race
from stagerace.rules.tables import digest, settled


def declare(
    folder: RaceFolder, scope: Scope, state: Literal["provisional", "official"], by: str, now: Instant
) -> Declared:
    """Publish a result as it stands now, in the log, with the position it rests on.

    Raises NotARace, LogRefused.
    """
    view = folder.view()
    declared = declaration(view.race, view.position, scope, state, by, now)
    with folder.write(now) as log:
        log.append([declared], now)
    return declared


def declaration(
    race: Race, position: int, scope: Scope, state: Literal["provisional", "official"], by: str, now: Instant
) -> Declared:
    """A result as it stands in a race, made provisional or official; `position` is the log position it rests on."""
    scope = settled(race, scope)
    return Declared(state, now, position, stage=scope.stage, after=scope.after, digest=digest(race, scope), by=by)
