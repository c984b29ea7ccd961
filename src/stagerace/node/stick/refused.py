"""Why a stick cannot be made."""

from stagerace.core.errors import StageraceError


class StickRefused(StageraceError):
    """A stick cannot be made as asked: too small, another race's, without a wheel; nothing of it was kept there."""
