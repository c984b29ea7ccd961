"""Hand-over open: what the ledger disagrees about, by name."""

from dataclasses import replace

from msgspec import structs
from watch_scenes import SCENES, field, find, in_camp, one_stage, watched

from races import at
from stagerace.core.clock import MINUTE, Instant
from stagerace.core.names import Bib, PlaceId
from stagerace.core.records import Care, HandedOver, RollCalled
from stagerace.watch.alerts.all import KINDS
from stagerace.watch.alerts.base import Watched, cause_of
from stagerace.watch.whereabouts import Disagreement, Kind


def test_one_side_alone_is_told_with_what_to_do() -> None:
    (found,) = find("hand_over_open", SCENES["hand_over_open"]().watched())
    assert found.bibs == ("3",)
    assert found.evidence[1].startswith("To do: ")


def test_the_other_sides_word_ends_it() -> None:
    taken = HandedOver(
        Bib("3"), "takes", at(1, "2:20:00"), Care("checkpoint", "1CP1"), Care("vehicle", "car 4"), PlaceId("1CP1")
    )
    assert find("hand_over_open", SCENES["hand_over_open"]().watched(0, taken)) == []


def test_somebody_missing_at_a_roll_call_comes_before_a_missing_word() -> None:
    this = SCENES["hand_over_open"]()
    missing = RollCalled(PlaceId("1FINISH"), this.now, (), (Bib("7"),))
    weights = {found.bibs: found.weight for found in find("hand_over_open", this.watched(MINUTE, missing))}
    assert weights["7",] > weights["3",]


def test_whoever_answers_in_camp_is_settled() -> None:
    this = SCENES["hand_over_open"]()
    assert find("hand_over_open", this.watched(MINUTE, in_camp(this.now, ["3"]))) == []


def disputed(count: int, kind: Kind, begins: str = "2:00:00") -> Watched:
    """So many runners of whom the same does not agree at the same place."""
    those = SCENES["hand_over_open"]().watched()
    place, since = PlaceId("1CP1"), at(1, begins)
    found = tuple(
        Disagreement(kind, (Bib(str(n)),), place, since, f"bib {n} twice", "ask") for n in range(1, count + 1)
    )
    ledger = structs.replace(those.ledger, disagreements=found)
    return replace(those, ledger=ledger)


def test_a_wrong_clock_is_one_alert_with_everybodys_name_and_not_forty() -> None:
    (found,) = find("hand_over_open", disputed(40, "twice"))
    assert len(found.bibs) == 40
    assert "clock" in found.evidence[0]
    assert len(find("hand_over_open", disputed(4, "behind_sweep"))) == 4
    assert len(find("hand_over_open", disputed(40, "behind_sweep"))) == 1


def test_one_after_another_twice_at_a_place_is_one_alert() -> None:
    names = [found.alert for count in (1, 1, 2, 4) for found in find("hand_over_open", disputed(count, "twice"))]
    assert len({cause_of(name)[0] for name in names}) == 1
    assert [cause_of(name)[1] for name in names] == [0, 0, 1, 2]


def test_who_is_twice_at_a_place_an_hour_later_is_another_alert() -> None:
    (early,), (late,) = (find("hand_over_open", disputed(1, "twice", since)) for since in ("2:00:00", "3:05:00"))
    assert cause_of(early.alert)[0] != cause_of(late.alert)[0]


def test_who_is_missing_is_never_one_of_many() -> None:
    assert len(find("hand_over_open", disputed(12, "missing"))) == 12


def test_it_asks_to_be_looked_for_when_the_other_side_should_have_spoken() -> None:
    this = SCENES["hand_over_open"]()
    (turn,) = KINDS["hand_over_open"].turns(this.watched())
    assert find("hand_over_open", this.watched(turn - 1 - this.now)) == []
    assert find("hand_over_open", this.watched(turn - this.now)) != []


def test_who_is_missing_at_every_roll_call_is_one_alert_that_becomes_worse() -> None:
    the_plan, names = one_stage(), []
    rolls = [RollCalled(PlaceId("1FINISH"), at(1, f"{13 + n}:00:00"), (), (Bib("7"),)) for n in range(8)]
    for many in (1, 2, 3, 4, 8):
        now = Instant(rolls[many - 1].called_at + MINUTE)
        those = watched(the_plan, now, *field(the_plan, now), *rolls[:many])
        (found,) = find("hand_over_open", those)
        assert [each.times for each in those.ledger.disagreements] == [many]
        names.append(found.alert.rpartition(" +")[::2] if many > 1 else (found.alert, "0"))
    assert {cause for cause, _ in names} == {names[0][0]}
    assert [worse for _, worse in names] == ["0", "1", "1", "2", "3"]
    said = "did not answer 8 roll calls at 1FINISH, the first at 21:00 on 2 Mar, the last at 04:00 on"
    assert said in found.evidence[0]
