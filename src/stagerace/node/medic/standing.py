"""The medics' words that stand: of each runner the last one, unless it lets them go."""

from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import MedicSaid
from stagerace.rules.race import Race


def last_words(race: Race) -> dict[Bib, MedicSaid]:
    """The last word on every runner of whom medics said anything, by bib."""
    found: dict[Bib, MedicSaid] = {}
    for body in race.facts.reports.values():
        if isinstance(body, MedicSaid) and (body.bib not in found or found[body.bib].said_at <= body.said_at):
            found[body.bib] = body
    return found


def standing_words(race: Race) -> dict[Bib, MedicSaid]:
    """The words that are to be heeded."""
    return {bib: body for bib, body in last_words(race).items() if body.word != "may_go"}


def heeded_at(race: Race, place: PlaceId) -> tuple[MedicSaid, ...]:
    """The words that are to be heeded at a place, in the order of bibs: those said for it or for everywhere."""
    words = standing_words(race)
    return tuple(words[bib] for bib in race.bibs if bib in words and words[bib].place in ("", place))
