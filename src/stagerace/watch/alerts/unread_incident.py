"""An incident that nobody owns."""

from collections.abc import Iterator

from msgspec import Struct

from stagerace.core.clock import Instant
from stagerace.core.names import Bib
from stagerace.core.records import IncidentOpened, IncidentTold
from stagerace.watch.alerts.base import AlertKind, Found, Watched, say_bibs, say_time


class UnreadIncident(AlertKind):
    """Somebody reported that something happened, and nobody said that they see to it."""

    name = "unread_incident"
    heading = "Incident without an owner"
    asks = "Read it, take it or give it to somebody by name, and call the place it came from."

    def find(self, watched: Watched) -> Iterator[Found]:
        """One for each open incident without an owner, from the moment it was opened."""
        for name, story in sorted(_stories(watched).items()):
            first = story.opened
            if story.is_closed or story.owner or first is None:
                continue
            yield Found(
                f"{self.name} {name}", self.name, first.opened_at, story.bibs, first.place,
                tuple(_evidence(watched, first, story.bibs)), 980 if first.what == "medical" else 970,
            )  # fmt: skip


class _Story(Struct):
    opened: IncidentOpened | None = None
    owner: str = ""
    is_closed: bool = False
    bibs: tuple[Bib, ...] = ()


def _stories(watched: Watched) -> dict[str, _Story]:
    """Every incident as it stands, from what was said of it in the order of time."""
    found: dict[str, _Story] = {}
    said: list[tuple[Instant, IncidentOpened | IncidentTold]] = [
        (body.opened_at, body) for _, body in watched.reports(IncidentOpened)
    ]
    said += [(body.told_at, body) for _, body in watched.reports(IncidentTold)]
    for at, body in sorted(said, key=lambda each: (each[0], isinstance(each[1], IncidentTold))):
        if at > watched.now:
            continue
        story = found.setdefault(body.incident, _Story())
        story.owner = body.owner or story.owner
        story.bibs = tuple(dict.fromkeys((*story.bibs, *body.bibs)))
        if isinstance(body, IncidentOpened):
            story.opened = story.opened or body
        elif body.step in ("closed", "reopened"):
            story.is_closed = body.step == "closed"
    return found


def _evidence(watched: Watched, opened: IncidentOpened, bibs: tuple[Bib, ...]) -> Iterator[str]:
    where = opened.where or (watched.say_place(opened.place) if opened.place else "a place not said")
    by = f" by {opened.by}" if opened.by else ""
    yield (
        f"{opened.what.capitalize()} incident opened{by} at {watched.clock(opened.opened_at)}, "
        f"{say_time(watched.now - opened.opened_at)} ago, at {where}."
    )
    yield f"About {say_bibs(bibs)}." if bibs else "Whom it is about is not known yet."
    if opened.note:
        yield f"It says: {opened.note}"
    yield "Nobody owns it."
