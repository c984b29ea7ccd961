"""An incident, and a confided word, stop what is public about its runners at once."""

from gate_races import LATE, nth, passings, public, race_with

from races import at, seen
from stagerace.core.names import Bib, DeviceId, PlaceId
from stagerace.core.records import Body, Confided, GateReleased, IncidentOpened, IncidentTold
from stagerace.gate import PUBLIC, through

EARLY, LATER = at(1, "2:00:00"), at(1, "4:00:00")
OPENED = at(1, "3:00:00")
SEEN = (seen("12", "1CP1", EARLY, "in"), seen("12", "1CP2", LATER, "in"), seen("13", "1CP2", LATER, "in"))


def shown(*bodies: Body) -> set[tuple[str, str]]:
    return {(bib, place) for bib, place, _ in passings(public(race_with(*SEEN, *bodies)))}


def test_nothing_newer_than_an_incident_leaves_about_its_runners() -> None:
    for opened in (
        IncidentOpened("i1", "lost", OPENED, PlaceId("1CP1"), bibs=(Bib("12"),)),
        Confided(OPENED, ((DeviceId("d1"), b"box"),), (Bib("12"),)),
    ):
        assert shown(opened) == {("12", "1CP1"), ("13", "1CP2")}


def test_an_incident_about_nobody_yet_holds_everybodys_news_back() -> None:
    assert shown(IncidentOpened("i1", "medical", OPENED)) == {("12", "1CP1")}


def test_whom_an_incident_comes_to_be_about_later_stands_still_from_then() -> None:
    opened = IncidentOpened("i1", "lost", EARLY, bibs=(Bib("12"),))
    found = IncidentTold("i1", "noted", OPENED, "two of them", bibs=(Bib("13"),))
    assert ("13", "1CP2") in shown(opened)
    assert shown(opened, found) == {("12", "1CP1")}


def test_an_incident_opened_again_after_both_let_it_go_stands_still_again() -> None:
    opened = IncidentOpened("i1", "lost", EARLY, bibs=(Bib("12"),))
    released = [GateReleased(nth(4), role, EARLY) for role in ("director", "medic")]
    assert ("12", "1CP2") in shown(opened, *released)
    assert ("12", "1CP2") not in shown(opened, *released, IncidentTold("i1", "reopened", OPENED))


def test_an_incident_is_let_go_by_the_director_and_the_medic_together() -> None:

    opened = IncidentOpened("i1", "lost", OPENED, bibs=(Bib("12"),))
    one = GateReleased(nth(4), "director", LATER)
    assert ("12", "1CP2") not in shown(opened, one)
    assert ("12", "1CP2") in shown(opened, one, GateReleased(nth(4), "medic", LATER))
    assert through(race_with(*SEEN, opened), PUBLIC, LATE).records
