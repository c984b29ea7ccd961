"""Making a result provisional or official."""

from typing import Literal

from stagerace.core.clock import Instant
from stagerace.core.records import Declared
from stagerace.node.folder import RaceFolder
from stagerace.rules.classes import Scope
from stagerace.rules.tables import digest, settled


def declare(
    folder: RaceFolder, scope: Scope, state: Literal["provisional", "official"], by: str, now: Instant
) -> Declared:
    """Publish a result as it stands now, in the log, with the position it rests on.

    Raises NotARace, LogRefused.
    """
    view = folder.view()
    scope = settled(view.race, scope)
    declared = Declared(
        state, now, view.position, stage=scope.stage, after=scope.after, digest=digest(view.race, scope), by=by
    )
    with folder.write(now) as log:
        log.append([declared], now)
    return declared
