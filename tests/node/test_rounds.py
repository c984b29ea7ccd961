"""What is done again and again while serving goes on until it is told to stop."""

import threading
from pathlib import Path

import pytest

from stagerace.node.journal import keeping_journal
from stagerace.node.rounds import Rounds


class Counting(Rounds):
    """Rounds of which the first fails, each told of."""

    def __init__(self, *, at_once: bool, every: int = 1) -> None:
        super().__init__("counting", every, at_once=at_once)
        self.made = 0
        self.second = threading.Event()

    def round(self) -> None:
        self.made += 1
        if self.made == 1:
            raise ValueError("nobody thought of this")
        self.second.set()


@pytest.mark.parametrize("at_once", [True, False])
def test_a_round_that_fails_as_nobody_thought_of_does_not_end_the_others(at_once: bool, tmp_path: Path) -> None:
    rounds = Counting(at_once=at_once)
    with keeping_journal(tmp_path):
        rounds.start()
        assert rounds.second.wait(10)
        rounds.stop(10)
    assert (tmp_path / "serve.log").read_text().count("a round of counting failed") == 1


def test_the_first_round_waits_where_it_is_not_wanted_at_once() -> None:
    rounds = Counting(at_once=False, every=600_000)
    rounds.start()
    rounds.stop(10)
    assert rounds.made == 0
