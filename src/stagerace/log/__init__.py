"""The log of a race on this machine: records in one SQLite file, exchanged between nodes, and the vault beside it."""

from stagerace.log.backup import Manifest, backup
from stagerace.log.exchange import exchange, missing_for
from stagerace.log.intake import receive
from stagerace.log.integrity import Health, inspect
from stagerace.log.log import Log
from stagerace.log.opening import LOG_NAME, create_log, open_log
from stagerace.log.reading import Stored
from stagerace.log.restoring import restore
from stagerace.log.rows import Alert, Received, Row
from stagerace.log.store import Meta
from stagerace.log.traces import Trace, find_traces, remove_row
from stagerace.log.vault import VAULT_NAME, Vault, forget_in, new_subject
from stagerace.log.vault_kinds import Contact, Medical, Person
from stagerace.log.vault_rows import VaultRow

__all__ = [
    "LOG_NAME",
    "VAULT_NAME",
    "Alert",
    "Contact",
    "Health",
    "Log",
    "Manifest",
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
    "create_log",
    "exchange",
    "find_traces",
    "forget_in",
    "inspect",
    "missing_for",
    "new_subject",
    "open_log",
    "receive",
    "remove_row",
    "restore",
]
