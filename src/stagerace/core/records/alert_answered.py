"""What somebody did about an alert."""

from typing import Literal

from msgspec import Struct

from stagerace.core.clock import Instant

AlertAnswer = Literal["taken", "acknowledged", "dismissed", "passed_on"]
"""Somebody owns it; somebody knows of it; it is no alarm, for the reason given; it is for somebody higher."""


class AlertAnswered(Struct, frozen=True, tag="alert_answered", tag_field="kind", omit_defaults=True):
    """Somebody's word on an alert; one without a reason dismisses nothing."""

    alert: str
    answer: AlertAnswer
    answered_at: Instant
    owner: str = ""
    """Who sees to it from now on."""
    reason: str = ""
    by: str = ""
