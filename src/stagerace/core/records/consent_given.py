"""A runner's word on what may be shown of them."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Subject

Consent = Literal["name", "chance", "position", "family", "crew", "messages"]
"""What a runner can agree to or refuse.

Name in public, chances, their position, a family link, the film crew, messages from those at home; these last come
unless they are refused.
"""


class ConsentGiven(Struct, frozen=True, tag="consent_given", tag_field="kind", omit_defaults=True):
    """A runner agreed to something, or took it back; the latest word on each thing counts."""

    subject: Subject
    what: Consent
    given_at: Instant
    given: bool = True
    """Whether they agree; not, where they refuse or take it back."""
    by: str = ""
    """Who wrote it down."""
