"""Daily caps in the statement's terms: how many visits of a portfolio, or of all, fit into a day.

Caps are counts over all routes: whoever puts a visit in asks here whether it has room.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from visitplan.domain.agent import Shift
from visitplan.domain.daily_cap import DailyCap
from visitplan.domain.day import Day
from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.routing.statement import CapTerms, Statement


def caps_of(
    day: Day, visits: Sequence[Visit], shifts: Sequence[Shift]
) -> tuple[tuple[Id | None, CapTerms], ...]:
    """Return the day's caps on these visits, each with its portfolio (None: all cases).

    With shifts of several dates, each date has its own. A cap that has room for all is left away.
    """
    if not day.daily_cap.is_stated:
        return ()
    return tuple(
        (portfolio, CapTerms(maximum=most, visits=group, shifts=on_duty))
        for portfolio, group in _groups(day, visits).items()
        if (most := _most(day.daily_cap, portfolio)) is not None and most < len(group)
        for on_duty in _by_date(shifts).values()
    )


def _groups(day: Day, visits: Sequence[Visit]) -> dict[Id | None, tuple[int, ...]]:
    """Return the numbers of the visits of each portfolio, and (None) of all."""
    portfolios = {case.id: case.portfolio for case in day.cases}
    own = [portfolios.get(visit.case_id) for visit in visits]
    names = sorted({portfolio for portfolio in own if portfolio is not None})
    of_each: dict[Id | None, tuple[int, ...]] = {
        name: tuple(n for n, each in enumerate(own) if each == name) for name in names
    }
    return {None: tuple(range(len(visits))), **of_each}


def _most(cap: DailyCap, portfolio: Id | None) -> int | None:
    return cap.all_cases if portfolio is None else cap.of(portfolio)


def _by_date(shifts: Sequence[Shift]) -> dict[date, tuple[int, ...]]:
    dates: dict[date, list[int]] = defaultdict(list)
    for number, shift in enumerate(shifts):
        dates[shift.hours.opening.date()].append(number)
    return {on: tuple(numbers) for on, numbers in sorted(dates.items())}


Orders = Mapping[int, Iterable[int]]
"""Visits by shift."""


def is_over(statement: Statement, orders: Orders) -> bool:
    """Return whether these visits of each shift are more than some cap allows."""
    return any(_count(cap, orders) > cap.maximum for cap in statement.caps)


def full_caps(statement: Statement, orders: Orders, visit: int) -> tuple[int, ...]:
    """Return which caps have no room for one visit more, which is on no route."""
    return tuple(
        number
        for number, cap in enumerate(statement.caps)
        if visit in cap.visits and _count(cap, orders) >= cap.maximum
    )


def _count(cap: CapTerms, orders: Orders) -> int:
    counted = set(cap.visits)
    return sum(visit in counted for shift in cap.shifts for visit in orders.get(shift, ()))
