"""The ledger: where everybody of a stage is at an instant, and what does not agree about it."""

from collections.abc import Sequence

from stagerace.core.clock import Instant
from stagerace.core.names import Bib, StageNo
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


class Ledgers:
    """Keeps the ledgers of a race as it grows: a runner's times are read anew only where they changed."""

    def __init__(self) -> None:
        self._tracks = Tracks()

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
        rows: list[Whereabouts] = []
        found: list[Disagreement] = []
        to_start: list[Bib] = []
        for bib in race.bibs:
            runner = _lived(bib, ground, tracks[bib], words, now)
            row = _row(runner, words, is_out_before=bib in out_before)
            rows.append(row)
            if row.is_starter and not runner.has_started and _start(runner.track, words) is not None:
                to_start.append(bib)
            found += _disagreements(runner, row, words, sweep, now)
        return Ledger(number, now, tuple(rows), tuple(found), unread_of(race, ground, now), tuple(to_start))


def ledger_of(race: Race, stage: StageNo, now: Instant) -> Ledger:
    """The ledger of a stage at an instant.

    Raises KeyError where the race has no such stage.
    """
    return Ledgers().ledger(race, stage, now)


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
