"""Where one more visit would fit, and at what price."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from visitplan.domain.travel import UNREACHABLE
from visitplan.routing.price import price_of_route, price_of_way
from visitplan.routing.statement import Statement, TimedRoute
from visitplan.routing.timetable import timetable

Routes = Mapping[int, TimedRoute]


class Placement(NamedTuple):
    """A route with one visit more, and what it costs beyond the route without."""

    extra: int
    route: TimedRoute


def cheapest_insertion(
    statement: Statement, routes: Routes, visit: int, below: int | None = None
) -> Placement | None:
    """Return the cheapest place for a visit in these routes or an unused shift.

    Only placements that cost less than ``below`` ticks are looked for; without it, any. Returns
    None where there is none.
    """
    best: Placement | None = None
    for shift in statement.visits[visit].shifts:
        for order in _orders(statement, routes, shift, visit):
            limit = best.extra if best else below
            if limit is not None and _at_least(statement, routes, shift, order) >= limit:
                continue
            found = place(statement, routes, shift, order)
            if found and (limit is None or found.extra < limit):
                best = found
    return best


def place(
    statement: Statement, routes: Routes, shift: int, order: tuple[int, ...]
) -> Placement | None:
    """Return the shift's route in this order and its price beyond the present one."""
    maximum = statement.shifts[shift].maximum
    if maximum is not None and len(order) > maximum:
        return None
    route = timetable(statement, shift, order)
    if route is None:
        return None
    present = routes.get(shift)
    before = price_of_route(statement, present) if present else 0
    return Placement(price_of_route(statement, route) - before, route)


def _orders(
    statement: Statement, routes: Routes, shift: int, visit: int
) -> Iterator[tuple[int, ...]]:
    present = routes[shift].visits if shift in routes else ()
    for position in range(len(present) + 1):
        order = (*present[:position], visit, *present[position:])
        if keeps_orders(statement, {**_visits(routes), shift: order}):
            yield order


def _visits(routes: Routes) -> dict[int, tuple[int, ...]]:
    return {shift: route.visits for shift, route in routes.items()}


def keeps_orders(statement: Statement, visits: Mapping[int, tuple[int, ...]]) -> bool:
    """Return whether every pinned order is kept: one route, the earlier before the later."""
    if not statement.pinned_orders:
        return True
    spots = {v: (shift, at) for shift, order in visits.items() for at, v in enumerate(order)}
    both = ((spots[a], spots[b]) for a, b in statement.pinned_orders if a in spots and b in spots)
    return all(a[0] == b[0] and a[1] < b[1] for a, b in both)


def _at_least(statement: Statement, routes: Routes, shift: int, order: tuple[int, ...]) -> int:
    """Return a lower bound of the extra price, by the way alone and the time that it takes.

    Waiting in the present route and paid time below the minimum may absorb the added time.
    """
    terms, present = statement.shifts[shift], routes.get(shift)
    if present is None:
        return price_of_way(statement, shift, order)
    way = price_of_way(statement, shift, order) - price_of_way(statement, shift, present.visits)
    if terms.pay.whole_shift is not None:
        return way
    busy = _busy(statement, shift, order)
    if busy is None:
        return way + terms.pay.per_second * statement.horizon
    most_free = max(present.ends - present.leaves, terms.pay.minimum)
    return way + terms.pay.per_second * max(0, busy - most_free)


def _busy(statement: Statement, shift: int, order: tuple[int, ...]) -> int | None:
    """Return the seconds of ways and stays, without waiting and breaks; None where no way is."""
    terms = statement.shifts[shift]
    seconds, here, total = statement.seconds[terms.profile], terms.start, 0
    for number in order:
        visit = statement.visits[number]
        way = seconds[here][visit.location]
        if way == UNREACHABLE:
            return None
        total += way + visit.service + (visit.setup if visit.location != here else 0)
        here = visit.location
    back = 0 if terms.end is None else seconds[here][terms.end]
    return None if back == UNREACHABLE else total + back


class Swap(NamedTuple):
    """A visit in the place of another one."""

    instead_of: int
    placement: Placement


def cheapest_swap(statement: Statement, routes: Routes, visit: int) -> Swap | None:
    """Return the cheapest exchange of a planned visit for this one, in the same spot.

    What is cheapest counts the penalty of the visit that would go. Returns None where even that
    is no way in.
    """
    best: tuple[int, Swap] | None = None
    for shift in statement.visits[visit].shifts:
        present = routes[shift].visits if shift in routes else ()
        for position, other in enumerate(present):
            order = (*present[:position], visit, *present[position + 1 :])
            found = place(statement, routes, shift, order)
            if found is None or not keeps_orders(statement, {**_visits(routes), shift: order}):
                continue
            price = found.extra + statement.visits[other].penalty
            if best is None or price < best[0]:
                best = price, Swap(other, found)
    return best[1] if best else None
