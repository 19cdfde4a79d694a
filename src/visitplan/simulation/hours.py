"""The hours of a visit, for many arrivals at once."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np

from visitplan.domain.visit import Visit
from visitplan.domain.window import TimeWindow
from visitplan.simulation.chance import Floats

Second = Callable[[datetime], int]
"""Says how many seconds after the day's midnight a moment is."""


class Beginning(NamedTuple):
    """When each stay begins, and when it has to end.

    A stay that no hours have room for any more has ``is_made`` false; then it begins never.
    """

    begins: Floats
    until: Floats
    is_made: np.ndarray[tuple[int], np.dtype[np.bool_]]


def beginning(visit: Visit, planned: datetime, reached: Floats, second: Second) -> Beginning:
    """Return when stays begin that are reached at these times, by the first hours with room.

    Nobody enters before the hours open, nor when the planned stay would end after they close.
    Hours that open after the ``planned`` arrival are not waited for: who misses the hours that
    the plan meant goes on.
    """
    begins = np.full_like(reached, np.inf)
    until = np.full_like(reached, np.inf)
    for window in reversed(until_planned(visit, planned)):
        opening, closing = second(window.opening), second(window.closing)
        last = closing if visit.bounds_start else closing - visit.service_seconds
        fits = reached <= last
        begins = np.where(fits, np.maximum(reached, opening), begins)
        until = np.where(fits, closing, until)
    if visit.bounds_start:
        until = _lawful_end(visit.permitted, begins, second)
    return Beginning(begins, until, np.isfinite(begins))


def until_planned(visit: Visit, planned: datetime) -> tuple[TimeWindow, ...]:
    """Return the hours of a visit that have opened by its planned arrival."""
    arrival = planned.timestamp()
    return tuple(window for window in visit.windows if window.opening.timestamp() <= arrival)


def _lawful_end(permitted: Sequence[TimeWindow], begins: Floats, second: Second) -> Floats:
    until = np.full_like(begins, np.inf)
    for hours in reversed(permitted):
        inside = begins <= second(hours.closing)
        until = np.where(inside, second(hours.closing), until)
    return until
