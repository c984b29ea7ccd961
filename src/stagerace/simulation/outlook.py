"""What running a race many times comes to: times, drop-outs, head counts, water, heat, with their ranges."""

from msgspec import Struct


class Spread(Struct, frozen=True):
    """A figure over all replicates: a tenth of them lie below `p10`, a tenth above `p90`."""

    mean: float
    p05: float
    p10: float
    p50: float
    p90: float
    p95: float


class CauseOutlook(Struct, frozen=True):
    """How many leave a stage for a cause: people a replicate, and the share of all who leave it."""

    cause: str
    people: Spread
    share: float


class PlaceOutlook(Struct, frozen=True):
    """A place of a stage: when people come [min since the stage's start], how many are there, what they take."""

    id: str
    km: float
    arrivals: Spread | None
    """Of everyone who comes; None where nobody does."""
    first: Spread | None
    last: Spread | None
    heads_p50: list[int]
    """How many are there at the end of each quarter of an hour, in half of the replicates at most."""
    heads_p95: list[int]
    water_litres: Spread
    salt_grams: Spread
    """What sweat took of salt with as much water as is taken here."""
    outs: float
    """How many leave on the way here or here, a replicate."""
    outs_by_cause: list[float] = []
    """The same by cause, in the order of the stage's `outs`."""
    reached: float = 1.0
    """Share of those who start the stage who come here."""


class BodyOutlook(Struct, frozen=True):
    """What the stage does to bodies: of everyone who started it, in all replicates."""

    core_c: Spread
    """Highest core temperature [°C], uncertain by 0.4 °C or more for anyone."""
    core_above_39: float
    """Share of runners."""
    core_above_40: float
    dehydration_pct: Spread
    """Water missing at worst [% of body mass]."""
    dehydrated_3: float
    """Share with more than 3 %."""
    dehydrated_5: float
    sodium_below_135: float
    """Share whose blood's sodium falls below 135 mmol/L at some time."""
    sodium_above_145: float
    sweat_litres: Spread
    thirst_unmet_litres: Spread
    """Wanted when the bottles were empty."""


class HourlyWbgt(Struct, frozen=True):
    """The WBGT at a place, one value an hour from the midnight before the start [°C]; null where it is not known."""

    place: str
    wbgt_c: list[float | None]


class StageOutlook(Struct, frozen=True):
    """A stage as it is likely to go."""

    stage: int
    name: str
    km: float
    """Of a lap, where it is run for a time."""
    start: str
    """By the local clock, ISO 8601."""
    boxed: bool
    starters: float
    finish_rate: Spread
    """Share of those who start it who do it, by replicate."""
    finish_minutes: Spread | None
    """From one's own start; None for a stage run for a time."""
    km_done: Spread | None
    """Where it is run for a time."""
    outs: list[CauseOutlook]
    outs_by_hour: list[list[float]]
    """By cause, people a replicate in each hour from the start on."""
    outs_by_km: list[list[float]]
    """By cause, people a replicate in each km."""
    places: list[PlaceOutlook]
    on_course_p50: list[int]
    """People on the course at the end of each quarter of an hour."""
    on_course_p95: list[int]
    body: BodyOutlook
    wbgt: list[HourlyWbgt]
    """On the day the sky was made for."""
    extrapolated: float
    """Share of minutes on the course at powers above what heat models were measured for."""


class RunnerOutlook(Struct, frozen=True):
    """A runner's chances, as far as age, gender and luck are all that is known."""

    bib: str
    runner: str
    p_finish: float
    total_minutes: Spread | None
    stages: list[Spread | None]
    """Minutes of each stage, of the replicates in which it is done."""
    p_done: list[float]
    """Of each stage, from the first start on."""


class Outlook(Struct, frozen=True):
    """A race as it is likely to go."""

    race: str
    name: str
    replicates: int
    seed: int
    numbers: str
    """The version of the free numbers."""
    field: int
    field_invented: bool
    finish_rate: Spread
    total_minutes: Spread | None
    """None where stages are run for a time."""
    stages: list[StageOutlook]
    runners: list[RunnerOutlook]
    extrapolated: float
    findings: list[str]
    limits: list[str]


class SlamOutlook(Struct, frozen=True):
    """The chance of a runner who entered all races of a season to finish them all."""

    runner: str
    p_all: float


class SeasonOutlook(Struct, frozen=True):
    """A season as it is likely to go: its races, and who finishes all of them."""

    season: str
    races: list[Outlook]
    slam: list[SlamOutlook]
    finish_all: Spread | None
    """Of those who entered all races, how many finish all, by replicate; None where nobody did."""
