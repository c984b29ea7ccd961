"""Medics write down: an encounter into the vault of this machine, and into the log only the word for everybody else."""

import secrets
from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec import Struct

from stagerace.core.names import PlaceId, Subject, say_record
from stagerace.core.records import Body
from stagerace.log.care import Cared, Counted, Encounter, Supplies
from stagerace.log.vault_kinds import Private
from stagerace.node.camp import Camp
from stagerace.node.hq.orders.base import Said, wrong
from stagerace.node.medic.deciding import records_for
from stagerace.node.medic.notes import read_notes, subject_of, supplies_subject
from stagerace.node.medic.sorts import DECISION_NAMES, SORT_NAMES
from stagerace.node.medic.supplies import read_many, read_used
from stagerace.node.watching import Watcher

T = TypeVar("T")


class Noted(Struct, frozen=True):
    """An encounter that was written down, and the records that went to everybody else."""

    encounter: str
    records: tuple[str, ...]


def note_encounter(camp: Camp, watcher: Watcher, fields: Mapping[str, str], by: str) -> Noted:
    """Write an encounter down; the same sent again is written once.

    Raises BadInput naming what cannot be taken, NotARace, LogRefused.
    """

    def read(said: Said) -> tuple[Subject, Encounter, tuple[Body, ...]]:
        bib = said.bib()
        subject = _subject(said)
        held = {each.id: each for each in read_notes(camp.folder, camp.meta.log_id).of(subject)}
        name = said.name("encounter")
        encounter = held.get(name) or _encounter(said, name)
        return subject, encounter, records_for(said, bib, encounter)

    subject, encounter, bodies = _asked(camp, watcher, fields, by, read)
    # First the note: should the word not get out, it is seen here and can be sent again.
    _keep(camp, subject, Cared((encounter,)))
    records = camp.writer.append(bodies).result() if bodies else []
    return Noted(encounter.id, tuple(say_record(record.id) for record in records))


def strike(camp: Camp, watcher: Watcher, fields: Mapping[str, str], by: str) -> str:
    """Strike an encounter that was written by mistake; its name. A word that went out with it stands.

    Raises BadInput where there is no such encounter, NotARace, LogRefused.
    """

    def read(said: Said) -> tuple[Subject, Encounter]:
        subject, name = _subject(said), said.name("encounter")
        held = {each.id for each in read_notes(camp.folder, camp.meta.log_id).of(subject)}
        if name not in held:
            raise wrong("there is no such encounter", "Open the runner's page again")
        return subject, Encounter(f"strike-{name}", said.now, strikes=name, by=said.by)

    subject, encounter = _asked(camp, watcher, fields, by, read)
    if all(each.strikes != encounter.strikes for each in read_notes(camp.folder, camp.meta.log_id).of(subject)):
        _keep(camp, subject, Cared((encounter,)))
    return encounter.strikes


def count_supplies(camp: Camp, watcher: Watcher, fields: Mapping[str, str], by: str) -> None:
    """Write down how many there are of something.

    Raises BadInput, NotARace, LogRefused.
    """

    def read(said: Said) -> Counted:
        what = said.needed("what", "what was counted")
        return Counted(secrets.token_hex(8), said.now, what, read_many(said.text("many")), said.by)

    counted = _asked(camp, watcher, fields, by, read)
    _keep(camp, supplies_subject(camp.meta.log_id), Supplies((counted,)))


def _asked(camp: Camp, watcher: Watcher, fields: Mapping[str, str], by: str, read: Callable[[Said], T]) -> T:
    return watcher.ask(lambda look: read(Said(fields, by, look, camp.clock())))


def _subject(said: Said) -> Subject:
    bib = said.bib()
    subject = subject_of(said.look.race.facts, bib)
    if subject is None:
        raise wrong(f"nobody entered as {bib}, so nothing can be kept of them", "Have headquarters enter them first")
    return subject


def _encounter(said: Said, name: str) -> Encounter:
    decision = said.choice("decision", DECISION_NAMES, "decision")
    recheck = said.place("recheck") if decision == "recheck" else PlaceId("")
    if decision == "recheck" and not recheck:
        raise wrong("it is not said where they are to be seen again", "Choose the place of the recheck")
    return Encounter(
        name,
        said.now,
        said.choice("sort", SORT_NAMES, "sort"),
        said.text("grade") == "serious",
        decision,
        recheck,
        said.place(),
        said.text("treatment"),
        bool(said.text("iv")),
        read_used(said.text("used")),
        said.text("note"),
        said.by,
        said.text("follows"),
    )


def _keep(camp: Camp, subject: Subject, body: Private) -> None:
    with camp.folder.vault(write=True) as vault:
        vault.seal(subject, body)
