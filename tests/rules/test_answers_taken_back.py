"""A person's word on a record is itself a record, and can be taken back: the word before it counts again."""

from hypothesis import given
from hypothesis import strategies as st

from races import at, entered, id_of, plan, records, seen
from stagerace.core.names import Bib, NodeId, Number
from stagerace.core.records import BibRead, Body, Confirmed, PlanAdopted, Record, Voided
from stagerace.rules.facts import Facts, fold

PASSING = id_of(4)
BASE: tuple[Body, ...] = (PlanAdopted(plan()), entered("7"), entered("8"), seen("7", "1CP1", at(1, "1:30:00")))


def facts(*more: Body) -> Facts:
    return fold(records(*BASE, *more))


def who(found: Facts) -> dict[str, str]:
    """Whose passings there are, each with who vouches."""
    return {bib: s.confirmed_by for bib, places in found.seen.items() for those in places.values() for s in those}


def test_a_passing_taken_back_by_mistake_counts_again() -> None:
    wrong = Voided(PASSING, "Rosa", "typed twice")
    assert who(facts(wrong)) == {}
    assert who(facts(wrong, Voided(id_of(5), "Rosa", "undone"))) == {"7": ""}


def test_a_confirmation_taken_back_leaves_the_word_before_it() -> None:
    words: list[Body] = [Confirmed(PASSING, "Ana"), Confirmed(PASSING, "Rosa", bib=Bib("8"))]
    assert who(facts(*words)) == {"8": "Rosa"}
    assert who(facts(*words, Voided(id_of(6), "Rosa"))) == {"7": "Ana"}
    assert who(facts(*words, Voided(id_of(6), "Rosa"), Voided(id_of(5), "Ana"))) == {"7": ""}


def test_what_was_undone_can_be_done_again() -> None:
    words: list[Body] = [Voided(PASSING, "Rosa"), Voided(id_of(5), "Rosa"), Voided(id_of(6), "Rosa")]
    assert who(facts(*words)) == {}


def test_a_bib_read_later_is_taken_back_and_given_again() -> None:
    words: list[Body] = [BibRead(PASSING, Bib("8")), Voided(id_of(5), "Rosa")]
    assert who(facts(*words)) == {"7": ""}
    assert who(facts(*words, Voided(id_of(6), "Rosa"))) == {"8": ""}


def test_two_answers_that_take_each_other_back_end_somewhere() -> None:
    assert who(facts(Voided(id_of(6), "a"), Voided(id_of(5), "b"))) == {"7": ""}


@given(st.lists(st.tuples(st.integers(4, 12), st.booleans()), max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_answers_come_changes_nothing(answers: list[tuple[int, bool]], luck: object) -> None:
    words: list[Body] = [
        Voided(id_of(target), "Rosa") if is_void else Confirmed(id_of(target), "Ana", bib=Bib("8"))
        for target, is_void in answers
    ]
    every = records(*BASE, *words)
    mixed: list[Record] = list(every)
    luck.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = fold(every), fold(mixed)
    assert who(one) == who(other)
    assert one.answers == other.answers
    assert (NodeId("hq"), Number(4)) in one.passings
