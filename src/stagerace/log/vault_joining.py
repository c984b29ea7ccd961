"""Rows that two devices may add to at the same time: joined entry by entry, so that neither loses what it wrote."""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from stagerace.log.vault_kinds import JOINED
from stagerace.log.vault_rows import VaultRow, wins


class _Named(Struct):
    id: str


def settled(row: VaultRow, held: VaultRow | None) -> VaultRow:
    """What stays of a sound row and the one of its subject and kind that is held here, in any order the same.

    Of most kinds the one that wins; of some the entries of both by their id, of two with one id the one whose bytes
    sort higher. The version is then the higher one.
    """
    if row.kind not in JOINED:
        return row if held is None or wins(row, held) else held
    both = [row] if held is None else [row, held]
    entries: dict[str, bytes] = {}
    for name, entry in (pair for each in both for pair in _entries(each)):
        entries[name] = max(entry, entries.get(name, b""))
    version = max(each.version for each in both)
    return VaultRow(row.subject, row.kind, version, _body(row.kind, [entries[name] for name in sorted(entries)]))


def _entries(row: VaultRow) -> Iterator[tuple[str, bytes]]:
    """The entries of a row as they were written, also those parts of them that only a newer program knows."""
    fields = msgspec.json.decode(row.body, type=dict[str, msgspec.Raw])
    entries = fields.get(JOINED[row.kind])
    for entry in msgspec.json.decode(entries, type=list[msgspec.Raw]) if entries is not None else ():
        yield msgspec.json.decode(entry, type=_Named).id, bytes(entry)


def _body(kind: str, entries: list[bytes]) -> bytes:
    return msgspec.json.encode({JOINED[kind]: [msgspec.Raw(entry) for entry in entries]})
