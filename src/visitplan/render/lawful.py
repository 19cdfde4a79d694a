"""Until when an agent may lawfully stay at a door."""

from datetime import UTC, datetime

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.plan import Stop
from visitplan.domain.window import TimeWindow, intersect


def lawful_windows(day: Day, case: Case) -> tuple[TimeWindow, ...]:
    """Return the case's hours within the policy's on the planning day, in UTC, sorted.

    Empty where nothing is permitted that day.
    """
    permitted = _permitted(day)
    return intersect(_in_utc(case.windows), permitted) if case.windows else permitted


def leave_by(day: Day, case: Case, stop: Stop) -> datetime | None:
    """Return the latest lawful departure from a stop, in UTC; None where its stay is unlawful.

    Where windows bound only the start of a stay, the permitted hours still bound all of it.
    """
    whole = day.policy.window_bounds == "whole"
    bounding = lawful_windows(day, case) if whole else _permitted(day)
    around = (window.closing for window in bounding if _holds(window, stop))
    return max(around, default=None)


def _permitted(day: Day) -> tuple[TimeWindow, ...]:
    spans = day.policy.permitted_hours.get(day.weekday, ())
    hours = (
        TimeWindow(
            opening=datetime.combine(day.date, span.opening, tzinfo=day.time_zone),
            closing=datetime.combine(day.date, span.closing, tzinfo=day.time_zone),
        )
        for span in spans
    )
    return tuple(sorted(_in_utc(tuple(hours)), key=lambda window: window.opening))


def _in_utc(windows: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...]:
    # Two moments of one zone are compared by their wall clocks, which an hour repeats in autumn.
    return tuple(
        TimeWindow(opening=window.opening.astimezone(UTC), closing=window.closing.astimezone(UTC))
        for window in windows
    )


def _holds(window: TimeWindow, stop: Stop) -> bool:
    return window.opening <= stop.arrival and stop.departure <= window.closing
