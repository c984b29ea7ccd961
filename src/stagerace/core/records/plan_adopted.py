"""The plan taken into the log."""

from msgspec import Struct

from stagerace.core.plan import Plan


class PlanAdopted(Struct, frozen=True, tag="plan_adopted", tag_field="kind", omit_defaults=True):
    """The plan every later command uses, until another is adopted."""

    plan: Plan
