"""Random numbers for compiled code: splitmix64 (Steele, Lea, Flood 2014), the same everywhere."""

from typing import Any

import numpy as np

from visitplan.routing.search.kernel.compiling import njit


def seeded(seed: int) -> Any:
    """Return a fresh state."""
    return np.array([seed * 2 + 1], dtype=np.uint64)


@njit(cache=True)
def chance(state: Any) -> float:
    """Return a number at least 0 and below 1."""
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    mixed = state[0]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed = mixed ^ (mixed >> np.uint64(31))
    return (mixed >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True)
def below(state: Any, bound: int) -> int:
    """Return a whole number at least 0 and below ``bound``."""
    return int(chance(state) * bound)
