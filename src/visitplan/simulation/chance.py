"""Random factors, the same for the same day, route and stop, whatever else is simulated."""

import hashlib

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Chance:
    """Draws for ``days`` days; each thing that is drawn for has a name and draws of its own.

    So two plans that share a stop meet the same luck there, and comparing them compares the plans.
    """

    def __init__(self, seed: int, days: int) -> None:
        self.days = days
        self._seed = seed

    def factors(self, name: str, spread: float) -> Floats:
        """Return lognormal factors of mean 1, one a day."""
        normal = self._source(name).standard_normal(self.days)
        return np.exp(spread * normal - spread * spread / 2)

    def shares(self, name: str) -> Floats:
        """Return numbers from 0 until before 1, one a day."""
        return self._source(name).random(self.days)

    def _source(self, name: str) -> np.random.Generator:
        digest = hashlib.sha256(name.encode()).digest()
        return np.random.default_rng([self._seed, int.from_bytes(digest[:8], "big")])
