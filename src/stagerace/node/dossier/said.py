"""The sentences that the watch gives as evidence, with a slot for whatever changes; tests hold them to the alerts."""

from typing import Final

from stagerace.watch.whereabouts import Kind

_HALF: Final = "half of those like them are there by {clock}"
_SWEEP: Final = "cut-off {clock} and {time} for the sweeper"
_PLAIN: Final = "{km} km/h of effort, the pace of somebody slow; nothing is forecast"
_SWEPT: Final = "the sweeper is through and left nobody behind"
_DUE: Final = tuple(
    f"Due {way} {{place}} by {{clock}}, {{time}} ago: {why}."
    for way in ("at", "out of")
    for why in (_HALF, _SWEEP, f"{_SWEEP}; {_HALF}", _PLAIN, _SWEPT)
)
_IN_CARE: Final = tuple(
    said
    for gap in ("", " ({words})")
    for said in (
        f"{{bib}} is in a vehicle{gap} since {{words}}; nobody said that they received them.",
        f"{{bib}} is with a medic{gap} since {{words}}; nothing was said of them since.",
        f"{{bib}} left the race at {{place}} at {{words}}{gap}; they are not in camp.",
        "{bib} left the race at {place} at {words}; nobody has them.",
    )
)
_DANGER: Final = tuple(
    f"{what} drawn at {{clock}}, {{words}}." for what in ("Fire", "Storm", "Flood", "Other")
)  # fmt: skip
_INCIDENT: Final = tuple(
    f"{what} incident opened{by} at {{clock}}, {{time}} ago, at {where}."
    for what in ("Medical", "Lost", "Weather", "Security")
    for by in ("", " by {words}")
    for where in ("{place}", "a place not said", "{words}")
)

SAID: Final = (
    "{bib} was seen last {point} at {clock}.",
    "{bib} started at {clock}, as far as is known, and was not seen since.",
    *_DUE,
    *_IN_CARE,
    "Somebody was to have them by {clock}.",
    "{time} over.",
    "{place} is silent, so nothing can come from there.",
    "{n} of {n} were seen {point}.",
    "{place} closed at {clock}.",
    "The sweeper came to {place} at {clock}.",
    "May be anywhere from km {km} to km {km}.",
    "Not counted: {words}",
    "{place} told nothing yet.",
    "{place} told something last at {clock}, {time} ago.",
    "{n} runners were read at {place} at times that cannot be.",
    "Its last time is {time} ahead of now.",
    "Another does not fit where they were before: {words}",
    "Nothing is known since of {bibs}.",
    "They were there, nobody knows when: each is due at the next place beyond.",
    "{n} should be there, the first at about {clock}: {bibs}.",
    "{bib} went by at about {clock} unread, and was seen {point} at {clock}.",
    "{n} more went by unread: {bibs}.",
    "A station that works tells so little once in {n} times.",
    "A station that works tells so little once in a billion times.",
    "Each of those not seen stays due at the next place beyond it.",
    *_DANGER,
    "The course has no line here, so the whole stage counts as inside.",
    "{n} may be inside, {n} come to it, {n} are beyond it.",
    "May be inside: {bib}, seen last {point} at {clock}, now from km {km} to {km}.",
    "May be inside: {bib}, seen last {point} at {clock}, now from km {km} to {km} ({words}).",
    "Comes to it: {bib}, seen last {point} at {clock}, now from km {km} to {km}.",
    "Comes to it: {bib}, seen last {point} at {clock}, now from km {km} to {km} ({words}).",
    "May be inside: {bib}, in the care of {words}, from {place}.",
    "{n} are in camp at {place}, which lies in it: {bibs}.",
    "{n} wait for their start and then come to it: {bibs}.",
    *_INCIDENT,
    "About {bibs}.",
    "Whom it is about is not known yet.",
    "Nobody owns it.",
    "The hold at {place} was sent at {clock}, {time} ago, and not acknowledged.",
    "The release of the hold at {place} was sent at {clock}, {time} ago, and not acknowledged.",
    "{n} are there or come there next.",
    "{n} are there or come there next: {bibs}.",
    "The cut-off at {place} is {clock}.",
    "{bib}: expected {clock}, the chance to make it is {n} %.",
    "{bib}: expected {clock}, the chance to make it is less than 1 %.",
    "{bib}: going on as before, there at about {clock}.",
    "{bib} left {place} at {clock}.",
    "{bib} left {place} at {clock}, though that is doubtful ({words}).",
    "{bib} ended lap {n}, to rest or to go round again, at {clock}.",
    "{bib} ended lap {n}, to rest or to go round again, at {clock}, though that is doubtful ({words}).",
    "{bib} left {time} before them, at {clock}.",
    "{bib} left {time} after them, at {clock}.",
    "Nobody is known to have left before them.",
    "Nobody is known to have left after them.",
)  # fmt: skip
"""What alerts say; `{words}` is what people wrote, or may have."""

HEAT_PARTS: Final = (
    "{time} from {place} to {place}, {n} % slower than before, beside {n} at the same time",
    "{time} later than expected at {place}",
    "{time} on course in the hot hours",
    "{time} for lap {n}, {n} % slower than before, beside {n} at the same time",
    "seen last {time} ago {point}",
    "seen last {time} ago at the end of lap {n}",
)
"""What the heat watch says of one runner, but for a medic's word."""

UNTOLD: Final = {
    "recheck": "What a medic said of somebody was not met; of whom, and what, is not told here.",
    "hand_over_open": "The ledger had one word where it needs two, or two that did not agree.",
}
"""The kinds of alert whose evidence is people's words throughout, and what is told instead."""

AFTER_KIND: Final = "The evidence is in people's own words, which are not told here."

DISAGREEMENTS: Final[dict[Kind, str]] = {
    "one_side": "one side of a hand-over spoke, and the other did not",
    "unlike_sides": "both sides of a hand-over spoke, and said different things",
    "no_custody": "withdrawn, and nobody was named who has them",
    "seen_after_out": "out of the race or in somebody's care, and yet seen, or perhaps seen",
    "seen_not_at_start": "noted not at the start, and yet seen, or perhaps seen",
    "not_noted": "in somebody's care at the start, and not noted absent",
    "behind_sweep": "still out behind a place where the sweeper left nobody behind",
    "missing": "called at a roll, and did not answer",
    "twice": "one number at two places where one runner cannot be",
}
"""What each kind of disagreement is, in neutral words."""
