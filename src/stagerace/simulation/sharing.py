"""Replicates shared out to threads; whoever interrupts waits for what is being run, not for all that was asked."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from stagerace.simulation.drawing import Draws

T = TypeVar("T")


def shared_out(
    chunks: Sequence[Draws], threads: int, nothing: Callable[[], T], count: Callable[[T, Draws], None]
) -> Iterator[T]:
    """The counts of each thread in order: each begins from nothing and counts its share of the chunks.

    Whatever is raised, an interruption too, ends all threads after the chunk that each is at.
    """
    stopped = False

    def work(mine: int) -> T:
        counts = nothing()
        for chunk in chunks[mine::threads]:
            if stopped:
                break
            count(counts, chunk)
        return counts

    with ThreadPoolExecutor(threads) as pool:
        try:
            yield from pool.map(work, range(threads))
        except BaseException:
            stopped = True
            raise
