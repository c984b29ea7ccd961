"""A medic's word that was not met."""

from collections.abc import Iterator

from stagerace.core.clock import Instant, later
from stagerace.core.names import Bib
from stagerace.core.records import HandedOver, MedicSaid
from stagerace.watch.alerts.base import AlertKind, Found, Watched, say_time

_SAID = {"send_to_medic": "is to see a medic", "may_not_leave": "may not leave"}


class Recheck(AlertKind):
    """Somebody who may not leave has left, or who is to see a medic did not."""

    name = "recheck"
    heading = "Medic's word not met"
    asks = "Have the place they are at, or the next one, keep them for the medic; tell the medic where they are."

    def find(self, watched: Watched) -> Iterator[Found]:
        """One for each runner whose latest medic's word was not heeded."""
        for bib, (record, said) in _latest(watched).items():
            row = watched.ledger.by_bib.get(bib)
            if said.word == "may_go" or row is None or not row.is_out_there:
                continue
            unmet = _unmet(watched, said)
            if unmet is not None:
                since, says = unmet
                evidence = (
                    f"A medic said at {watched.clock(said.said_at)} that {bib} {_SAID[said.word]}"
                    f"{f' at {said.place}' if said.place else ''}.",
                    says,
                )
                yield Found(
                    self.named(watched, bib, said.word, f"{record[0]}:{record[1]}"), self.name, since, (bib,),
                    said.place or row.a, evidence, 650,
                )  # fmt: skip

    def turns(self, watched: Watched) -> Iterator[Instant]:
        """A moment after each who is to see a medic should have."""
        for bib, (_, said) in _latest(watched).items():
            if said.word == "send_to_medic" and bib in watched.sights:
                since = max(said.said_at, watched.sights[bib].last.at)
                yield Instant(later(since, watched.numbers.medic_heeded) + 1)


def _latest(watched: Watched) -> dict[Bib, tuple[tuple[str, int], MedicSaid]]:
    found: dict[Bib, tuple[tuple[str, int], MedicSaid]] = {}
    for record, body in watched.reports(MedicSaid):
        if body.said_at <= watched.now and (body.bib not in found or found[body.bib][1].said_at <= body.said_at):
            found[body.bib] = (record, body)
    return found


def _unmet(watched: Watched, said: MedicSaid) -> tuple[Instant, str] | None:
    """Since when a word is not met, and how that is known; None while it is, or may still be."""
    gone = _went_on(watched, said)
    if said.word == "may_not_leave":
        return gone
    if any(
        body.taker.what in ("medic", "hospital") and body.handed_at >= said.said_at
        for _, body in watched.reports(HandedOver)
        if body.bib == said.bib and body.handed_at <= watched.now
    ):
        return None
    if gone is not None:
        return gone
    sights = watched.sights[said.bib]
    place = watched.stage.points[sights.last.index][0]
    by = later(max(said.said_at, sights.last.at), watched.numbers.medic_heeded)
    is_there = bool(sights.sure) and (place == said.place or not said.place)
    if not is_there or by >= watched.now:
        return None
    waited = say_time(watched.now - max(said.said_at, sights.last.at))
    return (
        by,
        f"{said.bib} is {watched.say_point(sights.last.index)} for {waited}, and no medic said that they have them.",
    )


def _went_on(watched: Watched, said: MedicSaid) -> tuple[Instant, str] | None:
    """Whether they were seen leaving, or beyond, where it was to be heeded."""
    sights, points = watched.sights[said.bib], watched.stage.points
    if watched.stage.loop and not said.place:
        # The lap they were on when it was said may still have ended; the next one may not.
        since = [lap for lap in sights.laps if lap > said.said_at]
        return (since[1], f"{said.bib} ended another lap at {watched.clock(since[1])}.") if since[1:] else None
    furthest = _furthest(watched, said)
    for sight in (*sights.sure, *sights.doubtful):
        if sight.at <= said.said_at:
            continue
        if sight.index > furthest or (not said.place and points[sight.index][1] == "out"):
            return sight.at, f"{said.bib} was seen {watched.say_point(sight.index)} at {watched.clock(sight.at)}."
    return None


def _furthest(watched: Watched, said: MedicSaid) -> int:
    """The furthest point at which somebody may be seen who heeds a word, by its position along the stage.

    Where it holds everywhere that is the place they were in when it was said, or came to next: nobody may see them go.
    """
    points = watched.stage.points
    if said.place:
        return watched.entrance(said.place) if said.place in watched.stage.by_place else len(points)
    before = (sight.index for sight in watched.sights[said.bib].sure if sight.at <= said.said_at)
    last = max(before, default=0)
    place, way = points[last]
    here = place if way == "in" else points[min(last + 1, len(points) - 1)][0]
    return max(index for index, point in enumerate(points) if point[0] == here)
