"""Every number of the field simulation that nothing fixes: what `stagerace calibrate` fits, in one place."""

from typing import NamedTuple

from stagerace.simulation.hazards import HAZARDS, HazardNumbers


class PeopleNumbers(NamedTuple):
    """Who enters such races: means, and how far people spread around them."""

    uptake_men: float = 49.0
    """Maximal oxygen uptake in one's best years [ml/(kg min)]; age takes its share on top."""
    uptake_women: float = 43.0
    build: float = 22.6
    """Body mass over height squared, of men [kg/m²]; of women 0.9 less."""
    uptake_spread: float = 0.14
    """Of its logarithm."""
    goal: float = 0.80
    """Share of the power that would last which people use: they have the whole week before them."""
    goal_alone: float = 0.95
    """The same in a race of one stage."""
    goal_spread: float = 0.09
    """Of its logarithm."""
    goal_alone_spread: float = 0.09
    """The same in a race of one stage: such fields have mostly had to qualify."""
    loss: float = 0.07
    """Speed lost for each e-fold of time, as `physiology.endurance` has it."""
    loss_spread: float = 0.012
    kit: float = 5.6
    """Pack without food and water [kg]."""
    kit_spread: float = 0.18
    kit_able: float = 0.10
    """Less of it, of its logarithm, for each spread of uptake above the usual: who is fast packs light."""
    food: float = 0.65
    """Food carried for a day [kg]."""
    drive: float = 0.2
    """How much warmer a core people let come before they hold back [K]."""
    drive_spread: float = 0.4
    drive_able: float = 0.4
    """More of it for each spread that someone's uptake lies above the usual [K]: who trains hard bears more."""
    acclimatised: float = 0.35
    """On arrival, from 0 to 1."""
    acclimatised_spread: float = 0.2
    drinks: float = 0.0075
    """Drunk by plan on a stage of 25 °C on the mean [kg/min]."""
    drinks_spread: float = 0.25
    drinks_day: float = 0.0
    """Spread of it from day to day, of its logarithm: who drank too little yesterday need not today."""
    drinks_learnt: float = 0.0
    """How much more of it from the second day on, as a share: after one hot day people plan otherwise."""
    drinks_warm: float = 0.0
    """How much more, of its logarithm, for each degree that the stage is warmer [1/K]."""
    thirst: float = 0.6
    """How much of what thirst asks for is drunk on top."""
    thirst_spread: float = 0.25
    saltiness_spread: float = 0.3
    retention: float = 0.25
    """Share of water above need that the kidneys hold back, at most twice this."""
    salt: float = 0.10
    """Eaten on the way [mmol/min]."""
    salt_spread: float = 0.7
    """Of its logarithm."""
    salt_day: float = 0.0
    """Spread of it from day to day, of its logarithm."""
    form: float = 0.03
    """Spread of a runner's form from day to day, of the logarithm of power."""
    frailty_spread: float = 0.7
    """Of the logarithm of what one's own constitution does to every hazard."""


class DayNumbers(NamedTuple):
    """What an edition and a day do to everybody at once."""

    edition_air: float = 1.8
    """Spread of an edition's warmth [K], where the weather file says nothing."""
    day_air: float = 1.5
    """Spread of a day's warmth around it [K]."""
    edition_going: float = 0.03
    """Spread of how heavy the going is all week, as a share of power."""
    day_going: float = 0.02
    edition_hardship: float = 0.3
    """Spread of the logarithm of every hazard of an edition of one stage."""
    camp_hardship: float = 0.7
    """The same of an edition of several: who shares a camp shares its illnesses and its nights."""
    cause_hardship: float = 0.5
    """The same of one cause in one edition: an illness in camp, wet feet."""


class NightNumbers(NamedTuple):
    """What a night in camp gives back."""

    water_hours: float = 5.0
    """Hours until 63 % of missing water is drunk."""
    salt_hours: float = 8.0
    glycogen: float = 0.028
    """Carbohydrate stored again in an hour of rest [kg/h]."""
    sleep: float = 0.8
    """Share of the sleep needed that is had in a tent."""


class HabitNumbers(NamedTuple):
    """What people do at checkpoints and with each other."""

    rest_spread: float = 0.5
    """Of the logarithm of how long someone stays at checkpoints."""
    rest_able: float = 0.3
    """Shorter, of that logarithm, for each spread of uptake above the usual."""
    sleepers: float = 0.3
    """Share of those still out after `sleep_after` who lie down at the next checkpoint."""
    sleep_after: float = 840.0
    """[min]"""
    sleep: float = 90.0
    """[min]"""
    together: float = 0.25
    """Share of neighbours in pace who walk together, at the pace of the slower."""
    apart: float = 0.06
    """How much faster the other may be for that."""
    hurry: float = 0.5
    """How much of the power that they lack people find who would else be too late, as a share of its logarithm."""
    in_hand: float = 0.10
    """Which share of the limit they want to have in hand on a mild day."""


class Free(NamedTuple):
    """All free numbers, and the version of the file they came from."""

    people: PeopleNumbers = PeopleNumbers()
    days: DayNumbers = DayNumbers()
    nights: NightNumbers = NightNumbers()
    habits: HabitNumbers = HabitNumbers()
    hazards: HazardNumbers = HAZARDS
    version: str = "guessed"
