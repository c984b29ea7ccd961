"""The watch tells somebody to look."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, PlaceId


class AlertRaised(Struct, frozen=True, tag="alert_raised", tag_field="kind", omit_defaults=True):
    """An alert appeared on the screens of a headquarters, with what they knew then."""

    alert: str
    """The alert's name; the same cause has the same name on every node."""
    what: str
    """The kind of alert."""
    raised_at: Instant
    since: Instant
    """When its cause came true: a due time that went by, a word that did not come."""
    bibs: tuple[Bib, ...] = ()
    place: PlaceId = PlaceId("")
    evidence: tuple[str, ...] = ()
    position: int = 0
    """The log position it rests on, at the node that raised it."""
