"""How far it is: the port between the day and the streets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.place import Point
from visitplan.domain.value import Mode

UNREACHABLE = -1
"""Stands in a travel matrix where no way leads; never a large number that a solver may accept."""


class Leg(NamedTuple):
    """One way from a point to another: whole seconds (rounded up) and metres."""

    seconds: int
    metres: int


@dataclass(frozen=True, eq=False)
class TravelMatrix:
    """Travel times and distances between all pairs of ``points``, asymmetric.

    ``seconds`` and ``metres`` are int64 arrays of shape (n, n), [from][to], read-only;
    UNREACHABLE where no way leads, 0 on the diagonal.
    """

    points: tuple[Point, ...]
    seconds: NDArray[np.int64]
    metres: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Refuse what a solver would accept without a word: ragged, negative, wrong shape."""
        shape = (len(self.points), len(self.points))
        for array in (self.seconds, self.metres):
            if array.shape != shape or array.dtype != np.int64 or (array < UNREACHABLE).any():
                raise ValueError("a travel matrix is square, int64 and nowhere below UNREACHABLE")
            array.flags.writeable = False
        object.__setattr__(self, "_rows", {point: row for row, point in enumerate(self.points)})

    def row(self, point: Point) -> int:
        """Return the row of a point; KeyError when the matrix does not know it."""
        rows: dict[Point, int] = self.__dict__["_rows"]
        return rows[point]

    def leg(self, origin: Point, destination: Point) -> Leg | None:
        """Return the way from origin to destination, None where there is none."""
        cell = self.row(origin), self.row(destination)
        if self.seconds[cell] == UNREACHABLE:
            return None
        return Leg(int(self.seconds[cell]), int(self.metres[cell]))


Matrices = Mapping[Mode, TravelMatrix]


class StreetLine(NamedTuple):
    """A piece of street to draw, of one class, as points along it."""

    kind: Literal["major", "minor", "path"]
    points: tuple[Point, ...]


class Bounds(NamedTuple):
    """A box in decimal degrees."""

    south: float
    west: float
    north: float
    east: float


class Travel(Protocol):
    """What planning asks of whoever knows the streets (or only the beeline)."""

    @property
    def description(self) -> str:
        """What every output prints: the network and its date, or 'as the crow flies × 1.4'."""

    @property
    def attribution(self) -> str | None:
        """The credit that the data's licence asks for."""

    def locate(self, day: Day) -> tuple[Day, tuple[Finding, ...]]:
        """Return the day with every place located, or with the problem why it is not.

        Cases keep their order. Raises TravelDataError when an agent's start or end cannot be
        reached, or when more than half of the cases lie outside of the network.
        """

    def matrix(self, points: Sequence[Point], mode: Mode) -> TravelMatrix:
        """Return the matrix between all points (unique, in this order)."""

    def path(self, points: Sequence[Point], mode: Mode) -> tuple[tuple[Point, ...], ...]:
        """Return, for each consecutive pair, the points along its fastest way, ends included."""

    def street_lines(self, bounds: Bounds) -> tuple[StreetLine, ...]:
        """Return the streets to draw inside a box; nothing where there are none."""
