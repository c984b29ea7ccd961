"""The heat watch: at most ten names, ranked by evidence."""

from collections.abc import Iterator

from stagerace.watch.alerts.base import AlertKind, Found, Watched, doublings
from stagerace.watch.heat import UNKNOWN, signs


class Heat(AlertKind):
    """In the hot hours, those whose times show signs of heat."""

    name = "heat"
    heading = "Heat watch"
    asks = "Have whoever meets them next speak with them, the first names first: a full sentence, a bottle, shade."

    def find(self, watched: Watched) -> Iterator[Found]:
        """One list for each day of a stage; a worse case where the evidence on its first name is twice as strong."""
        found = signs(watched, watched.dues)
        if not found:
            return
        day = watched.race.plan.zone.local(watched.now).date()
        evidence = (*(sign.says for sign in found), UNKNOWN)
        bibs = tuple(sign.bib for sign in found)
        name = self.named(watched, day, worse=doublings(found[0].score, 30))
        since, place = watched.sights[bibs[0]].last.at, watched.dues[bibs[0]].place
        yield Found(name, self.name, since, bibs, place, evidence, 300 + min(90, found[0].score))
