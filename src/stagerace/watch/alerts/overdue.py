"""Somebody who was due and is not there."""

from collections.abc import Iterator

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib
from stagerace.core.records import CheckpointClosed, Swept
from stagerace.watch.alerts.base import AlertKind, Found, Watched, say_time
from stagerace.watch.due import Due
from stagerace.watch.whereabouts import Whereabouts


class Overdue(AlertKind):
    """A due time that went by without a word; unknown counts as overdue."""

    name = "overdue"
    heading = "Overdue"
    asks = "Call the place they are due at and the one behind it; ask those who came after them; send the sweeper."

    def find(self, watched: Watched) -> Iterator[Found]:
        """One for each runner whose due went by."""
        for row in watched.ledger.rows:
            due = watched.dues.get(row.bib)
            if due is not None and due.at < watched.now:
                yield self._found(watched, row, due)

    def turns(self, watched: Watched) -> Iterator[Instant]:
        """A moment after each due."""
        return (Instant(due.at + 1) for due in watched.dues.values())

    def _found(self, watched: Watched, row: Whereabouts, due: Due) -> Found:
        late = watched.now - due.at
        cause = _cause(watched, row, due)
        worse = (late // watched.numbers.worse).bit_length()
        return Found(
            self.named(watched, row.bib, *cause, worse=worse), self.name, due.at, (row.bib,), due.place,
            tuple(_evidence(watched, row, due)), 700 + min(200, late // MINUTE),
        )  # fmt: skip


def _cause(watched: Watched, row: Whereabouts, due: Due) -> tuple[object, ...]:
    """What makes it the same case on every node: where they were seen last, or in whose care they are."""
    if due.why == "care":
        return row.state, row.since or ""
    sights = watched.sights[row.bib]
    if sights.laps:
        return ("lap", len(sights.laps))
    return watched.stage.points[sights.last.index]


def _evidence(watched: Watched, row: Whereabouts, due: Due) -> Iterator[str]:
    late = say_time(watched.now - due.at)
    if due.why == "care":
        yield from _care(watched, row, due)
        yield f"{late} over."
        return
    sights = watched.sights[row.bib]
    if sights.sure:
        yield f"{row.bib} was seen last {watched.say_point(sights.last.index)} at {watched.clock(sights.last.at)}."
    else:
        yield f"{row.bib} started at {watched.clock(sights.start)}, as far as is known, and was not seen since."
    way = "out of" if due.way == "out" else "at"
    yield f"Due {way} {watched.say_place(due.place)} by {watched.clock(due.at)}, {late} ago: {_why(watched, due)}."
    yield from _word_from_there(watched, row.bib, due)
    low, high = watched.positions[row.bib]
    if high > low:
        yield f"May be anywhere from km {low / 1000:.1f} to km {high / 1000:.1f}."
    yield from (f"Not counted: {_ended(doubt)}" for doubt in row.doubts)


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _why(watched: Watched, due: Due) -> str:
    middle = f"half of those like them are there by {watched.clock(due.p50)}" if due.p50 is not None else ""
    match due.why:
        case "forecast":
            return middle
        case "cut-off" if due.cut_off is not None:
            margin = say_time(watched.numbers.sweep_margin)
            return f"cut-off {watched.clock(due.cut_off)} and {margin} for the sweeper{f'; {middle}' if middle else ''}"
        case "swept":
            return "the sweeper is through and left nobody behind"
        case _:
            return f"{watched.numbers.slow / 1000:.1f} km/h of effort, the pace of somebody slow; nothing is forecast"


def _care(watched: Watched, row: Whereabouts, due: Due) -> Iterator[str]:
    since = watched.clock(row.since) if row.since is not None else "an unknown time"
    who = f" ({row.care.what} {row.care.name})".replace(" )", ")") if row.care else ""
    match row.state:
        case "vehicle":
            yield f"{row.bib} is in a vehicle{who} since {since}; nobody said that they received them."
        case "medic":
            yield f"{row.bib} is with a medic{who} since {since}; nothing was said of them since."
        case _ if row.care:
            yield f"{row.bib} left the race at {watched.say_place(row.a)} at {since}{who}; they are not in camp."
        case _:
            yield f"{row.bib} left the race at {watched.say_place(row.a)} at {since}; nobody has them."
    yield f"Somebody was to have them by {watched.clock(due.at)}."


def _word_from_there(watched: Watched, bib: Bib, due: Due) -> Iterator[str]:
    """What is known of the place itself."""
    for place, silence in watched.silences.items():
        if bib in silence.bibs:
            yield f"{place} is silent, so nothing can come from there."
    others = sum(1 for each in watched.sights.values() if due.index in each.at)
    if not watched.stage.loop:
        yield f"{others} of {watched.ledger.starters} were seen {watched.say_point(due.index)}."
    for _, closed in watched.reports(CheckpointClosed):
        if closed.place == due.place and closed.closed_at <= watched.now:
            yield f"{due.place} closed at {watched.clock(closed.closed_at)}."
    for _, swept in watched.reports(Swept):
        if swept.place == due.place and swept.swept_at <= watched.now:
            yield f"The sweeper came to {due.place} at {watched.clock(swept.swept_at)}."
