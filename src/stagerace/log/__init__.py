"""The log of a race on this machine: records in one SQLite file, exchanged between nodes, and the vault beside it."""

from stagerace.log.log import Log
from stagerace.log.opening import LOG_NAME, create_log, open_log
from stagerace.log.reading import Stored
from stagerace.log.store import Meta

__all__ = ["LOG_NAME", "Log", "Meta", "Stored", "create_log", "open_log"]
