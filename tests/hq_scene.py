"""A stage at headquarters at its busiest, for pictures and tests: a silent station, a danger, a hold, somebody lost."""

import math

from board_scene import BOARD_NOW, board_live, people
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.course import STEP, Between, Course, Ground
from stagerace.core.names import Bib, Metres, PlaceId, StageNo
from stagerace.core.plan import Plan, Stage
from stagerace.core.records import (
    Body,
    Care,
    HandedOver,
    HoldAcknowledged,
    HoldOrdered,
    IncidentOpened,
    IncidentTold,
    MedicSaid,
    Passing,
    PlanAdopted,
    WaterCounted,
    ZoneDrawn,
)
from stagerace.log import Person

HQ_NOW = BOARD_NOW
"""When `hq_bodies` is looked at."""
LOST = Bib("2")
"""Who left 1CP1 and was not seen since."""
HANDED = Bib("31")
"""Who withdrew, and of whose hand-over one side is known."""


def ago(minutes: float) -> Instant:
    """So many minutes before the scene."""
    return Instant(HQ_NOW - round(minutes * MINUTE))


def course(metres: int) -> Course:
    """An invented line through the desert, with hills."""
    steps = metres // STEP
    share = [step / steps for step in range(steps + 1)]
    line = [(29.2 + 0.19 * each, 25.4 + 0.17 * math.sin(5 * each) + 0.12 * each) for each in share]
    heights = [2_300 + round(900 * math.sin(7 * each) + 420 * math.sin(23 * each)) for each in share]
    between = Between(Metres(500), Metres(620), Metres(760))
    positions = tuple((round(lat * 1e5), round(lon * 1e5)) for lat, lon in line)
    return Course(
        Metres(metres), positions, tuple(heights), between, between, (Ground(Metres(0), "sand"),), invented=True
    )


def with_course(plan: Plan) -> Plan:
    """A plan whose first stage has a course."""
    first = plan.stages[0]
    ran = Stage(first.n, first.metres, first.start, first.name, first.limit, checkpoints=first.checkpoints,
                course=course(first.metres))  # fmt: skip
    return Plan(plan.race, plan.name, plan.start_date, plan.zone, (ran, *plan.stages[1:]), classes=plan.classes)


def hq_bodies() -> list[Body]:
    """What was seen and said so far."""
    known = [
        PlanAdopted(with_course(body.plan)) if isinstance(body, PlanAdopted) else body
        for body in board_live()
        if not (isinstance(body, Passing) and body.bib == LOST and body.place not in ("1START", "1CP1"))
    ]
    return [*known, *_said()]


def _said() -> list[Body]:
    checkpoint, car, camp = Care("checkpoint", "1CP2"), Care("vehicle", "car 3"), Care("camp")
    storm = (PlaceId("1CP4"), PlaceId("1CP5"))
    return [
        HandedOver(HANDED, "gives", ago(130), checkpoint, car, PlaceId("1CP2"), "captain of 1CP2"),
        HandedOver(HANDED, "takes", ago(124), checkpoint, car, PlaceId("1CP2"), "driver of car 3"),
        HandedOver(HANDED, "gives", ago(40), car, camp, PlaceId(""), "driver of car 3"),
        WaterCounted(PlaceId("1CP4"), ago(35), 240, "captain of 1CP4"),
        WaterCounted(PlaceId("1CP5"), ago(80), 510, "captain of 1CP5"),
        MedicSaid(Bib("59"), "send_to_medic", ago(20), PlaceId("1CP5"), "medic"),
        IncidentOpened("medical-1", "medical", ago(26), PlaceId("1CP5"), "2 km before 1CP5", (Bib("59"),),
                       "sitting beside the track", "", "sweeper"),
        IncidentTold("medical-1", "owned", ago(24), "", "Rosa", by="director"),
        IncidentTold("medical-1", "help_left", ago(18), "car 2 with the medic", by="director"),
        IncidentTold("medical-1", "kin_called", ago(9), "", by="director"),
        ZoneDrawn("storm-1", "storm", ago(12), StageNo(1), (), ((Metres(30_500), Metres(33_800)),),
                  note="sand, no sight", by="director"),
        HoldOrdered("hold-1", ago(11), StageNo(1), storm, "sandstorm", by="director"),
        HoldAcknowledged(PlaceId("1CP4"), "hold-1", ago(9), by="captain of 1CP4"),
    ]  # fmt: skip


def hq_people() -> dict[Bib, Person]:
    """Invented people for everybody in it."""
    return people()


__all__ = ["HANDED", "HQ_NOW", "LOST", "ago", "course", "hq_bodies", "hq_people", "with_course"]
