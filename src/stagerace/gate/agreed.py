"""What runners agreed to, as far as their words go."""

from collections.abc import Iterable

from stagerace.core.clock import Instant
from stagerace.core.names import Subject
from stagerace.core.records import ConsentGiven, Record
from stagerace.core.records.consent_given import Consent


class Agreed:
    """The latest word of every runner on everything they can agree to; a silent runner agreed to nothing."""

    def __init__(self, records: Iterable[Record], at: Instant) -> None:
        """Records come in the order of edits."""
        self._words: dict[tuple[Subject, Consent], list[ConsentGiven]] = {}
        for record in records:
            body = record.body
            if isinstance(body, ConsentGiven) and (not body.given or body.given_at <= at):
                self._words.setdefault((body.subject, body.what), []).append(body)

    def has(self, subject: Subject, what: Consent, by: Instant | None = None) -> bool:
        """Whether a runner agrees; `by` leaves out agreements given later, but never what was taken back."""
        word = self._last(subject, what, by)
        return word is not None and word.given

    def has_refused(self, subject: Subject, what: Consent) -> bool:
        """Whether a runner said no."""
        word = self._last(subject, what, None)
        return word is not None and not word.given

    def _last(self, subject: Subject, what: Consent, by: Instant | None) -> ConsentGiven | None:
        words = self._words.get((subject, what), ())
        counted = [word for word in words if by is None or not word.given or word.given_at <= by]
        return counted[-1] if counted else None
