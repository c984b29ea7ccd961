"""Whose a passing is, read after it was written down."""

from msgspec import Struct

from stagerace.core.names import Bib, RecordId
from stagerace.core.records import BibRead


class Read(Struct, frozen=True, gc=False):
    """Whose a passing is as it was read later, and the record that says so."""

    id: RecordId
    text: BibRead

    def say(self, recorded: Bib) -> str:
        """It in words: `recorded as 1*, read by AB: from the photograph`."""
        by, reason = self.text.by, self.text.reason
        return f"recorded as {recorded}, read{f' by {by}' if by else ' later'}{f': {reason}' if reason else ''}"
