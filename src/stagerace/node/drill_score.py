"""What a drill came to: every planted fault found or not and how late, every alert about nobody in trouble."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, PlaceId, StageNo
from stagerace.core.zone import Zone, to_iso
from stagerace.simulation.drill.crew import Crew, Heard
from stagerace.simulation.drill.scene import Plant, Scene
from stagerace.simulation.drill.unknown import unknown_passings
from stagerace.watch.alerts.base import cause_of

ALARMS: Final = frozenset({"overdue", "hand_over_open", "silent_station", "hold_unanswered", "wrong_clock"})
"""The kinds of alert that send somebody out; the others only warn."""


class FaultFound(Struct, frozen=True):
    """A planted fault, and the alert that found it."""

    fault: str
    what: str
    bibs: tuple[Bib, ...]
    place: PlaceId
    since: str
    must: bool
    """Whether an alert had to come of it."""
    found: bool
    alert: str = ""
    """The kind of the first alert that found it."""
    raised: str | None = None
    late_min: float | None = None
    """How long after its cause the alert came, or was taken up where it had come before [min]."""


class FalseAlarm(Struct, frozen=True):
    """An alarm about nobody in trouble, and what it came from."""

    what: str
    bibs: tuple[Bib, ...]
    place: PlaceId
    raised: str
    why: str
    """`slow`, `resting` in a checkpoint, or what it came from.

    `unseen`, `silent station`, `wrong clock`, `storm`, `dead laptop`.
    """


class StageScore(Struct, frozen=True):
    """A stage of a drill, scored."""

    stage: StageNo
    km: float
    checkpoints: int
    runners: int
    records: int
    faults: tuple[FaultFound, ...]
    false_alarms: tuple[FalseAlarm, ...]
    alerts: Mapping[str, int]
    """How many alerts were raised, by kind."""
    closed: str | None
    """When the stage was closed; null where it could not be."""
    open_because: tuple[str, ...]
    """Why it could not be closed."""
    unaccounted: tuple[Bib, ...]
    """Who was not in camp in truth when the stage was closed, or at the end."""

    @property
    def missed(self) -> tuple[FaultFound, ...]:
        """What had to be found and was not."""
        return tuple(each for each in self.faults if each.must and not each.found)

    @property
    def passed(self) -> bool:
        """Whether everything was found, the stage closed, and nobody unaccounted for."""
        return not self.missed and self.closed is not None and not self.unaccounted


class DrillScore(Struct, frozen=True):
    """A whole drill, scored."""

    race: str
    seed: int
    passed: bool
    stages: tuple[StageScore, ...]


def score_of(
    scene: Scene, crew: Crew, heard: Sequence[Heard], zone: Zone, now: Instant, closed: Instant | None,
    open_because: tuple[str, ...], records: int,
) -> StageScore:  # fmt: skip
    """A stage scored at an instant, from the alerts raised in it and what the crew had done by then."""
    stage, bibs = scene.going.stage, scene.going.bibs
    out = tuple(bib for k, bib in enumerate(bibs) if not crew.is_in_camp(k, now))
    return StageScore(
        stage.n, stage.metres / 1000, len(stage.checkpoints), len(bibs), records,
        _faults_found(scene, heard, zone), _false_alarms(scene, heard, zone),
        dict(sorted(Counter(each.what for each in heard).items())),
        None if closed is None else to_iso(closed, zone), open_because, out,
    )  # fmt: skip


def _faults_found(scene: Scene, heard: Sequence[Heard], zone: Zone) -> tuple[FaultFound, ...]:
    """Every planted fault with the first alert that found it."""
    return tuple(_found(plant, heard, zone) for plant in scene.plants)


def _found(plant: Plant, heard: Iterable[Heard], zone: Zone) -> FaultFound:
    first = next((each for each in heard if _finds(each, plant)), None)
    told = FaultFound(
        plant.fault, plant.what, plant.bibs, plant.place, to_iso(plant.since, zone), plant.must_be_found, False
    )
    if first is None:
        return told
    shown = first.at if first.at >= plant.since else _taken(first)
    late = round((shown - plant.since) / MINUTE, 1)
    return FaultFound(
        told.fault, told.what, told.bibs, told.place, told.since, told.must, True, first.what,
        to_iso(first.at, zone), late,
    )  # fmt: skip


def _taken(heard: Heard) -> Instant:
    return heard.at if heard.taken is None else heard.taken


def _finds(heard: Heard, plant: Plant) -> bool:
    """Whether an alert tells of a fault: raised after it came true, or before it and taken up only after."""
    if heard.what not in plant.alerts or _taken(heard) < plant.since:
        return False
    if plant.named:
        return plant.named in heard.alert.split()
    return bool(set(plant.bibs) & set(heard.bibs)) if plant.bibs else heard.place == plant.place


def _false_alarms(scene: Scene, heard: Iterable[Heard], zone: Zone) -> tuple[FalseAlarm, ...]:
    """The alarms about nobody in trouble, each cause once however often it rose again."""
    found: dict[str, FalseAlarm] = {}
    for each in heard:
        cause, _ = cause_of(each.alert)
        if each.what in ALARMS and cause not in found and not _is_true(scene, each):
            found[cause] = FalseAlarm(each.what, each.bibs, each.place, to_iso(each.at, zone), _why(scene, each))
    return tuple(found.values())


def _is_true(scene: Scene, heard: Heard) -> bool:
    """Whether somebody an alarm names was in trouble, or the place it names really did not answer."""
    if any(_finds(heard, plant) for plant in scene.plants):
        return True
    if heard.what == "wrong_clock":
        return heard.place in scene.skewed
    bibs, at = scene.going.bibs, heard.at
    return any(scene.trouble.get(bibs.index(bib), at + 1) <= at for bib in heard.bibs if bib in bibs)


def _why(scene: Scene, heard: Heard) -> str:
    """What led to a false alarm."""
    going = scene.going
    for bib in heard.bibs:
        if bib not in going.bibs:
            continue
        runner = going.bibs.index(bib)
        unknown = unknown_passings(scene, runner, heard.at)
        if unknown:
            return unknown[0]
        if _rests(scene, runner, heard.at):
            return "resting"
    if heard.place in scene.silent and scene.silent[heard.place].since <= heard.at:
        return "silent station"
    if scene.outage is not None and scene.outage.since <= heard.at <= scene.outage.until:
        return "dead laptop"
    if scene.unheard and any(plant.fault == "storm" and plant.since <= heard.at for plant in scene.plants):
        return "storm"
    return "slow"


def _rests(scene: Scene, runner: int, at: Instant) -> bool:
    """Whether a runner is in a checkpoint at an instant, by the truth of the scene."""
    going, elapsed = scene.going, scene.going.seconds(at)
    made = [column for column in range(going.at.shape[1]) if going.at[runner, column] <= elapsed]
    return bool(made) and going.way(made[-1]) == "in" and made[-1] < going.at.shape[1] - 1
