"""How benchmarks take a time."""

import time
from collections.abc import Callable


def best(run: Callable[[], object], times: int) -> float:
    """The least processor time of several runs [ms]: what else the machine does is not ours."""
    found = []
    for _ in range(times):
        start = time.process_time()
        run()
        found.append(time.process_time() - start)
    return min(found) * 1000
