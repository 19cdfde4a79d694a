"""What would abort or mislead a solver (OR-Tools aborts the whole process), refused beforehand."""

import itertools
from typing import TYPE_CHECKING

from visitplan.domain.travel import UNREACHABLE

if TYPE_CHECKING:
    from visitplan.routing.statement import CapTerms, ShiftTerms, Statement, VisitTerms


def check(statement: "Statement") -> None:
    """Raise ValueError for a statement that is not sound, with the rule that it breaks."""
    locations, profiles = range(_size(statement)), range(len(statement.seconds))
    _check_hours(statement)
    for visit in statement.visits:
        _check_place(statement, visit, locations)
        _check_arrivals(visit)
        _check_prices(statement, visit)
    for shift in statement.shifts:
        _check_shift(shift, locations, profiles)
        _check_pay(shift)
    _check_exclusions(statement)
    for cap in statement.caps:
        _check_cap(statement, cap)


def _size(statement: "Statement") -> int:
    """Return the side of the travel tables."""
    tables = [table for pace in statement.paces for table in pace.seconds + pace.metres]
    sizes = {len(table) for table in tables}
    counts = {len(tables) for pace in statement.paces for tables in (pace.seconds, pace.metres)}
    if len(sizes) > 1 or len(counts) > 1:
        raise ValueError("travel tables are square and of one size")
    if any((table.array < UNREACHABLE).any() for table in tables):
        raise ValueError("travel is never negative")
    return next(iter(sizes), 0)


def _check_hours(statement: "Statement") -> None:
    begins = [begin for begin, _ in statement.hours]
    if begins[:1] != [0] or any(a >= b for a, b in itertools.pairwise(begins)):
        raise ValueError("the hours of travel begin at 0, one after the other")
    if any(pace not in range(len(statement.paces)) for _, pace in statement.hours):
        raise ValueError("the hours of travel name paces that exist")


def _check_place(statement: "Statement", visit: "VisitTerms", locations: range) -> None:
    if visit.location not in locations:
        raise ValueError("a visit's location is a row of the travel tables")
    if min(visit.shifts, default=0) < 0 or max(visit.shifts, default=-1) >= len(statement.shifts):
        raise ValueError("a visit's shifts exist")
    if any(earlier not in range(len(statement.visits)) for earlier in visit.after):
        raise ValueError("the visits that come before another one exist")


def _check_arrivals(visit: "VisitTerms") -> None:
    if not visit.arrivals or any(not 0 <= a <= b for a, b in visit.arrivals):
        raise ValueError("a visit has arrival spans that begin before they end")
    if any(a[1] >= b[0] for a, b in itertools.pairwise(visit.arrivals)):
        raise ValueError("arrival spans are sorted and apart")


def _check_prices(statement: "Statement", visit: "VisitTerms") -> None:
    if visit.shift_prices and len(visit.shift_prices) != len(statement.shifts):
        raise ValueError("a visit has a price on every shift, or on none")
    if visit.arrival_prices and len(visit.arrival_prices) != len(visit.arrivals):
        raise ValueError("a visit has a price in every arrival span, or in none")
    prices = *visit.shift_prices, *visit.arrival_prices
    if min(visit.service, visit.setup, visit.penalty, *prices) < 0:
        raise ValueError("a visit's times and prices are not negative")


def _check_shift(shift: "ShiftTerms", locations: range, profiles: range) -> None:
    if shift.start not in locations or (shift.end is not None and shift.end not in locations):
        raise ValueError("a shift starts and ends at rows of the travel tables")
    if shift.profile not in profiles or not 0 <= shift.opening <= shift.closing:
        raise ValueError("a shift has a travel profile and opens before it closes")
    if any(
        not 0 < rest.duration <= rest.latest - rest.earliest or rest.earliest < 0
        for rest in shift.breaks
    ):
        raise ValueError("a break fits its window")


def _check_pay(shift: "ShiftTerms") -> None:
    pay, maximum = shift.pay, shift.maximum or 0
    rates = (pay.fixed, pay.per_second, pay.minimum, pay.per_metre, pay.per_visit, maximum)
    if min(rates + tuple(itertools.chain(*pay.tiers)) + (pay.whole_shift or 0,)) < 0:
        raise ValueError("a shift's prices and its maximum of visits are not negative")


def _check_exclusions(statement: "Statement") -> None:
    shifts = statement.shifts
    for number, shift in enumerate(shifts):
        for other in shift.excludes:
            if other == number or other not in range(len(shifts)):
                raise ValueError("a shift excludes others, which exist")
            if number not in shifts[other].excludes:
                raise ValueError("shifts exclude each other")


def _check_cap(statement: "Statement", cap: "CapTerms") -> None:
    visits, shifts = range(len(statement.visits)), range(len(statement.shifts))
    if any(visit not in visits for visit in cap.visits) or any(s not in shifts for s in cap.shifts):
        raise ValueError("a cap is on visits and shifts that exist")
    if cap.maximum < 0 or len(set(cap.visits)) < len(cap.visits):
        raise ValueError("a cap counts each visit once, and is not negative")
