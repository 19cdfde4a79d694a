"""How far it is: the port between the day and the streets."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.course import Course, LegEnds
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.place import Point
from visitplan.domain.value import Mode
from visitplan.domain.way import FOREVER, Way, first_there, following

UNREACHABLE = -1
"""Stands in a travel matrix where no way leads; never a large number that a solver may accept."""


class Leg(NamedTuple):
    """One way from a point to another: whole seconds (rounded up) and metres.

    A break on the way interrupts it; the leg's time stays that of its start.
    """

    seconds: int
    metres: int


class Period(NamedTuple):
    """From the second ``begins`` on, until the next period: times and distances.

    ``seconds`` and ``metres`` are int64 arrays of shape (n, n), [from][to].
    """

    begins: int
    seconds: NDArray[np.int64]
    metres: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class TravelMatrix:
    """Travel times and distances between all pairs of ``points``, asymmetric.

    ``seconds`` and ``metres`` are int64 arrays of shape (n, n), [from][to], read-only;
    UNREACHABLE where no way leads, 0 on the diagonal. They hold at all times, or until the first
    of the ``later`` periods begins, which follow each other. A leg takes the time of the period
    in which it starts, or waits where it is for a later one if that brings it there sooner.

    As ``Travel`` hands it out, a period begins at a second of the week's clock, which starts at
    Monday's midnight; ``measure`` puts it on the day, and from there on a period begins at a second
    since 1970, and ``week`` is what it was made from.
    """

    points: tuple[Point, ...]
    seconds: NDArray[np.int64]
    metres: NDArray[np.int64]
    later: tuple[Period, ...] = ()
    week: "TravelMatrix | None" = None

    def __post_init__(self) -> None:
        """Refuse what a solver would accept without a word: ragged, negative, out of order."""
        shape = (len(self.points), len(self.points))
        for period in self.periods:
            for array in (period.seconds, period.metres):
                if array.shape != shape or array.dtype != np.int64 or (array < UNREACHABLE).any():
                    raise ValueError(
                        "a travel matrix is square, int64 and nowhere below UNREACHABLE"
                    )
                array.flags.writeable = False
        if any(a.begins >= b.begins for a, b in itertools.pairwise(self.periods)):
            raise ValueError("the periods of a travel matrix begin one after the other")
        object.__setattr__(self, "_rows", {point: row for row, point in enumerate(self.points)})

    @property
    def periods(self) -> tuple[Period, ...]:
        """All periods, of which the first begins before everything."""
        return (Period(0, self.seconds, self.metres), *self.later)

    def row(self, point: Point) -> int:
        """Return the row of a point; KeyError when the matrix does not know it."""
        rows: dict[Point, int] = self.__dict__["_rows"]
        return rows[point]

    def leg(self, origin: Point, destination: Point, leaves: int = 0) -> Leg | None:
        """Return the way from origin to destination, left for at a second; None for no way.

        Nobody arrives sooner by leaving later (first in, first out): where waiting at the origin
        for a faster period brings the traveller there sooner, he waits, and that is part of the
        leg's seconds; its metres are those of the period he travels in. Where there is one period
        it is all the same when he leaves.
        """
        way = first_there(self.ways(origin, destination), leaves)
        return Leg(way.arrival(leaves) - leaves, way.metres) if way else None

    def ways(self, origin: Point, destination: Point) -> tuple[Way, ...]:
        """Return the ways from origin to destination, period by period; () for no way."""
        cell = self.row(origin), self.row(destination)
        changes = (-FOREVER, *(period.begins for period in self.later), FOREVER)
        return following(
            Way(*hours, int(seconds[cell]), int(metres[cell]))
            for (_, seconds, metres), hours in zip(
                self.periods, itertools.pairwise(changes), strict=True
            )
            if seconds[cell] != UNREACHABLE
        )


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
        """Return the matrix between all points (unique, in this order).

        Its periods begin at seconds of the wall clock since Monday's midnight, as in any week in
        which nobody changes it.
        """

    def courses(self, legs: Sequence[LegEnds], mode: Mode) -> tuple[Course, ...]:
        """Return the course of the fastest way of each leg, in this order; none for no way.

        It is the way that is the fastest when the leg starts, as the matrix has it.
        """

    def street_lines(self, bounds: Bounds) -> tuple[StreetLine, ...]:
        """Return the streets to draw inside a box; nothing where there are none."""
