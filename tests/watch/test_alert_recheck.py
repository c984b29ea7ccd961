"""A medic's word that was not met."""

from watch_scenes import SCENES, field, find, one_stage, watched

from races import at, seen
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Body, Care, HandedOver, MedicSaid
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.alerts.base import Found

CP1 = PlaceId("1CP1")
CAME = seen("12", "1CP1", at(1, "1:55:00"), "in")


def at_cp1(word: str, *more: Body, now: str = "2:30:00", place: str = "1CP1") -> list[Found]:
    """What is found after a medic's word at 1:56 on bib 12, who came at 1:55."""
    said = MedicSaid(Bib("12"), word, at(1, "1:56:00"), PlaceId(place))  # type: ignore[arg-type]
    bodies = [body for body in field(one_stage(), at(1, now)) if getattr(body, "bib", "") != "12"]
    return find("recheck", watched(one_stage(), at(1, now), *bodies, CAME, said, *more))


def test_who_may_not_leave_and_left_is_named_at_once() -> None:
    (found,) = at_cp1("may_not_leave", seen("12", "1CP1", at(1, "2:29:00"), "out"))
    assert found.since == at(1, "2:29:00")
    assert "leaving 1CP1" in found.evidence[1]


def test_who_stays_is_not() -> None:
    assert at_cp1("may_not_leave") == []


def test_a_doubtful_departure_counts_as_one() -> None:
    assert len(at_cp1("may_not_leave", seen("12", "1CP3", at(1, "2:20:00"), "in"))) == 1


def test_who_is_to_see_a_medic_has_half_an_hour() -> None:
    assert at_cp1("send_to_medic", now="2:26:00") == []
    assert len(at_cp1("send_to_medic", now="2:27:00")) == 1


def test_a_medic_who_took_them_meets_it() -> None:
    taken = HandedOver(Bib("12"), "takes", at(1, "2:10:00"), Care("checkpoint", "1CP1"), Care("medic", "tent"), CP1)
    assert at_cp1("send_to_medic", taken) == []


def test_the_word_to_go_ends_it() -> None:
    go = MedicSaid(Bib("12"), "may_go", at(1, "2:00:00"), CP1)
    assert at_cp1("may_not_leave", go, seen("12", "1CP1", at(1, "2:29:00"), "out")) == []


def test_a_word_for_a_place_ahead_waits_until_they_are_there() -> None:
    assert at_cp1("send_to_medic", place="1CP2", now="3:00:00") == []


def test_the_scene_of_the_kind_is_of_one_who_left() -> None:
    (found,) = find("recheck", SCENES["recheck"]().watched())
    assert found.bibs == ("12",)


def test_it_asks_to_be_looked_for_when_the_half_hour_is_over() -> None:
    said = MedicSaid(Bib("12"), "send_to_medic", at(1, "1:56:00"), CP1)
    those = watched(one_stage(), at(1, "2:00:00"), CAME, said)
    assert list(KINDS["recheck"].turns(those)) == [at(1, "2:26:00") + 1]


def test_who_may_not_leave_and_is_seen_at_the_next_place_left_though_nobody_saw_them_go() -> None:
    came = seen("12", "1CP2", at(1, "3:40:00"), "in")
    assert at_cp1("may_not_leave", now="3:45:00", place="") == []
    (found,) = at_cp1("may_not_leave", came, now="3:45:00", place="")
    assert "12 was seen at 1CP2 (20.0 km) at 11:40." in found.evidence


def test_who_was_told_on_the_way_that_they_may_not_leave_may_come_to_the_next_place_and_no_further() -> None:
    went = seen("12", "1CP1", at(1, "1:55:30"), "out")
    came, beyond = seen("12", "1CP2", at(1, "3:40:00"), "in"), seen("12", "1CP3", at(1, "5:20:00"), "in")
    assert at_cp1("may_not_leave", went, came, now="5:25:00", place="") == []
    (found,) = at_cp1("may_not_leave", went, came, beyond, now="5:25:00", place="")
    assert "at 1CP3" in found.evidence[-1]
