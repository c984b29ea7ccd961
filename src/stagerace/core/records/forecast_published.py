"""A forecast that somebody published."""

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, StageNo


class FinishForecast(Struct, frozen=True, array_like=True):
    """When a runner was expected at the end of a stage: the middle, nine of ten around it, the chance to finish."""

    bib: Bib
    p05: Instant
    p50: Instant
    p95: Instant
    p_stage: float


class ForecastPublished(Struct, frozen=True, tag="forecast_published", tag_field="kind", omit_defaults=True):
    """What was forecast of a stage, as somebody published it; those kept for scoring never become records."""

    made_at: Instant
    """The instant it was a forecast of."""
    published_at: Instant
    position: int
    """The log position it was made from, at the node that made it."""
    stage: StageNo
    forecaster: str
    finishes: tuple[FinishForecast, ...] = ()
    by: str = ""
