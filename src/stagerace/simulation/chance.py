"""Chance that depends on who and what is asked, not on the order of asking: the same on any number of threads.

Every draw is a hash of (seed, replicate, runner, what it is for), so a runner's luck does not change when another
runner is added, and replicates can be run in any order, anywhere.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from stagerace.kernels.model import Array

Keys = NDArray[np.uint64]

_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_FIRST: Final = np.uint64(0xBF58476D1CE4E5B9)
_SECOND: Final = np.uint64(0x94D049BB133111EB)
_TO_UNIT: Final = 2.0**-53


def mixed(keys: Keys) -> Keys:
    """Keys with their bits stirred: neighbours end far apart (the finaliser of SplitMix64, Steele et al. 2014)."""
    stirred = keys + _GOLDEN
    stirred = (stirred ^ (stirred >> np.uint64(30))) * _FIRST
    stirred = (stirred ^ (stirred >> np.uint64(27))) * _SECOND
    found: Keys = stirred ^ (stirred >> np.uint64(31))
    return found


def keyed(seed: int, replicates: NDArray[np.int64], runners: Keys) -> Keys:
    """One key for every runner in every replicate, shape (replicates, runners)."""
    start = mixed(np.array([seed & 0xFFFFFFFFFFFFFFFF], dtype=np.uint64))
    across = mixed(mixed(start) + replicates.astype(np.uint64))
    found: Keys = mixed(mixed(across)[:, None] + runners[None, :])
    return found


def uniform(keys: Keys, purpose: int) -> Array:
    """Numbers between 0 and 1, both excluded, one a key; another purpose gives independent numbers."""
    bits = mixed(mixed(keys) + np.array([purpose], dtype=np.uint64)) >> np.uint64(11)
    found: Array = (bits.astype(np.float64) + 0.5) * _TO_UNIT
    return found


def normal(keys: Keys, purpose: int) -> Array:
    """Standard normal numbers, one a key."""
    found: Array = ndtri(uniform(keys, purpose))
    return found


def patience(keys: Keys, purpose: int) -> Array:
    """Exponential numbers of mean 1: a cause strikes when its summed hazard passes them."""
    found: Array = -np.log(uniform(keys, purpose))
    return found
