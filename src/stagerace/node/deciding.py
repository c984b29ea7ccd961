"""Decisions of the race director: proposed with everything they would change, then signed if that is still so."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import msgspec
from msgspec import structs

from stagerace.core.clock import Instant
from stagerace.core.names import RecordId
from stagerace.core.records import Declared, PlanAdopted, Ruled
from stagerace.log import Log
from stagerace.node.camp import Camp
from stagerace.node.form_reading import Filled
from stagerace.node.ruling_drafts import drafted
from stagerace.rules.classes import Scope
from stagerace.rules.facts import Ruling
from stagerace.rules.preview import Preview, preview
from stagerace.rules.race import Race
from stagerace.rules.supposing import suppose
from stagerace.rules.tables import latest_declaration

Decision = Ruled | Declared

PATIENCE: Final = 3
"""How often what would change is worked out beside the writer before the writer waits for it."""
_NUMBERED: Final = re.compile(r"R([0-9]{1,6})(-.*)?")


@dataclass(frozen=True)
class Proposal:
    """A decision that nobody signed yet, what was assumed in reading it, and everything it would change."""

    body: Decision
    notes: tuple[str, ...]
    changes: Preview
    race: Race
    position: int
    """The log position at which that is so."""

    @property
    def digest(self) -> str:
        """A fingerprint of the decision, then one of everything it would change."""
        return f"{content_digest(self.body)}-{self.changes.digest}"


@dataclass(frozen=True)
class Signed:
    """A decision in the log; `again` where this very one was there already."""

    record: RecordId
    body: Decision
    again: bool = False


def propose(camp: Camp, filled: Filled) -> Proposal:
    """A decision as it was filled in, and what it would change now.

    Raises BadInput naming the fields that cannot be taken, NotARace, LogRefused.
    """
    view = camp.present.view()
    race = view.race
    body, notes = drafted(filled, race, free_id(race.facts.rulings.values(), _suffix(camp)))
    if isinstance(body, Declared):
        # The latest word counts: it is said when it is signed, not when it was first looked at.
        body = structs.replace(body, declared_at=camp.clock(), position=view.position)
    after = suppose(view.records, [body], camp.node, filled.now, view.root)
    return Proposal(body, tuple(notes), preview(race, after), race, view.position)


def sign(camp: Camp, filled: Filled, seen: str) -> Signed | Proposal:
    """Write a decision down if what it would change is what its signer has seen; else the proposal to look at anew.

    `seen` is the digest of the proposal that was looked at. The same signature sent again is the same decision. Raises
    as `propose` does.
    """
    for _ in range(PATIENCE):
        answer = _settled(camp, filled, seen)
        if isinstance(answer, Signed) or answer.digest != seen:
            return answer
        proposal = answer
        if (signed := camp.writer.do(lambda log, now: _write(log, now, proposal)).result()) is not None:  # noqa: B023
            return signed
    return camp.writer.do(lambda log, now: _sign_at_once(camp, log, now, filled, seen)).result()


def _settled(camp: Camp, filled: Filled, seen: str) -> Signed | Proposal:
    """The signature where it was given already, else what is proposed now."""
    if (given := _given(camp.present.view().race, seen)) is not None:
        return given
    proposal = propose(camp, filled)
    # A second click may have been written while this one was worked out: it then stands in the race it was asked of.
    return _given(proposal.race, seen) or proposal


def _write(log: Log, now: Instant, proposal: Proposal) -> Signed | None:
    """Write a decision down unless anything came since it was worked out."""
    if log.position != proposal.position:
        return None
    (record,) = log.append([proposal.body], now)
    return Signed(record.id, proposal.body)


def _sign_at_once(camp: Camp, log: Log, now: Instant, filled: Filled, seen: str) -> Signed | Proposal:
    """The same while nobody else can write."""
    answer = _settled(camp, filled, seen)
    if isinstance(answer, Signed) or answer.digest != seen:
        return answer
    signed = _write(log, now, answer)
    assert signed is not None
    return signed


def _given(race: Race, seen: str) -> Signed | None:
    """The decision that this very signature made already: the same words, and nothing took its place since."""
    content = seen.partition("-")[0]
    made: list[tuple[RecordId, Decision]] = [
        *((ruling.id, ruling.text) for ruling in race.rulings),
        *((record, body) for record, body in race.facts.declared if _is_latest(body, race)),
    ]
    return next((Signed(record, body, True) for record, body in made if content_digest(body) == content), None)


def _is_latest(body: Declared, race: Race) -> bool:
    return latest_declaration(race, Scope(body.stage, body.after)) is body


def content_digest(body: Decision) -> str:
    """A fingerprint of what a decision says, without what it is only given when it is signed."""
    if isinstance(body, Declared):
        content: Decision = structs.replace(body, position=0, declared_at=Instant(0))
    else:
        content = structs.replace(body, id="")
    return blake2b(msgspec.json.encode(content), digest_size=12).hexdigest()


def free_id(rulings: Iterable[Ruling], suffix: str = "") -> str:
    """The next free id of a ruling, `R7`: higher than any number used or named so far.

    >>> free_id([])
    'R1'
    """
    named = [name for ruling in rulings for name in (ruling.text.id, ruling.text.revokes)]
    numbers = [int(match[1]) for name in named if (match := _NUMBERED.fullmatch(name))]
    return f"R{max(numbers, default=0) + 1}{suffix}"


def _suffix(camp: Camp) -> str:
    """What this node adds to the ids it gives: nothing at the race's first device, elsewhere letters of its own.

    Two headquarters that do not hear each other would else both sign an R7, and one would replace the other. Where
    nobody was enrolled, the first is the node that adopted the race's first plan.
    """
    view = camp.present.view()
    if (rights := view.facts.rights) is not None:
        is_first = rights.root == camp.keys.device
    else:
        plans = (record for record in view.records if isinstance(record.body, PlanAdopted))
        is_first = min(plans, key=lambda record: record.order).node == camp.node
    return "" if is_first else f"-{camp.node[-3:]}"
