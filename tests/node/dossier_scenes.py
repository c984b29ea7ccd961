"""An afternoon at headquarters as a dossier has it: alerts raised as the watch found them, some answered, one not."""

from pathlib import Path

from hq_scene import HQ_NOW, ago, hq_bodies, hq_people
from races import records
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib
from stagerace.core.records import AlertAnswered, AlertRaised, Body, Entered
from stagerace.log import Person, create_log
from stagerace.node.folder import RaceFolder
from stagerace.rules.race import race_of
from stagerace.watch.alerts.base import Found
from stagerace.watch.watching import watch

CREW = ("Rosa", "Omar Teller")
"""Who answered: their names are theirs too."""
NOTE = "his phone rang behind the well"
"""A reason in somebody's own words."""


def found_then() -> list[Found]:
    """What the watch found an hour before the scene ends, the heaviest first."""
    now = ago(60)
    bodies = [body for body in hq_bodies() if getattr(body, "seen_at", now) <= now]
    return [alert.found for alert in watch(race_of(records(*bodies)), now).alerts]


def raised_of(found: Found, at: Instant) -> AlertRaised:
    """An alert as headquarters raises it."""
    return AlertRaised(found.alert, found.what, at, found.since, found.bibs, found.place, found.evidence, 1)


def answered_bodies() -> list[Body]:
    """The scene with its alerts: the first taken, the second dismissed without and then with a reason, others left."""
    raised = [raised_of(found, ago(60)) for found in found_then()]
    answers: list[Body] = [AlertAnswered(raised[0].alert, "taken", ago(57), CREW[0], by=CREW[1])]
    if len(raised) > 1:
        answers += [
            AlertAnswered(raised[1].alert, "dismissed", ago(55), by=CREW[1]),
            AlertAnswered(raised[1].alert, "dismissed", ago(45), reason=NOTE, by=CREW[1]),
        ]
    return [*hq_bodies(), *raised, *answers]


def folder_of(path: Path, *bodies: Body, people: dict[Bib, Person] | None = None, now: Instant = HQ_NOW) -> RaceFolder:
    """A race folder whose log holds these, and whose vault these people."""
    path.mkdir(parents=True, exist_ok=True)
    folder = RaceFolder(path)
    create_log(folder.log_path, now, race="sahara-2031")
    with folder.write(now) as log:
        if bodies:
            log.append(bodies, now)
    if people:
        subjects = {body.bib: body.subject for body in bodies if isinstance(body, Entered)}
        with folder.vault(write=True) as vault:
            vault.seal_all({subjects[bib]: person for bib, person in people.items() if bib in subjects})
    return folder


def afternoon(path: Path) -> RaceFolder:
    """The scene in a folder, with invented people in its vault."""
    return folder_of(path, *answered_bodies(), people=hq_people())


__all__ = ["CREW", "HQ_NOW", "MINUTE", "NOTE", "afternoon", "answered_bodies", "folder_of", "found_then"]
