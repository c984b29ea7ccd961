"""What a decision would change, listed before it is signed: nothing of it is a guess, both races were worked out."""

from hashlib import blake2b
from typing import Literal

import msgspec
from msgspec import Struct

from stagerace.core.names import StageNo
from stagerace.rules.changed_limits import Moved, Wait, changed_limits
from stagerace.rules.changed_standings import Changed, changed_groups, changed_runners
from stagerace.rules.classes import Scope
from stagerace.rules.race import Race
from stagerace.rules.tables import version_of

Publicity = Literal["live", "provisional", "official"]


class Republished(Struct, frozen=True):
    """A result that was declared and stands no longer as it was, or does so again."""

    stage: StageNo | None
    after_stage: StageNo | None
    before: Publicity
    after: Publicity


class Preview(Struct, frozen=True):
    """Everything that is otherwise in one state of a race than in another."""

    runners: tuple[Changed, ...] = ()
    groups: tuple[Changed, ...] = ()
    starts: tuple[Moved, ...] = ()
    closings: tuple[Moved, ...] = ()
    waits: tuple[Wait, ...] = ()
    """What each runner at a checkpoint whose hold changes is credited, also where that is nothing."""
    results: tuple[Republished, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes at all."""
        waits = any(wait.before_ms != wait.after_ms for wait in self.waits)
        return not (self.runners or self.groups or self.starts or self.closings or self.results or waits)

    @property
    def digest(self) -> str:
        """A short fingerprint: equal only for the same changes."""
        return blake2b(msgspec.json.encode(self, order="deterministic"), digest_size=12).hexdigest()


def preview(before: Race, after: Race) -> Preview:
    """Every stage time, status, overall time and place, start, cut-off and wait that is otherwise after than before."""
    limits = changed_limits(before, after)
    return Preview(
        changed_runners(before, after), changed_groups(before, after), limits.starts, limits.closings, limits.waits,
        _results(before, after),
    )  # fmt: skip


def _results(before: Race, after: Race) -> tuple[Republished, ...]:
    declared = {(one.stage, one.after) for _, one in (*before.facts.declared, *after.facts.declared)}
    found = []
    for stage, upto in sorted(declared, key=lambda each: (each[0] or 0, each[1] or 0)):
        then, now = (version_of(race, Scope(stage, upto), 0).state for race in (before, after))
        if then != now:
            found.append(Republished(stage, upto, then, now))
    return tuple(found)
