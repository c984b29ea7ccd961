"""Free numbers that no data of ours informs, and why they are left as they are."""

from typing import Final

KEPT: Final[dict[str, str]] = {
    "people.build": "as adults who train are built; no race gives masses",
    "people.goal": "not to be told from uptake: only their product shows in speeds",
    "people.loss": "between the best of the world (0.04 to 0.05) and ordinary ones; only its product with goal shows",
    "people.loss_spread": "not to be told from the spread of uptake",
    "people.kit": "what lists of mandatory kit weigh",
    "people.kit_spread": "no race weighs packs",
    "people.food": "0.5 to 1.1 kg a day were packed, five people (V36)",
    "people.drive_spread": "cores of 23 runners on one road say too little",
    "people.form": "no race of the data gives stages of one runner",
    "days.edition_air": "for races without weather files: how far a season's weeks lie apart in deserts",
    "days.day_air": "for races without weather files: how far days of a week lie apart in deserts",
    "days.edition_going": "no two editions of the data had the same course in the same state",
    "days.day_going": "no two days of the data had the same course",
    "nights.glycogen": "as laboratories find it after meals rich in carbohydrate",
    "nights.sleep": "sleep has no published effect on stage races; its weight in the model of fatigue is 0",
    "habits.rest_spread": "the splits say when people came, not when they left",
    "habits.rest_able": "the splits say when people came, not when they left",
    "habits.sleepers": "no race of the data says who slept",
    "habits.sleep_after": "no race of the data says who slept",
    "habits.sleep": "no race of the data says who slept",
    "habits.together": "no race of the data says who walked with whom",
    "habits.apart": "no race of the data says who walked with whom",
    "hazards.effort_at_most": "sets the unit of the model of fatigue, which was fitted apart",
    "hazards.feet_days": "visits for feet are most on days 3 and 4 (V04), and no more is known",
}
