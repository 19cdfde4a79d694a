"""Until when an agent may lawfully stay at a door."""

from collections.abc import Iterable
from datetime import UTC, datetime

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.door import Door
from visitplan.domain.plan import Stop
from visitplan.domain.window import TimeWindow, intersect

Hours = tuple[TimeWindow, ...]


def lawful_windows(case: Case, door: Door) -> Hours:
    """Return the customer's hours within the lawful ones, in UTC, sorted.

    Empty where nothing is lawful that day, and for a case of which the door knows nothing.
    """
    lawful = _in_utc(door.lawful.get(case.id, ()))
    return intersect(_in_utc(case.windows), lawful) if case.windows else lawful


def bounding_hours(day: Day, case: Case, door: Door) -> Hours:
    """Return the hours that bound the whole stay, in UTC.

    Where windows bound only the start of a stay, the lawful hours still bound all of it.
    """
    if day.policy.window_bounds == "whole":
        return lawful_windows(case, door)
    return _in_utc(door.lawful.get(case.id, ()))


def leave_by(stop: Stop, bounding: Hours) -> datetime | None:
    """Return the latest lawful departure from a stop, in UTC; None where its stay is unlawful."""
    return max((window.closing for window in bounding if _holds(window, stop)), default=None)


def _in_utc(windows: Iterable[TimeWindow]) -> Hours:
    # Two moments of one zone are compared by their wall clocks, which an hour repeats in autumn.
    return tuple(
        TimeWindow(opening=window.opening.astimezone(UTC), closing=window.closing.astimezone(UTC))
        for window in windows
    )


def _holds(window: TimeWindow, stop: Stop) -> bool:
    return window.opening <= stop.arrival and stop.departure <= window.closing
