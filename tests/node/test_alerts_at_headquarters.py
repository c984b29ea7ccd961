"""Of every kind of alert headquarters is told whose it is, who knows of it and for whom it is by now."""

import pytest

from stagerace.core.clock import MINUTE, Instant
from stagerace.core.errors import BadInput
from stagerace.core.records import AlertAnswered, AlertRaised, Body
from stagerace.node.forecasting import forecast_of
from stagerace.node.hq.alerts import alerts
from stagerace.node.hq.orders.all import ORDERS
from stagerace.node.hq.orders.base import Said
from stagerace.node.hq.told import AlertTold
from stagerace.node.look import Look
from stagerace.rules.race import race_of
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.watching import watch
from watch.watch_scenes import ONE, SCENES, Scene, find, watched_race

pytestmark = pytest.mark.parametrize("kind", sorted(KINDS))


def look_at(this: Scene, now: Instant, *more: Body) -> Look:
    """A scene as headquarters sees it, with more written down."""
    race = race_of(Scene(this.plan, now, (*this.bodies, *more), this.with_forecast).records())
    forecast = forecast_of(race, now, ONE) if this.with_forecast else None
    return Look(race, 1, now, watch(race, now, forecast), forecast)


def named(this: Scene, kind: str) -> str:
    """The first alert of a kind in its scene."""
    return find(kind, watched_race(race_of(this.records()), this.now, this.with_forecast))[0].alert


def told(this: Scene, kind: str, *more: Body, raised: int = 0) -> AlertTold:
    """What headquarters is told of it, so many minutes after it was raised."""
    name = named(this, kind)
    when = Instant(this.now - raised * MINUTE)
    raising = AlertRaised(name, kind, when, when)
    return next(each for each in alerts(look_at(this, this.now, raising, *more).watch) if each.alert == name)


def answer(this: Scene, kind: str, word: str, **more: str) -> AlertAnswered:
    """Somebody's word on it, a minute ago."""
    return AlertAnswered(named(this, kind), word, Instant(this.now - MINUTE), by="Rosa", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("minutes", "level"), [(0, 0), (9, 0), (10, 1), (19, 1), (20, 2), (200, 2)])
def test_unanswered_it_rises_with_time_and_says_for_whom_it_is(kind: str, minutes: int, level: int) -> None:
    stands = told(SCENES[kind](), kind, raised=minutes)
    assert (stands.level, stands.state, stands.owner, stands.by) == (level, "open", "", "")
    assert stands.whose == ("for headquarters", "for the race director", "for everyone")[level]


def test_who_takes_it_owns_it_and_it_rises_no_more(kind: str) -> None:
    this = SCENES[kind]()
    stands = told(this, kind, answer(this, kind, "taken"), raised=60)
    assert (stands.state, stands.owner, stands.by, stands.answered) == ("taken", "Rosa", "Rosa", this.now - MINUTE)
    assert stands.level == 0


def test_who_acknowledges_it_is_told_with_when(kind: str) -> None:
    this = SCENES[kind]()
    stands = told(this, kind, answer(this, kind, "acknowledged"), raised=60)
    assert (stands.state, stands.owner, stands.by, stands.answered) == ("acknowledged", "", "Rosa", this.now - MINUTE)


def test_passed_on_it_waits_for_whom_it_names_at_a_higher_level(kind: str) -> None:
    this = SCENES[kind]()
    stands = told(this, kind, answer(this, kind, "passed_on", owner="Karim"), raised=2)
    assert (stands.state, stands.owner, stands.by, stands.level) == ("open", "Karim", "Rosa", 1)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_dismissal_without_a_reason_dismisses_nothing_and_is_not_taken_as_an_order(kind: str, reason: str) -> None:
    this = SCENES[kind]()
    stands = told(this, kind, answer(this, kind, "dismissed", reason=reason), raised=15)
    assert (stands.state, stands.by, stands.level) == ("open", "", 1)
    fields = {"alert": stands.alert, "answer": "dismissed", "reason": reason}
    with pytest.raises(BadInput, match="not dismissed without a reason"):
        ORDERS["answer"].bodies(Said(fields, "Rosa", look_at(this, this.now), this.now))


def test_a_dismissal_with_a_reason_is_told_with_it(kind: str) -> None:
    this = SCENES[kind]()
    stands = told(this, kind, answer(this, kind, "dismissed", reason="they are here with me"), raised=15)
    assert (stands.state, stands.reason, stands.by) == ("dismissed", "they are here with me", "Rosa")
