"""Ways by the hour: whether a leg is told as it is for somebody who sets out between two doors.

A way takes the time of the period in which it begins, and a break that falls into it interrupts
it. Whoever has left a door may wait before he sets out: so a leg is true if there is a moment from
which on it takes what is told, and which leaves time to arrive.
"""

from collections.abc import Iterator
from typing import NamedTuple

from visitplan.domain.place import Point
from visitplan.domain.travel import UNREACHABLE, Leg, TravelMatrix
from visitplan.verification.spans import Span


class Told(NamedTuple):
    """What a plan tells of a leg between two doors.

    ``opens`` is the second at which one is left, ``closes`` that of the next arrival; ``setup``
    seconds and ``pauses`` lie between.
    """

    leg: Leg
    opens: int
    closes: int
    setup: int
    pauses: tuple[Span, ...]

    def has_time_from(self, start: int) -> bool:
        """Say whether somebody who sets out at a second arrives in time."""
        resting = sum(p.closing - p.opening for p in self.pauses if p.opening >= start)
        return start + self.leg.seconds + self.setup + resting <= self.closes


def true_leg(matrix: TravelMatrix, origin: Point, destination: Point, told: Told) -> Leg | None:
    """Return the leg that is told, if it is true, else the one of whoever sets out at once.

    Returns None where no way leads. Raises KeyError for a point that the matrix does not know.
    """
    hours = list(_hours(matrix, origin, destination))
    if matrix.later and any(told.has_time_from(start) for start in _starts(hours, told)):
        return told.leg
    there = (
        (max(told.opens, hour.opening) + leg.seconds - told.opens, leg.metres)
        for hour, leg in hours
        if told.opens < hour.closing
    )
    return min((Leg(*leg) for leg in there), key=lambda leg: leg.seconds, default=None)


Hour = tuple[Span, Leg]


def _hours(matrix: TravelMatrix, origin: Point, destination: Point) -> Iterator[Hour]:
    """Yield each period in which a way leads, with what the way is then."""
    cell = matrix.row(origin), matrix.row(destination)
    begins = [0, *(period.begins for period in matrix.later)]
    ends = [*begins[1:], 2**62]
    for period, opening, closing in zip(matrix.periods, begins, ends, strict=True):
        if period.seconds[cell] != UNREACHABLE:
            leg = Leg(int(period.seconds[cell]), int(period.metres[cell]))
            yield Span(opening, closing), leg


def _starts(hours: list[Hour], told: Told) -> Iterator[int]:
    """Yield the first moment in each period to set out at, and take as long as is told."""
    for hour, leg in hours:
        waiting = told.leg.seconds - leg.seconds
        if leg.metres != told.leg.metres or waiting < 0:
            continue
        start = hour.opening - waiting if waiting else max(told.opens, hour.opening)
        awake = _not_resting(start, told)
        if told.opens <= start and (awake < hour.closing if not waiting else awake == start):
            yield awake


def _not_resting(start: int, told: Told) -> int:
    """Return when somebody can set out who may be resting first."""
    for pause in sorted(told.pauses):
        if pause.opening < start < pause.closing:
            start = pause.closing
    return start
