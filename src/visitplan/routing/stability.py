"""Stability: what it costs to send somebody else than announced, or at another time."""

from collections.abc import Mapping
from typing import NamedTuple

from visitplan.routing.remainder import raised
from visitplan.routing.statement import Answer, Statement, VisitTerms

NOTICEABLE = 15 * 60
"""A time that moved no further than this, in seconds, is still the time announced."""


class Announced(NamedTuple):
    """Who was announced for a visit (the shifts of that agent), and when."""

    shifts: frozenset[int]
    arrival: int


Announcements = Mapping[int, Announced]
"""What was announced, by visit number."""


def charged(statement: Statement, announced: Announcements, price: int) -> Statement:
    """Return the statement in which another agent, or nobody, costs ``price`` ticks more.

    Moved times are not charged here; ``price_of_changes`` charges everything.
    """
    if not price:
        return statement
    kept = {number: was for number, was in announced.items() if was.shifts}
    visits = list(statement.visits)
    for number, was in kept.items():
        visits[number] = _rather(visits[number], was, price, len(statement.shifts))
    changed = statement.model_copy(update={"visits": tuple(visits)})
    return raised(changed, dict.fromkeys(kept, price))


def _rather(visit: VisitTerms, was: Announced, price: int, shifts: int) -> VisitTerms:
    """Return the visit that would rather keep its agent."""
    prices = (
        visit.price_on(number) + (0 if number in was.shifts else price) for number in range(shifts)
    )
    return visit.model_copy(update={"shift_prices": tuple(prices)})


def price_of_changes(answer: Answer, announced: Announcements, price: int) -> int:
    """Return ``price`` for each other agent, each time noticeably moved, each visit called off."""
    now = {
        visit: (route.shift, arrival)
        for route in answer.routes
        for visit, arrival in zip(route.visits, route.arrivals, strict=True)
    }
    return price * sum(_changes(was, now.get(number)) for number, was in announced.items())


def _changes(was: Announced, now: tuple[int, int] | None) -> int:
    if now is None:
        return 1
    shift, arrival = now
    return (shift not in was.shifts) + (abs(arrival - was.arrival) > NOTICEABLE)
