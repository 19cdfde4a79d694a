"""What the embedded engines have in common.

The street search lays out a graph: its junctions first, behind them one node per point, whose
arcs lead to the junctions that the point can leave for. An embedded engine answers how light the
lightest ways from such nodes to junctions are; the weights are whole numbers below 2**53, which a
float64 adds up exactly, so every engine gives the same answer to the last bit.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Weights = NDArray[np.float64]
Nodes = NDArray[np.signedinteger[Any]]

Reach = Callable[[Nodes], Weights]
"""From n origins to m junctions settled before: weights of shape (n, m), infinite for no way."""


class Goals(NamedTuple):
    """By which two junctions each of n goals is entered, and what is left from there to the goal.

    Both are arrays of shape (n, 2); the weight is infinite where one cannot be used.
    """

    junction: Nodes
    weight: Weights


class Passed(NamedTuple):
    """The junctions that n ways pass: entry ``k`` is of ``way[k]``, in the order of travel.

    ``weight`` (n,) is that of each way to its goal, infinite where there is none.
    """

    way: Nodes
    junction: Nodes
    weight: Weights


Retrace = Callable[[Nodes, Goals], Passed]
"""From n origins the lightest way to one goal each."""


class EmbeddedEngine(Protocol):
    """Finds the lightest ways in a graph that the street search laid out."""

    def towards(self, graph: csr_array, junctions: Nodes) -> Reach:
        """Return what tells the weights from nodes behind the junctions to these junctions."""

    def retracing(self, graph: csr_array) -> Retrace | None:
        """Return what finds single ways by junctions; None where nothing is prepared for that."""
