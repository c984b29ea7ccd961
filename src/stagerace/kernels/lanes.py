"""How a kernel is compiled: for whole lanes of runners at once, every runner the same bits whatever the batch.

`scalar` makes a piece of arithmetic for one runner, to be used inside lanes; `lanes` makes a loop over runners. Neither
may cancel roundings (no `reassoc`, no `arcp`), because the elementary functions here live from them; `contract` may
fuse a product and a sum.
"""

from collections.abc import Callable
from typing import Any, Final, ParamSpec, TypeVar, cast

import numba
import numpy as np

from stagerace.kernels.model import Array

P = ParamSpec("P")
R = TypeVar("R")

LANE: Final = 512
"""How many runners go through a kernel together; a batch is filled up to whole lanes."""
_MATHS: Final = {"contract", "nnan", "ninf", "nsz"}


def scalar(function: Callable[P, R]) -> Callable[P, R]:
    """Compile arithmetic for one runner; it is written out inside the loop that uses it, or the loop stays scalar."""
    return cast(Callable[P, R], numba.njit(fastmath=_MATHS, error_model="numpy", inline="always")(function))


def lanes(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a loop over lanes; it runs without the interpreter's lock and is kept on disk between runs.

    What is kept is renewed when this function's own file changes, not when a `scalar` of another file does: then remove
    the `*.nbi` files beside the sources, as `make clean` does.
    """
    options: dict[str, Any] = {"fastmath": _MATHS, "error_model": "numpy", "cache": True, "nogil": True}
    return cast(Callable[P, R], numba.njit(**options)(function))


def filled(values: Array, lane: int = LANE) -> Array:
    """Values with their last one repeated up to whole lanes, so that every runner meets the same machine code."""
    missing = -len(values) % lane
    return np.pad(values, (0, missing), mode="edge") if missing else np.ascontiguousarray(values)
