"""What a routing service is asked, whatever its kind."""

import math
from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.course import Course
from visitplan.domain.place import Point
from visitplan.domain.value import Mode
from visitplan.travel.engines.remote.server import Budget

NOWHERE = math.inf
"""The distance to the nearest street where the service knows none."""


class Block(NamedTuple):
    """Whole seconds (rounded up) and metres from n origins to m destinations, int64 (n, m)."""

    seconds: NDArray[np.int64]
    metres: NDArray[np.int64]


class RoutingService(Protocol):
    """Servers of one kind. All methods raise TravelDataError where there is no usable answer."""

    @property
    def name(self) -> str:
        """What outputs call it: the kind and the hosts."""

    @property
    def longest_chain(self) -> int:
        """How many points one way may be asked through."""

    def source(self, mode: Mode) -> str:
        """Return who answers for a mode, and by which profile."""

    def snaps(self, points: Sequence[Point], mode: Mode, budget: Budget) -> NDArray[np.float64]:
        """Return how many metres each point lies from its street, NOWHERE where there is none."""

    def block(
        self, origins: Sequence[Point], destinations: Sequence[Point], mode: Mode, budget: Budget
    ) -> Block:
        """Return the ways from all origins to all destinations, UNREACHABLE where there is none."""

    def chain(self, points: Sequence[Point], mode: Mode, budget: Budget) -> tuple[Course, ...]:
        """Return the course of each consecutive pair, without a line where no way leads."""
