"""A race plan as one HTML file, and each of its stages as a sheet to print."""

from typing import Any

from stagerace.node import plan_words
from stagerace.node.pages.environment import pages
from stagerace.node.plan_pictures import data, drawn, field_drawn
from stagerace.node.planning import Planned

_PAGES = pages("stagerace.node.pages", "templates")


def plan_page(planned: Planned) -> str:
    """The whole plan as a page with its pictures in it, marked internal."""
    stages = [
        {"told": stage, "pictures": _pictures(planned, number)} for number, stage in enumerate(planned.told.stages)
    ]
    return _PAGES.get_template("plan.html.j2").render(plan=planned.told, stages=stages, words=plan_words)


def sheet_page(planned: Planned, number: int) -> str:
    """A stage, by its place in the race, as a sheet of A4, marked internal."""
    told = planned.told
    return _PAGES.get_template("plan_sheet.html.j2").render(
        plan=told, stage=told.stages[number], words=plan_words, field=data(field_drawn(planned, number, "half"))
    )


def _pictures(planned: Planned, number: int) -> list[dict[str, Any]]:
    """The pictures of a stage, each for a desk and for a phone."""
    wide, phone = drawn(planned, number, "wide").named, drawn(planned, number, "phone").named
    stage = plan_words.title(planned.told.stages[number])
    return [
        {"wide": data(wide[name]), "phone": data(phone[name]), "alt": f"{stage}: {what}"}
        for name, what in (("profile", "the ground"), ("field", "the field on its way"), ("day", "the day by the hour"))
        if name in wide
    ]
