"""Several days for tests: one day, repeated by the clock on later dates."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from unittest import mock

from laws.planned_here import NOWHERE_FROM, _solve_here
from visitplan.ahead.story import Ahead, plan_days
from visitplan.domain.agent import Shift
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Travel
from visitplan.domain.window import TimeWindow
from visitplan.planning import searching
from visitplan.planning.terms import PlannedDay


def repeated(day: Day, dates: Sequence[date]) -> tuple[Day, ...]:
    """Return the day on each of these dates: its hours by the clock, its pins as they are."""
    return tuple(_on(day, each) for each in dates)


def _on(day: Day, on: date) -> Day:
    by = on - day.date
    cases = tuple(_later_case(case, by) for case in day.cases)
    shifts = tuple(_later_shift(shift, by) for shift in day.shifts)
    return day.model_copy(update={"date": on, "cases": cases, "shifts": shifts})


def _later_case(case: Case, by: timedelta) -> Case:
    return case.model_copy(update={"windows": tuple(later(each, by) for each in case.windows)})


def _later_shift(shift: Shift, by: timedelta) -> Shift:
    breaks = (each.model_copy(update={"window": later(each.window, by)}) for each in shift.breaks)
    changes: dict[str, Any] = {"hours": later(shift.hours, by), "breaks": tuple(breaks)}
    return shift.model_copy(update=changes)


def later(window: TimeWindow, by: timedelta) -> TimeWindow:
    # Moments of one zone are moved by the clock on the wall.
    return TimeWindow(opening=window.opening + by, closing=window.closing + by)


def plan_days_here(
    days: Sequence[Day],
    travel: Travel,
    ahead: Ahead = Ahead(),  # noqa: B008 - frozen
) -> tuple[PlannedDay, ...]:
    """Plan in the tests' own process."""
    with mock.patch.object(searching, "solve_apart", _solve_here):
        return plan_days(days, travel, ahead, provenance=NOWHERE_FROM)


def visited(plan: Plan) -> list[str]:
    return [stop.case_id for route in plan.routes for stop in route.stops]
