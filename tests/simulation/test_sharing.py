"""Replicates shared out to threads."""

import threading
from itertools import chain

import numpy as np
import pytest

from stagerace.simulation.sharing import shared_out


def nothing() -> list[int]:
    return []


def chunks(number: int) -> list[np.ndarray]:
    return [np.array([n]) for n in range(number)]


def test_every_chunk_is_counted_once_on_any_number_of_threads() -> None:
    for threads in (1, 2, 7, 20):
        found = list(shared_out(chunks(10), threads, nothing, lambda counts, chunk: counts.append(int(chunk[0]))))
        assert len(found) == threads
        assert sorted(chain.from_iterable(found)) == list(range(10))


def test_an_interruption_ends_the_other_threads_after_the_chunk_they_are_at() -> None:
    seen: list[int] = []
    never = threading.Event()

    def count(counts: list[int], chunk: np.ndarray) -> None:
        if chunk[0] == 0:
            raise KeyboardInterrupt
        seen.append(int(chunk[0]))
        never.wait(0.01)

    with pytest.raises(KeyboardInterrupt):
        list(shared_out(chunks(400), 2, nothing, count))
    assert len(seen) < 100
