"""An incident opened, and the lines of its story."""

from typing import get_args

from stagerace.core.records import Body, IncidentOpened, IncidentTold
from stagerace.core.records.incident_opened import IncidentKind
from stagerace.core.records.incident_told import IncidentStep
from stagerace.node.hq.incidents import incidents
from stagerace.node.hq.orders.base import Order, Said, wrong


class Incident(Order):
    """An incident; with `step` what was done about it. It freezes what leaves about its runners at once."""

    name = "incident"

    def bodies(self, said: Said) -> tuple[Body, ...]:
        """The incident or the line; nothing where that very one was written."""
        return _told(said) if said.text("step") else _opened(said)


def _opened(said: Said) -> tuple[Body, ...]:
    name = said.name("incident")
    if any(each.incident == name for each in incidents(said.look.race)):
        return ()
    if said.text("what") == "safeguarding":
        raise wrong("safeguarding is not written here, where many can read it", "Confide it in the checkpoint app")
    what = said.choice("what", get_args(IncidentKind), "incident")
    place, where, bibs = said.place(), said.text("where"), said.bibs()
    if not place and not where and not bibs:
        raise wrong("it is not said where or about whom it is", "Choose a place, say where, or write a bib")
    return (
        IncidentOpened(
            name, what, said.moment(), place, where, bibs, said.text("note"), said.text("owner") or said.by, said.by
        ),
    )


def _told(said: Said) -> tuple[Body, ...]:
    name, step = said.name("incident"), said.choice("step", get_args(IncidentStep), "step")
    known = next((each for each in incidents(said.look.race) if each.incident == name), None)
    if known is None:
        raise wrong("there is no such incident", "Look at the list again")
    owner, text = said.text("owner"), said.text("text")
    if step == "noted" and not text:
        raise wrong("nothing was noted", "Write what happened")
    if step == "owned":
        owner = owner or said.by
    if step == "closed" and not text:
        raise wrong("it is not said how the incident ended", "Write where everybody in it is now")
    told = IncidentTold(name, step, said.moment(), text, owner, said.bibs(), said.place(), said.by)
    return () if told in said.look.race.facts.reports.values() else (told,)
