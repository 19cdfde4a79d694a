"""Legs between points that stand on streets, and the parts of segments that they follow."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Weights = NDArray[np.float64]


class Legs(NamedTuple):
    """Legs between the points of a search, by number: two arrays of shape (n,)."""

    origin: Ints
    destination: Ints

    def only(self, chosen: Ints) -> "Legs":
        """Return some of the legs."""
        return Legs(self.origin[chosen], self.destination[chosen])

    @property
    def back(self) -> "Legs":
        """The same legs the other way."""
        return Legs(self.destination, self.origin)


class Runs(NamedTuple):
    """The parts of segments that legs follow, r entries in the order of legs and of travel.

    Run ``k`` belongs to leg ``leg[k]`` and follows ``segment[k]`` from the share ``begin[k]`` of
    its length to ``end[k]``, against the segment where ``end`` is less.
    """

    leg: Ints
    segment: Ints
    begin: NDArray[np.float64]
    end: NDArray[np.float64]

    def of(self, legs: NDArray[np.bool_]) -> "Runs":
        """Return the runs of some of the legs."""
        chosen = legs[self.leg]
        return Runs._make(column[chosen] for column in self)


class Traced(NamedTuple):
    """The runs of legs, and what each leg weighs."""

    runs: Runs
    weight: Weights


def no_runs() -> Runs:
    """Return the runs of no leg at all."""
    return Runs._make(np.zeros(0, kind) for kind in (np.int64, np.int64, np.float64, np.float64))


def in_order(found: Iterable[Runs]) -> Runs:
    """Return all runs in the order of legs; those of one leg stay in their order."""
    runs = Runs._make(np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(runs.leg, kind="stable")
    return Runs._make(column[order] for column in runs)
