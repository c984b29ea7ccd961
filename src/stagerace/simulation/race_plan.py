"""What a race plan tells: cut-offs with their cost, openings, water, staff, where risk is highest, what changes."""

from typing import Literal

from msgspec import Struct

from stagerace.simulation.outlook import Spread


class Choice(Struct, frozen=True):
    """A closing of a place and what it comes to, nothing else being closed; people and hours are a replicate's mean."""

    closes: str
    """By the local clock, ISO 8601."""
    minutes: float
    """Since the stage's start."""
    proposed: bool
    planned: bool
    stopped: float
    """People."""
    stopped_share: float
    """Of those who start the stage."""
    stopped_share_p95: float
    would_finish: float
    """How many of them would have reached the finish before it closes; of the finish: at all."""
    hours_spared: float
    """Person-hours on the course."""
    outs_spared: float
    """How many of them would have left later, elsewhere."""
    dark_spared: float
    """How many of them would have been out between sunset and sunrise after the closing."""
    dark_hours_spared: float


class PlaceChoices(Struct, frozen=True):
    """The closings that may be chosen for a place."""

    place: str
    km: float
    proposed: str | None
    """None where nobody comes."""
    planned: str | None
    choices: list[Choice]


class Service(Struct, frozen=True):
    """What a place needs: when it is open, for how many, how much."""

    place: str
    km: float
    opens: str | None
    """By the local clock; None where nobody comes."""
    first: str | None
    """The median of first arrivals."""
    half: str | None
    """When half of all who come are there."""
    last: str | None
    """The 95 % quantile of last arrivals."""
    closes: str | None
    most: int
    """People there at once, in 95 of 100 replicates at most."""
    busy_from: str | None
    """When at least half as many are there."""
    busy_until: str | None
    staff: int
    medics: int
    water_litres: Spread
    water_carried: int
    """The 95 % quantile, rounded up to what is carried [L]."""
    salt_grams: int
    """With that water."""
    outs: float
    """Who leaves on the way here or here, a replicate."""


class Passage(Struct, frozen=True):
    """When a field comes through a place, in minutes since the stage's start: quantiles of all who come there."""

    place: str
    km: float
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float
    first: float
    """The median of first arrivals."""
    last: float
    """The 95 % quantile of last arrivals."""


class Leg(Struct, frozen=True):
    """From one place to the next: who leaves there and why, and the heat met there."""

    end: str
    from_km: float
    to_km: float
    outs: list[float]
    """By cause, people a replicate."""
    wbgt_c: float | None
    """The mean WBGT met by those on it, on the day of the plan."""
    wbgt_most_c: float | None
    """Where one person-hour of twenty is hotter."""


class Hour(Struct, frozen=True):
    """An hour of a stage: how many are out, in which heat, who leaves."""

    begins: str
    on_course: int
    """At its busiest, in half of the replicates at most."""
    on_course_p95: int
    outs: list[float]
    wbgt_c: float | None
    """The mean of what those on the course meet."""
    dark: bool


class Risk(Struct, frozen=True):
    """Where and when risk is highest."""

    hours: list[Hour]
    legs: list[Leg]
    worst_from: str | None
    """The fewest hours in a row in which half of all drop-outs happen."""
    worst_until: str | None
    worst_from_km: float | None
    worst_to_km: float | None
    core_above_39: float
    core_above_40: float
    dehydrated_3: float
    sodium_below_135: float
    extrapolated: float


class Change(Struct, frozen=True):
    """A stage planned otherwise, for the same people on the same morning; `more` is against the plan, people."""

    kind: Literal["planned", "open", "hotter", "start", "shortened"]
    label: str
    km: float
    finish_rate: Spread
    finish_more: Spread | None
    outs: list[float]
    """By cause, people a replicate."""
    core_above_39: float
    hot_more: Spread | None
    wbgt_c: float | None
    """The mean WBGT met on the course."""
    wbgt_28_hours: float | None
    """Hours a starter spends in a WBGT of 28 °C or more."""
    water_litres: Spread
    last: str | None
    """The 95 % quantile of the last arrival."""
    km_done: Spread | None


class Week(Struct, frozen=True):
    """The whole race otherwise, day after day."""

    label: str
    finish_rate: Spread
    outs: list[float]
    """By cause, people in the whole race, a replicate."""
    core_above_39: float
    """Share of runners and days."""
    water_litres: float
    """Taken in the whole race, the mean."""


class StagePlan(Struct, frozen=True):
    """The plan of a stage."""

    stage: int
    name: str
    km: float
    start: str
    boxed: bool
    starters: float
    sunrise: str | None
    sunset: str | None
    light: str
    finish_rate: Spread
    finish_minutes: Spread | None
    km_done: Spread | None
    laps: Spread | None
    """Whole laps done, where it is run for a time on a loop."""
    start_water: int
    """Carried at the start by everyone, rounded up to what is carried [L]."""
    passages: list[Passage]
    nights: list[tuple[float, float]]
    """From sunset to sunrise, in minutes since the stage's start."""
    cutoffs: list[PlaceChoices]
    services: list[Service]
    risk: Risk
    changes: list[Change]
    findings: list[str]


class RacePlan(Struct, frozen=True):
    """The plan of a race, drawn up from running it many times."""

    race: str
    name: str
    weather: str
    """The kind of day: `median`, `hot` or `cold`."""
    replicates: int
    seed: int
    numbers: str
    """The version of the free numbers."""
    field: int
    field_invented: bool
    finish_rate: Spread
    causes: list[str]
    stages: list[StagePlan]
    week: list[Week]
    extrapolated: float
    findings: list[str]
    limits: list[str]
    rules: list[str]
    """By which rules closings, staff and supplies were worked out."""
