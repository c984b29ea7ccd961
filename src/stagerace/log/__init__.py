"""The log of a race on this machine: records in one SQLite file, exchanged between nodes, and the vault beside it."""

from stagerace.log.backup import Manifest, backup
from stagerace.log.door import take_in
from stagerace.log.exchange import exchange
from stagerace.log.intake import receive
from stagerace.log.integrity import Health, inspect
from stagerace.log.keys import Keys, machine_keys, prove, verify_proof
from stagerace.log.log import Log
from stagerace.log.offering import batch_for, missing_for
from stagerace.log.opening import LOG_NAME, create_log, open_log
from stagerace.log.reading import Stored
from stagerace.log.restoring import restore
from stagerace.log.rows import Alert, Batch, Mark, Received, Row
from stagerace.log.store import Meta
from stagerace.log.traces import Trace, find_traces, remove_row
from stagerace.log.vault import VAULT_NAME, Vault, forget_in, new_subject
from stagerace.log.vault_kinds import Contact, Link, Medical, Person
from stagerace.log.vault_rows import VaultRow

__all__ = [
    "LOG_NAME",
    "VAULT_NAME",
    "Alert",
    "Batch",
    "Contact",
    "Health",
    "Keys",
    "Link",
    "Log",
    "Manifest",
    "Mark",
    "Medical",
    "Meta",
    "Person",
    "Received",
    "Row",
    "Stored",
    "Trace",
    "Vault",
    "VaultRow",
    "backup",
    "batch_for",
    "create_log",
    "exchange",
    "find_traces",
    "forget_in",
    "inspect",
    "machine_keys",
    "missing_for",
    "new_subject",
    "open_log",
    "prove",
    "receive",
    "remove_row",
    "restore",
    "take_in",
    "verify_proof",
]
