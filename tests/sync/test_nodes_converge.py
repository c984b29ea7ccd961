"""Nodes with clocks hours off, lossy lines, old backups, frames and strangers: in the end all hold the same.

A state machine lets anything happen in any order; then everybody swaps until quiet, and everything is compared.
"""

import shutil
import tempfile
from itertools import permutations
from pathlib import Path
from typing import Final

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from rough_camp import MISHAPS, MORNING, Laptop, Line, LineBroke, Mishap, Witness
from rough_frames import frames_of, hear
from strangers import ALTERATIONS, altered

from races import entered, plan, seen
from stagerace.core.clock import HOUR, MINUTE, Instant
from stagerace.core.errors import BadInput
from stagerace.core.names import Bib, PlaceId, RecordId
from stagerace.core.records import Body, Confirmed, DeviceEnrolled, Passing, PlanAdopted, Voided
from stagerace.core.roles import is_placed
from stagerace.log import Log, backup, exchange, inspect, missing_for, restore, take_in
from stagerace.log.offering import batch_for
from stagerace.node.enrolling import found_root, revoke
from stagerace.rules.classes import Scope
from stagerace.rules.facts import Facts, fold
from stagerace.rules.race import Race
from stagerace.rules.tables import table
from stagerace.sync.swapping import meet

BIBS = [str(n) for n in range(1, 7)]
IN_2099 = 68 * 365 * 24 * HOUR
SKEWS = (0, -9 * HOUR, 5 * HOUR + 17 * MINUTE, IN_2099)
QUIET: Final = 12
"""After so many rounds of everybody with everybody nothing may be new any more."""

laptops = st.integers(0, 3)
mishaps = st.lists(st.sampled_from(MISHAPS), max_size=4)
small = st.sampled_from([1, 400, 1_500, 100_000])


class Nodes(RuleBasedStateMachine):
    """Anything that may happen to the laptops of a camp, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.room = Path(tempfile.mkdtemp(prefix="nodes"))
        self.witness = Witness()
        self.camp: list[Laptop] = []
        self.now = MORNING
        self.passings = 0
        self.backups: list[Path] = []
        self.refused: set[str] = set()
        """What was refused between friends since everybody was enrolled."""

    @initialize(count=st.integers(3, 4), skews=st.permutations(SKEWS))
    def pitch(self, count: int, skews: list[int]) -> None:
        log_id = ""
        for n in range(count):
            laptop = Laptop(f"laptop{n}", self.room / f"laptop{n}", skews[n])
            log_id = laptop.make(self.now, log_id)
            self.camp.append(laptop)
        self.log_id = log_id
        self.write(0, PlanAdopted(plan()), *(entered(bib) for bib in BIBS))

    def of(self, n: int) -> Laptop:
        return self.camp[n % len(self.camp)]

    def write(self, n: int, *bodies: Body) -> None:
        laptop = self.of(n)
        self.witness.wrote(record.id for record in laptop.log.append(bodies, laptop.at(self.now)))
        self.witness.look(laptop)

    @rule(minutes=st.integers(1, 90))
    def time_passes(self, minutes: int) -> None:
        self.now = Instant(self.now + minutes * MINUTE)

    @rule(n=laptops, many=st.integers(1, 6), where=st.sampled_from(["1CP1", "1CP1", "1CP2", "1FINISH"]))
    def passings_are_taken(self, n: int, many: int, where: str) -> None:
        found = []
        for _ in range(many):
            self.passings += 1
            moment = Instant(MORNING + HOUR + self.passings * 7 * MINUTE + self.passings)
            found.append(seen(BIBS[self.passings % len(BIBS)], where, moment, "in", "keypad"))
        self.write(n, *found)

    @rule(n=laptops, which=st.integers(0, 99), is_void=st.booleans(), bib=st.sampled_from(BIBS))
    def a_person_answers(self, n: int, which: int, is_void: bool, bib: str) -> None:
        laptop = self.of(n)
        known = [record.id for record in laptop.log.read() if isinstance(record.body, Passing)]
        if known:
            target = sorted(known)[which % len(known)]
            self.write(n, Voided(target, "captain") if is_void else Confirmed(target, "captain", "", Bib(bib)))

    @rule(a=laptops, b=laptops, what=mishaps, most=small)
    def they_swap(self, a: int, b: int, what: list[Mishap], most: int) -> None:
        here, there = self.of(a), self.of(b)
        if here is there:
            return
        line = Line(there, self.now, what, most)
        try:
            meet(lambda work: work(here.log, here.at(self.now)), line.trip, here.name, most=most)
        except LineBroke:
            return

    @rule(a=laptops, b=laptops)
    def they_swap_by_folder(self, a: int, b: int) -> None:
        if self.of(a) is not self.of(b):
            exchange(self.of(a).log, self.of(b).log, self.of(a).at(self.now))

    @rule(n=laptops)
    def a_backup_is_made(self, n: int) -> None:
        self.backups.append(self.room / f"{len(self.backups)}.backup")
        backup(self.of(n).folder, self.backups[-1], self.of(n).at(self.now))

    @precondition(lambda self: self.backups)
    @rule(n=laptops, which=st.integers(0, 9), dies=st.booleans(), many=st.integers(0, 3))
    def an_old_backup_is_restored(self, n: int, which: int, dies: bool, many: int) -> None:
        laptop, before = self.of(n), set(self.of(n).root.glob("race.before-restore-*"))
        laptop.log.close()
        restore(self.backups[which % len(self.backups)], laptop.folder, self.now, force=True)
        (aside,) = set(laptop.root.glob("race.before-restore-*")) - before
        laptop.open(self.now)
        self.witness.look(laptop)
        if dies:
            shutil.rmtree(aside)
            self.witness.disk_died(self.left())
        else:
            laptop.asides.append(aside)
        if many:
            self.passings_are_taken(n, many, "1CP1")

    def left(self) -> list[dict]:  # type: ignore[type-arg]
        """How far everybody has everything, folders put aside included."""
        found = [laptop.log.vector() for laptop in self.camp]
        for laptop in self.camp:
            for aside in laptop.asides:
                with laptop.opened(aside, self.now) as log:
                    self.witness.see(log, {})
                    found.append(log.vector())
        return found

    @rule(a=laptops, b=laptops, size=st.sampled_from([60, 340]), luck=st.randoms(use_true_random=False))
    def frames_are_heard(self, a: int, b: int, size: int, luck) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        sender, receiver = self.of(a), self.of(b)
        if sender is receiver:
            return
        frames = frames_of(sender, receiver, size)
        self.write(b, *hear(receiver, sender, [raw for raw in frames for _ in range(luck.randint(0, 2))], luck))

    @rule(n=st.integers(1, 3), role=st.sampled_from(["timekeeper", "captain", "director", "medic", "hq"]))
    def a_device_is_enrolled(self, n: int, role: str) -> None:
        self.enrol(self.of(n), role)

    def enrol(self, laptop: Laptop, role: str) -> None:
        root = self.camp[0]
        found_root(root.log, root.name, root.at(self.now))
        if laptop is not root and not root.log.rights().enrolled.get(laptop.keys.device):
            place = PlaceId("1CP1" if is_placed(role) else "")
            keys, at = laptop.keys, root.at(self.now)
            self.write(
                0, DeviceEnrolled(keys.device, keys.sign_key, keys.box_key, role, at, place, role, root.keys.device)
            )

    @rule(n=st.integers(1, 3), ago=st.integers(0, 120))
    def a_device_is_revoked(self, n: int, ago: int) -> None:
        root, at = self.camp[0], self.camp[0].at(self.now)
        try:
            revoke(root.log, self.of(n).keys.device, Instant(at - ago * MINUTE), "stolen", at)
        except BadInput:
            return

    @rule(a=laptops, b=laptops, how=st.sampled_from(ALTERATIONS), which=st.integers(0, 99))
    def a_stranger_carries(self, a: int, b: int, how: str, which: int) -> None:
        here, there = self.of(a), self.of(b)
        if there.log.trust().root and here is not there:
            batch = altered(batch_for(here.log, {}), how, which, self.log_id)
            take_in(there.log, batch.rows, batch.marks, there.at(self.now))

    @invariant()
    def nothing_is_forged_and_no_number_given_twice(self) -> None:
        for laptop in self.camp:
            self.witness.look(laptop)

    def teardown(self) -> None:
        try:
            if self.camp:
                self.in_the_end()
        finally:
            for laptop in self.camp:
                laptop.log.close()
            shutil.rmtree(self.room)

    def in_the_end(self) -> None:
        """Everybody swaps until quiet; then all hold the same, all of it, once."""
        self.everybody_swaps()
        # What lies in a folder put aside may tell of a first device that nobody else remembers.
        self.asides_swap()
        self.everybody_swaps()
        if any(laptop.log.trust().root for laptop in self.camp):
            for laptop in self.camp:
                self.enrol(laptop, "captain")
            self.witness.look(self.camp[0])
        self.everybody_swaps()
        self.refused.clear()
        self.asides_swap()
        self.everybody_swaps()
        assert not self.refused
        self.nothing_is_forged_and_no_number_given_twice()
        all_hold_the_same(self.camp, self.witness)

    def asides_swap(self) -> None:
        """Every folder that was put aside swaps with its laptop."""
        for laptop in self.camp:
            for aside in laptop.asides:
                with laptop.opened(aside, self.now) as log:
                    for got in exchange(log, laptop.log, laptop.at(self.now)):
                        self.refused |= {str(alert) for alert in got.refused}
                    self.witness.see(log, {})

    def everybody_swaps(self) -> None:
        for _ in range(QUIET):
            if not sum(self.clean_swap(a, b) for a, b in permutations(self.camp, 2)):
                return
        raise AssertionError("they never came to rest")

    def clean_swap(self, here: Laptop, there: Laptop) -> int:
        met = meet(lambda work: work(here.log, here.at(self.now)), Line(there, self.now).trip, here.name)
        self.refused |= {str(alert) for alert in (*met.refused, *met.came.refused)}
        return met.came.added + met.went


def all_hold_the_same(camp: list[Laptop], witness: Witness) -> None:
    """Compares every byte, and what it comes to."""
    first, *others = camp
    rows = missing_for(first.log, {})
    held = {row.id for row in rows}
    assert len(held) == len(rows), "a record is there twice"
    assert held >= witness.written.keys() - witness.lost, "a record is nowhere"
    facts = facts_of(first.log)
    for other in others:
        assert missing_for(other.log, {}) == rows
        assert other.log.vector() == first.log.vector()
        assert facts_of(other.log) == facts
        assert standings(facts_of(other.log)) == standings(facts)
    nothing_counts_twice(first.log, facts, held)
    for laptop in camp:
        health = inspect(laptop.folder / "race.log", laptop.home)
        assert health.is_sound or (witness.lost and not health.damaged), health


def facts_of(log: Log) -> Facts:
    return fold(log.read(), log.meta.root)


def standings(facts: Facts) -> object:
    """What the facts come to; nothing where the plan went with a disk."""
    if facts.plan is None:
        return None
    race = Race(facts)
    return race.results, [table(race, Scope(stage=race.plan.stages[0].n), "overall")]


def nothing_counts_twice(log: Log, facts: Facts, held: set[RecordId]) -> None:
    bodies = [record.body for record in log.read() if isinstance(record.body, Passing)]
    assert len(set(bodies)) == len(bodies), "a passing was written twice"
    assert not facts.only_heard.keys() & held, "a frame counts beside the record it stands for"
    counted = [each.id for places in facts.seen.values() for every in places.values() for each in every]
    assert len(set(counted)) == len(counted)
    assert set(counted) <= held | set(facts.only_heard)


TestNodesConverge = Nodes.TestCase
TestNodesConverge.settings = settings(
    max_examples=4, stateful_step_count=16, deadline=None, phases=[Phase.generate], report_multiple_bugs=False
)


@pytest.mark.slow
class TestNodesConvergeDeep(Nodes.TestCase):  # type: ignore[misc,valid-type]
    settings = settings(
        max_examples=80, stateful_step_count=50, deadline=None, phases=[Phase.generate], report_multiple_bugs=False
    )
