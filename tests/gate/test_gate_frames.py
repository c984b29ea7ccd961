"""What was heard by frame leaves as a passing, held back like one; the frame itself stays in camp."""

from gate_races import LATE, freeze, passings, public, race_with
from msgspec import structs

from races import at, seen
from stagerace.core.clock import Instant, Stamp
from stagerace.core.frames import rounded
from stagerace.core.names import Bib, NodeId, Number, PlaceId
from stagerace.core.records import Body, FrameHeard, Record, Voided, kind_of
from stagerace.gate import CREW, HQ, MEDICAL, PUBLIC, through

CP = NodeId("cp2")


def told(bib: str, moment: Instant, number: int = 1) -> FrameHeard:
    return FrameHeard(CP, Number(number), Number(0), Bib(bib), PlaceId("1CP2"), rounded(moment), "in", "keypad")


def own(*bodies: Body) -> list[Record]:
    """What the checkpoint itself wrote, come by stick."""
    return [Record(CP, Number(n), Stamp(at(1, "0:00:00") + n), body) for n, body in enumerate(bodies, 1)]


def test_a_passing_heard_by_frame_leaves_as_a_passing_and_once_only() -> None:
    moment = Instant(at(1, "4:00:00") + 300)
    heard = race_with(told("7", moment))
    assert passings(public(heard)) == {("7", "1CP2", at(1, "4:00:00"))}
    assert passings(public([*heard, *own(seen("7", "1CP2", moment, "in", "keypad"))])) == {("7", "1CP2", moment)}
    assert passings(public([*heard, *own(seen("7", "1CP2", moment, "in"), Voided((CP, Number(1)), "x"))])) == set()


def test_the_frame_itself_is_for_the_camp_only() -> None:
    heard = race_with(told("7", at(1, "4:00:00")))
    for viewer, is_seen in ((PUBLIC, False), (CREW, False), (MEDICAL, True), (HQ, True)):
        kinds = {kind_of(record.body)[0] for record in through(heard, viewer, LATE).records}
        assert ("frame_heard" in kinds) == is_seen


def test_what_may_have_happened_after_a_freeze_stays_even_where_its_second_began_before() -> None:
    since = at(1, "4:00:00")
    for later, leaves in ((400, False), (0, False), (-700, True)):
        heard = race_with(told("12", Instant(since + later)), freeze("12", since))
        assert (("12", "1CP2", rounded(Instant(since + later))) in passings(public(heard))) == leaves


def test_a_frame_of_a_place_nobody_planned_does_not_leave() -> None:
    odd = structs.replace(told("7", at(1, "4:00:00")), place=PlaceId("9CP9"))
    assert passings(public(race_with(odd))) == set()
