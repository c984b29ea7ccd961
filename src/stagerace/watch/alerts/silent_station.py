"""A station that tells nothing: one alarm, however many runners it leaves unseen."""

from collections.abc import Iterator

from stagerace.core.clock import HOUR, Instant
from stagerace.watch.alerts.base import AlertKind, Found, Watched, doublings, say_bibs, say_time
from stagerace.watch.known import SILENT
from stagerace.watch.silence import Silence


class SilentStation(AlertKind):
    """Runners went by unread, or so many are late there that it must be the station."""

    name = SILENT
    heading = "Silent station"
    asks = (
        "Raise the station by any means and ask for every bib it saw; until then those named were seen by nobody. "
        "If it works and nobody came, dismiss this and write who said so: those named are then due at the station."
    )

    def find(self, watched: Watched) -> Iterator[Found]:
        """One for each silent station, with the names of all who show it; also where that was dismissed."""
        for place, silence in (*watched.silences.items(), *watched.denied.items()):
            worse = doublings(len(silence.bibs), watched.numbers.silent_from)
            out_there = tuple(bib for bib in silence.bibs if watched.ledger.by_bib[bib].is_out_there)
            yield Found(
                self.named(watched, place, _last_hour(watched, silence), worse=worse), self.name,
                _since(watched, silence), out_there, place, tuple(_evidence(watched, silence)),
                600 + min(100, 5 * len(silence.bibs)),
            )  # fmt: skip


def _last_hour(watched: Watched, silence: Silence) -> str:
    """The hour of the stage of a station's last word, which tells one silence from another.

    A station that is slow, held or has a wrong clock speaks now and then: by its last word it would be new each time.
    """
    return "" if silence.told is None else f"{(silence.told - watched.stage.start) // HOUR}h"


def _since(watched: Watched, silence: Silence) -> Instant:
    moments = [*(each.expected for each in silence.late), *(each.about for each in silence.beyond)]
    return min([*moments, watched.now])


def _evidence(watched: Watched, silence: Silence) -> Iterator[str]:
    place = watched.say_place(silence.place)
    if silence.told is None:
        yield f"{place} told nothing yet."
    else:
        ago = say_time(watched.now - silence.told)
        is_said = silence.told == watched.said_to_work.get(silence.place)
        how = "was said to work" if is_said else "told something last"
        yield f"{place} {how} at {watched.clock(silence.told)}, {ago} ago."
    if silence.late:
        bibs = say_bibs([each.bib for each in silence.late], most=40)
        first = watched.clock(silence.late[0].expected)
        yield f"{len(silence.late)} should be there, the first at about {first}: {bibs}."
    for each in silence.beyond[:10]:
        seen = f"{watched.say_point(each.beyond.index)} at {watched.clock(each.beyond.at)}"
        yield f"{each.bib} went by at about {watched.clock(each.about)} unread, and was seen {seen}."
    if len(silence.beyond) > 10:
        yield f"{len(silence.beyond) - 10} more went by unread: {say_bibs([e.bib for e in silence.beyond[10:]], 40)}."
    yield f"A station that works tells so little once in {_once(silence.chance)} times."
    if silence.place in watched.denied:
        said = watched.clock(watched.said_to_work[silence.place])
        yield f"It was said to work at {said}: those not seen are due there."
    elif silence.late:
        yield "Each of those not seen stays due at the next place beyond it."


def _once(chance: float) -> str:
    times = 1 / max(chance, 1e-9)
    return "a billion" if times >= 9.9e8 else f"{10 ** (len(str(int(times))) - 1):,}"
