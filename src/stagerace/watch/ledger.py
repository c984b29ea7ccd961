"""The ledger: where everybody of a stage is at an instant, and what does not agree about it."""

from collections.abc import Sequence
from typing import NamedTuple

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, StageNo
from stagerace.core.records import Swept
from stagerace.core.zone import say_clock
from stagerace.rules.race import Race
from stagerace.watch.disputes import Disputes
from stagerace.watch.events import Event, Started, in_order
from stagerace.watch.handing_over import say_care
from stagerace.watch.past import Tracks
from stagerace.watch.places import Ground
from stagerace.watch.runner import Runner
from stagerace.watch.sweeping import Sweep, behind_sweep
from stagerace.watch.track import Track
from stagerace.watch.whereabouts import Disagreement, Ledger, Whereabouts
from stagerace.watch.words import Words, unread_of, words_of


class _Lived(NamedTuple):
    """A runner as the ledger has them, what that rests on, and since when it holds as long as that stays the same."""

    track: Track
    words: Sequence[Event]
    rests_on: tuple[Instant | None, Instant | None, bool]
    since: Instant
    row: Whereabouts
    found: tuple[Disagreement, ...]
    is_to_start: bool


class Ledgers:
    """Keeps the ledgers of a race as it grows: a runner is worked out anew only where something is new of them."""

    def __init__(self) -> None:
        self._tracks = Tracks()
        self._lived: dict[StageNo, tuple[list[Swept], dict[Bib, _Lived]]] = {}

    def ledger(self, race: Race, number: StageNo, now: Instant) -> Ledger:
        """The ledger of a stage at an instant; nothing that happened or was announced later is in it.

        Raises KeyError where the race has no such stage.
        """
        stage = race.plan.by_number[number]
        ground = Ground(race.plan, stage)
        words = words_of(race, ground, now)
        tracks = self._tracks.of(race, stage, now)
        out_before = self._tracks.out_before(race, stage, now)
        sweep = Sweep(ground, words.swept)
        swept, kept = self._lived.get(number, ([], {}))
        if swept != words.swept:
            kept = {}
        self._lived[number] = (words.swept, kept)
        rows: list[Whereabouts] = []
        found: list[Disagreement] = []
        to_start: list[Bib] = []
        for bib in race.bibs:
            track, own_words = tracks[bib], words.of.get(bib, ())
            rests_on = (_start(track, words), words.absent.get(bib), bib in out_before)
            lived = kept.get(bib)
            if lived is None or not _still_holds(lived, track, own_words, rests_on, now):
                runner = _lived(bib, ground, track, words, now)
                row = _row(runner, words, is_out_before=rests_on[2])
                is_to_start = row.is_starter and not runner.has_started and rests_on[0] is not None
                disputes = tuple(_disagreements(runner, row, words, sweep, now))
                lived = _Lived(track, own_words, rests_on, now, row, disputes, is_to_start)
                kept.pop(bib, None)
                if _is_all(runner, track, own_words, rests_on[0], now):
                    kept[bib] = lived
            rows.append(lived.row)
            if lived.is_to_start:
                to_start.append(bib)
            found += lived.found
        return Ledger(number, now, tuple(rows), tuple(found), unread_of(race, ground, now), tuple(to_start))


def _still_holds(
    lived: _Lived, track: Track, words: Sequence[Event], rests_on: tuple[object, ...], now: Instant
) -> bool:
    return lived.track is track and lived.since <= now and lived.rests_on == rests_on and lived.words == words


def _is_all(runner: Runner, track: Track, words: Sequence[Event], start: Instant | None, now: Instant) -> bool:
    """Whether nothing of a runner lies ahead, and no word waits: then time alone changes nothing."""
    events = (*track.seen, *track.glances, *track.decided, *words)
    is_past = all(event.at <= now for event in events) and (start is None or start <= now)
    return is_past and not runner.words.words


def ledger_of(race: Race, stage: StageNo, now: Instant) -> Ledger:
    """The ledger of a stage at an instant.

    Raises KeyError where the race has no such stage.
    """
    return ledgers_of(race).ledger(race, stage, now)


def ledgers_of(race: Race) -> Ledgers:
    """The ledgers that are kept of a race."""
    return race.remember(None, "ledgers", Ledgers)


def _lived(bib: Bib, ground: Ground, track: Track, words: Words, now: Instant) -> Runner:
    """A runner through everything that happened to them by an instant."""
    runner = Runner(bib, ground, track)
    events: list[Event] = [*track.seen, *track.glances, *track.decided, *words.of.get(bib, ())]
    started = _start(track, words)
    if started is not None:
        events.append(Started(started))
    for event in in_order(events):
        if event.at <= now:
            runner.take(event)
    return runner


def _start(track: Track, words: Words) -> Instant | None:
    """The gun of their wave, else their own start; None where the stage was called off before and nobody fired one."""
    gun = words.guns.get(track.wave)
    if gun is None and track.is_called_off:
        return None
    return track.start if gun is None else gun


def _row(runner: Runner, words: Words, *, is_out_before: bool) -> Whereabouts:
    state = runner.state
    if runner.ran is None and _is_no_starter(runner, words, is_out_before=is_out_before):
        state = "not_started"
    doubts = [*runner.doubts]
    if runner.track.missed:
        doubts.append(f"over the cut-off: {runner.track.missed}")
    doubts += [f"{say_care(each.word.taker)} is to have them: one side's word" for each in runner.words.words]
    return Whereabouts(
        runner.bib, state, runner.a, runner.b, runner.care, runner.since, runner.seen, tuple(doubts),
        runner.out, runner.agreed,
    )  # fmt: skip


def _is_no_starter(runner: Runner, words: Words, *, is_out_before: bool) -> bool:
    """Whether somebody never seen on the stage is not on it: noted absent, or out of the race before it began."""
    return is_out_before or runner.bib in words.absent or bool(runner.out and runner.spot == "camp")


def _disagreements(
    runner: Runner, row: Whereabouts, words: Words, sweep: Sweep, now: Instant
) -> Sequence[Disagreement]:
    disputes = runner.disputes
    _not_at_start(runner, row, disputes, words)
    if runner.words.are_unlike:
        disputes.unlike(runner.words.words)
    else:
        for said in runner.words.waiting(now):
            disputes.open_word(said)
    behind_sweep(row, sweep, disputes)
    return disputes.found


def _not_at_start(runner: Runner, row: Whereabouts, disputes: Disputes, words: Words) -> None:
    """Noted absent: seen all the same, or perhaps seen; that they should have been somewhere else no more matters."""
    noted = words.absent.get(runner.bib)
    if noted is None:
        return
    zone, start = runner.ground.plan.zone, runner.ground.start
    if runner.ran is not None and not row.is_safe:
        disputes.not_at_start(noted, start, f" at {say_clock(runner.ran, zone)}")
    elif runner.ran is None:
        disputes.settle()
        for glance in runner.track.glances:
            disputes.not_at_start(noted, glance.place, f", perhaps: {glance.says}")
