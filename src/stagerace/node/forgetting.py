"""Forgetting a person: the key goes, the times stay."""

from dataclasses import dataclass
from pathlib import Path

from stagerace.core.clock import Instant
from stagerace.core.errors import NotARace
from stagerace.core.names import Bib, NodeId
from stagerace.core.records import Forgotten, NodeAnnounced
from stagerace.log import Trace, find_traces, forget_in, open_log, remove_row
from stagerace.node.folder import RUNNERS_FILE, RaceFolder


@dataclass(frozen=True)
class Forgot:
    """What came of forgetting: rows removed, where the name still stands, which nodes have not confirmed."""

    had_key: bool
    rows_removed: int
    traces: tuple[Trace, ...]
    other_nodes: tuple[NodeId, ...]


def forget(folder: RaceFolder, bib: Bib, now: Instant) -> Forgot:
    """Destroy what this folder knows of a person, and tell every other node to do the same.

    Raises NotARace when nobody wears the bib, LogRefused.
    """
    view = folder.view()
    entry = view.facts.entries.get(bib)
    if entry is None:
        raise NotARace(f"nobody wears bib {bib} in this race; see `stagerace standings {folder.path}`")
    person = folder.people(view.facts).get(bib)
    with folder.write(now) as log:
        log.append([Forgotten(entry.subject, now)], now)
        gone = {r.body.continues for r in view.records if isinstance(r.body, NodeAnnounced)}
        others = tuple(node for node in log.vector() if node != log.node and node not in gone)
    had_key = bool(forget_in(folder.path, [entry.subject]))
    rows = _remove_row(folder.path / RUNNERS_FILE, bib)
    words = [word for word in (person.name, person.runner) if len(word) > 2] if person else []
    traces = tuple(find_traces(folder.path, words)) if words else ()
    return Forgot(had_key, rows, traces, others)


def honour_forgotten(folder: RaceFolder) -> int:
    """Take out of the start list whoever was forgotten elsewhere; how many rows went."""
    with open_log(folder.log_path) as log:
        if not log.forgotten():
            return 0
    facts = folder.view().facts
    bibs = [bib for bib, entry in facts.entries.items() if entry.subject in facts.forgotten]
    return sum(_remove_row(folder.path / RUNNERS_FILE, bib) for bib in bibs)


def _remove_row(file: Path, bib: Bib) -> int:
    return remove_row(file, bib) if file.is_file() else 0
