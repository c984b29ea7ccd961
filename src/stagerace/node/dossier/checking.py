"""Holding a dossier against a log: is this the log it was made from, unaltered, and does the same come out of it?"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from stagerace import __version__
from stagerace.core.errors import Problem
from stagerace.core.names import Bib
from stagerace.core.zone import from_datetime
from stagerace.log import Log, inspect, open_log
from stagerace.node.dossier.making import told
from stagerace.node.dossier.proof import sealed
from stagerace.node.dossier.told import Dossier
from stagerace.node.folder import RaceFolder, View
from stagerace.rules.as_of import as_of

_ALTERED: Final = "Take the dossier from who made it, or make it anew from a log that you trust"
_OTHER: Final = "Compare with another copy of the log: a node that took part, or a backup"


def against(folder: RaceFolder, dossier: Dossier) -> list[Problem]:
    """Everything that speaks against a dossier and the log in a folder belonging together; nothing where they do.

    Raises NotARace when there is no log.
    """
    folder.must_have_log()
    if sealed(dossier.proof) != dossier.proof:
        return [Problem("the proof in the dossier was altered: its digest does not fit", _ALTERED)]
    problems = list(inspect(folder.log_path).problems)
    if problems:
        return problems
    with open_log(folder.log_path) as log:
        problems = list(_unlike(log, dossier))
    return problems or list(_content(folder, dossier))


def _unlike(log: Log, dossier: Dossier) -> Iterator[Problem]:
    """Where the chains of the log are not those that the dossier names."""
    proof, name = dossier.proof, log.path.name
    if proof.log != log.meta.log_id:
        yield Problem("this is another race's log, not the one that the dossier was made from", _OTHER, name)
        return
    held = log.vector()
    for head in proof.heads:
        have = held.get(head.node, 0)
        if have < head.number:
            what = f"the dossier rests on {head.number} records of node {head.node}, and {have} of them are here"
            yield Problem(what, _OTHER, name)
        elif (log.chain_at(head.node, head.number) or b"").hex() != head.chain:
            what = f"the records of node {head.node} up to {head.number} are not those that the dossier was made from"
            yield Problem(what, _OTHER, name)


def _content(folder: RaceFolder, dossier: Dossier) -> Iterator[Problem]:
    """Where something else comes out of the same records; only the program that made a dossier can say."""
    if dossier.proof.program != __version__:
        return
    remade = _remade(folder, dossier)
    for name in Dossier.__struct_fields__:
        if getattr(remade, name) != getattr(dossier, name):
            what = f"the dossier was altered: under {name} it says something else than comes out of the log"
            yield Problem(what, _ALTERED)


def _remade(folder: RaceFolder, dossier: Dossier) -> Dossier:
    """The dossier as the log gives it; names, the plan's figures and what was kept beside the log are its own."""
    tops = {head.node: head.number for head in dossier.proof.heads}
    with open_log(folder.log_path) as log:
        root = log.meta.root
        records = [record for record in log.read() if record.number <= tops.get(record.node, 0)]
    moment = from_datetime(datetime.fromisoformat(dossier.as_of)) if dossier.as_of is not None else None
    if moment is not None:
        records = list(as_of(records, moment, root))
    names = {Bib(bib): name for bib, name in dossier.names.items()} if dossier.named else None
    view = View(records, dossier.proof.position, 0, root)
    made = told(folder, view, dossier.proof, moment, names, dossier.planned)
    return msgspec.json.decode(msgspec.json.encode(msgspec.structs.replace(made, ranges=dossier.ranges)), type=Dossier)
