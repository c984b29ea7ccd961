"""What people did about alerts: owned, known, passed on, dismissed for a reason; and what rises when nobody does."""

from typing import Any

from races import at, plan, race
from stagerace.core.clock import MINUTE, Elapsed, Instant, later
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import AlertAnswered, AlertRaised, Body
from stagerace.watch.alerts.answered import Alert, answered
from stagerace.watch.alerts.base import Found
from stagerace.watch.numbers import USUAL

NAME = "overdue 1 7 1CP1 out"
RAISED = at(1, "3:00:00")


def found(name: str = NAME, weight: int = 700) -> Found:
    """Somebody overdue."""
    return Found(name, "overdue", at(1, "2:59:00"), (Bib("7"),), PlaceId("1CP2"), ("7 is late.",), weight)


def raised(name: str = NAME, when: Instant = RAISED) -> AlertRaised:
    """The alert as it was raised."""
    return AlertRaised(name, "overdue", when, at(1, "2:59:00"), (Bib("7"),), PlaceId("1CP2"), ("7 is late.",))


def answer(what: str, minutes: int = 1, name: str = NAME, **more: Any) -> AlertAnswered:
    """Somebody's word so many minutes after it was raised."""
    return AlertAnswered(name, what, later(RAISED, Elapsed(minutes * MINUTE)), **more)  # type: ignore[arg-type]


def alert(*bodies: Body, minutes: int = 2, name: str = NAME) -> Alert:
    """The alert so many minutes after it was raised."""
    now = later(RAISED, Elapsed(minutes * MINUTE))
    (it,) = answered(race(plan(), *bodies), [found(name)], now, USUAL)
    return it


def test_what_nobody_raised_has_no_instant_yet() -> None:
    assert (alert().raised_at, alert().state, alert().level) == (None, "open", 0)


def test_the_first_to_raise_it_counts() -> None:
    assert alert(raised(when=at(1, "3:01:00")), raised()).raised_at == RAISED


def test_unanswered_it_rises_to_the_director_and_then_to_everyone() -> None:
    assert [alert(raised(), minutes=m).level for m in (9, 10, 19, 20, 300)] == [0, 1, 1, 2, 2]


def test_who_takes_it_owns_it_and_it_rises_no_more() -> None:
    it = alert(raised(), answer("taken", by="Amina"), minutes=60)
    assert (it.state, it.owner, it.level) == ("taken", "Amina", 0)


WORSE = f"{NAME} +1"


def worse(*answers: Body, minutes: int) -> Alert:
    """The alert raised again as a worse case an hour after it was first raised."""
    again = raised(WORSE, later(RAISED, Elapsed(60 * MINUTE)))
    return alert(raised(), again, *answers, minutes=minutes, name=WORSE)


def test_what_becomes_worse_unanswered_does_not_sink_back_to_the_person_on_duty() -> None:
    assert alert(raised(), minutes=59).level == worse(minutes=60).level == 2


def test_an_owner_of_whom_nothing_is_heard_as_it_becomes_worse_is_not_left_alone_with_it() -> None:
    taken = answer("taken", by="Amina")
    assert [worse(taken, minutes=60 + m).level for m in (0, 9, 10, 20)] == [0, 0, 1, 2]
    assert (worse(taken, minutes=80).state, worse(taken, minutes=80).owner) == ("taken", "Amina")
    still = answer("taken", 65, name=WORSE, by="Amina")
    assert worse(taken, still, minutes=100).level == 0
    assert (worse(taken, minutes=61).is_worse, worse(taken, still, minutes=66).is_worse) == (True, False)


def test_known_or_dismissed_it_rises_anew_from_when_it_became_worse() -> None:
    for word in (answer("acknowledged"), answer("dismissed", reason="seen from the ridge")):
        assert [worse(word, minutes=60 + m).level for m in (0, 10, 20)] == [0, 1, 2]


def test_somebody_may_be_named_to_see_to_it() -> None:
    assert alert(raised(), answer("taken", owner="Jonas", by="Amina")).owner == "Jonas"


def test_acknowledged_is_known_and_owned_by_nobody() -> None:
    it = alert(raised(), answer("acknowledged", by="Amina"))
    assert (it.state, it.owner, it.by) == ("acknowledged", "", "Amina")


def test_passed_on_it_is_open_for_whom_it_names_and_higher_at_once() -> None:
    it = alert(raised(), answer("taken", by="Amina"), answer("passed_on", 2, owner="Race director", by="Amina"))
    assert (it.state, it.owner, it.level) == ("open", "Race director", 1)
    again = alert(raised(), answer("passed_on", 2, owner="Race director"), minutes=22)
    assert again.level == 2


def test_it_is_not_dismissed_without_a_reason() -> None:
    for reason in ("", "   "):
        assert alert(raised(), answer("dismissed", reason=reason)).state == "open"
    it = alert(raised(), answer("dismissed", reason="sits in the car beside me"))
    assert (it.state, it.reason, it.is_live) == ("dismissed", "sits in the car beside me", False)


def test_a_dismissal_says_nothing_of_a_worse_case() -> None:
    worse = alert(raised(), answer("dismissed", reason="seen from the ridge"), raised(f"{NAME} +1"), name=f"{NAME} +1")
    assert worse.state == "open"


def test_an_acknowledgement_says_nothing_of_a_worse_case_but_an_owner_keeps_it() -> None:
    assert alert(raised(), answer("acknowledged"), name=f"{NAME} +1").state == "open"
    assert alert(raised(), answer("taken", by="Amina"), name=f"{NAME} +1").owner == "Amina"


def test_a_worse_case_that_was_dismissed_covers_the_milder_one() -> None:
    assert alert(answer("dismissed", name=f"{NAME} +2", reason="found"), name=f"{NAME} +1").state == "dismissed"


def test_what_was_answered_later_is_not_known_yet() -> None:
    assert alert(raised(), answer("taken", 30, by="Amina")).state == "open"


def test_another_cause_is_another_alert() -> None:
    assert alert(answer("dismissed", reason="found"), name="overdue 1 7 1CP2 out").state == "open"


def test_the_heaviest_come_first_and_the_dismissed_last() -> None:
    those = [found("overdue 1 1 a", 700), found("overdue 1 2 a", 900), found("overdue 1 3 a", 800)]
    dismissed = answer("dismissed", name="overdue 1 2 a", reason="found")
    order = [each.found.alert for each in answered(race(plan(), dismissed), those, at(1, "4:00:00"), USUAL)]
    assert order == ["overdue 1 3 a", "overdue 1 1 a", "overdue 1 2 a"]
