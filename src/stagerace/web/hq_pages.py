"""The pages of headquarters: the one that shows everybody, one for each runner, one for each incident."""

from typing import Final

from msgspec import Struct
from starlette.responses import Response

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.errors import LogRefused, NotARace
from stagerace.core.names import Bib, PlaceId
from stagerace.core.names import bib as read_bib
from stagerace.core.records import HoldOrdered, StageClosed, ZoneDrawn
from stagerace.core.roles import may_append
from stagerace.core.zone import Zone, say_clock
from stagerace.log import Contact
from stagerace.node.hq.incidents import incidents
from stagerace.node.hq.known import known_of
from stagerace.node.hq.orders.release import SIGNS, still_to_sign
from stagerace.node.hq.words import STATES, STEPS, title_of
from stagerace.node.look import Look
from stagerace.web.naming import called, is_unread, may_name
from stagerace.web.pages import page
from stagerace.web.refusals import Refused
from stagerace.web.ways import Asked

KINDS: Final = ("medical", "lost", "weather", "security")
KEEPERS: Final = ("checkpoint", "vehicle", "medic", "hospital", "camp", "course")


class KinTold(Struct, frozen=True):
    """How to reach a runner, and whom to call about them."""

    phone: str
    kin: str
    kin_phone: str


def hq_page(asked: Asked) -> Response:
    """The page of headquarters."""
    setting = asked.house.headquarters.setting()
    shown = {
        "setting": setting,
        "now": asked.camp.clock(),
        "zone": " ".join(f"{since}:{offset}" for since, offset in setting.zone.changes),
        "by": called(asked),
        "orders": _orders(asked.who.role, setting.places),
        "named": may_name(asked),
        "kinds": KINDS,
        "keepers": KEEPERS,
        "rate": asked.camp.rate,
    }
    return page("hq.html.j2", asked, shown)


def _orders(role: str, places: tuple[PlaceId, ...]) -> bool:
    """Whether a role may order holds, draw dangers and close a stage."""
    never = Instant(0)
    bodies = (
        ZoneDrawn("", "other", never, 1),  # type: ignore[arg-type]
        HoldOrdered("", never, 1, places),  # type: ignore[arg-type]
        StageClosed(1, never),  # type: ignore[arg-type]
    )
    return all(may_append(role, PlaceId(""), body) for body in bodies)


def runner_page(asked: Asked, text: str) -> Response:
    """Everything known of a runner, and why."""
    bib, watcher = _bib(text), asked.house.headquarters.watcher
    known, zone = watcher.ask(lambda look: (known_of(look, bib), look.race.plan.zone))
    if known is None:
        raise Refused(404, f"nobody wears {bib}", "Look at /hq for everybody of the race")
    shown = {
        "known": known,
        "name": asked.house.headquarters.name(bib) if may_name(asked) else "",
        "clock": _clock(zone, asked.camp.clock()),
        "states": STATES,
        "titles": title_of,
        "reads_people": asked.house.recognition.may(asked.who, "read_people") and is_unread(asked),
    }
    return page("hq_runner.html.j2", asked, shown)


def incident_page(asked: Asked, name: str) -> Response:
    """The story of an incident, and the form for its next line."""

    def find(look: Look) -> tuple[object, Zone, tuple[PlaceId, ...]]:
        found = next((each for each in incidents(look.race) if each.incident == name), None)
        return found, look.race.plan.zone, tuple(look.race.plan.stage_at)

    found, zone, places = asked.house.headquarters.watcher.ask(find)
    if found is None:
        raise Refused(404, f"there is no incident {name[:40]}", "Look at /hq for those there are")
    shown = {
        "incident": found, "clock": _clock(zone, asked.camp.clock()), "steps": STEPS, "places": places,
        "by": called(asked), "unsigned": still_to_sign(asked.camp.present.view().records, name),
        "signs": asked.who.role in SIGNS,
    }  # fmt: skip
    return page("hq_incident.html.j2", asked, shown)


def kin_told(asked: Asked, text: str) -> KinTold:
    """How to reach a runner and whom to call about them.

    Raises Refused for whom may not, over a line that others can read, and where nothing is known here.
    """
    bib = _bib(text)
    if not asked.house.recognition.may(asked.who, "guard"):
        raise Refused(403, f"the role {asked.who.role} may not ask for this", "Ask headquarters")
    if not is_unread(asked):
        raise Refused(403, "others can read what goes over this line", "Ask over TLS, or at the laptop itself")
    entries = asked.house.headquarters.watcher.ask(lambda look: look.race.facts.entries)
    entry = entries.get(bib)
    try:
        with asked.camp.folder.vault() as vault:
            contact = vault.read(entry.subject, Contact) if entry else None
    except (LogRefused, NotARace):
        contact = None
    if contact is None:
        raise Refused(404, f"no contact of {bib} is known here", "Ask the organiser’s office")
    return KinTold(contact.phone, contact.kin, contact.kin_phone)


def _bib(text: str) -> Bib:
    try:
        return read_bib(text)
    except ValueError:
        raise Refused(404, f"{text[:20]!r} is no bib", "Look at /hq for everybody of the race") from None


class _Clock:
    """Says times by the clock of the race."""

    def __init__(self, zone: Zone, now: Instant) -> None:
        self._zone, self._day = zone, zone.local(now).date()

    def __call__(self, at: Instant | None, least: int = MINUTE) -> str:
        """A time to the minute, or to what else is asked for [ms]; nothing where there is none."""
        return "" if at is None else say_clock(Instant(at // least * least), self._zone, self._day)


def _clock(zone: Zone, now: Instant) -> _Clock:
    return _Clock(zone, now)
