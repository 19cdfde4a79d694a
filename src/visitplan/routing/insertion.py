"""Where one more visit would fit, and at what price."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from visitplan.domain.travel import UNREACHABLE
from visitplan.routing.price import price_of_route
from visitplan.routing.statement import Statement, TimedRoute
from visitplan.routing.timetable import hops_of, timetable

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
    for spot in _spots(statement, routes, visit):
        limit = best.extra if best else below
        if limit is not None and spot.at_least >= limit:
            break
        order = _with_visit(routes, spot, visit)
        if not keeps_orders(statement, {**_visits(routes), spot.shift: order}):
            continue
        found = place(statement, routes, spot.shift, order)
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


class _Spot(NamedTuple):
    """A position on a shift, with a lower bound of what a visit costs there."""

    at_least: int
    shift: int
    position: int


def _spots(statement: Statement, routes: Routes, visit: int) -> list[_Spot]:
    """Return all positions that a way leads to and from, by their lower bounds."""
    shifts = statement.visits[visit].shifts
    spots = (spot for shift in shifts for spot in _spots_of(statement, routes, shift, visit))
    return sorted(spots)


def _spots_of(statement: Statement, routes: Routes, shift: int, visit: int) -> Iterator[_Spot]:
    """Yield the positions on one shift.

    The bound is the way alone and the time that it takes; waiting in the present route and paid
    time below the minimum may absorb that time.
    """
    terms, present = statement.shifts[shift], routes.get(shift)
    order = present.visits if present else ()
    fixed = terms.pay.per_visit + statement.visits[visit].price_on(shift)
    per_second = 0 if terms.pay.whole_shift is not None else terms.pay.per_second
    spare = _spare(statement, shift, present) if present else terms.pay.minimum
    for position in range(len(order) + 1):
        detour = _detour(statement, shift, order, position, visit)
        if detour:
            seconds, metres = detour
            way = metres * terms.pay.per_metre + fixed
            yield _Spot(way + per_second * max(0, seconds - spare), shift, position)


def _spare(statement: Statement, shift: int, present: TimedRoute) -> int:
    """Return the seconds that a route could work more without being paid for more."""
    terms = statement.shifts[shift]
    hops = hops_of(statement, terms, present.visits) or ()
    busy = sum(hop.way + hop.stay for hop in hops)
    return max(present.ends - present.leaves, terms.pay.minimum) - busy


def _detour(
    statement: Statement, shift: int, order: tuple[int, ...], position: int, visit: int
) -> tuple[int, int] | None:
    """Return the seconds, stay included, and metres that a visit adds; None without a way."""
    terms, visits = statement.shifts[shift], statement.visits
    there = visits[visit].location
    here = visits[order[position - 1]].location if position else terms.start
    follower = visits[order[position]] if position < len(order) else None
    after = follower.location if follower else terms.end
    seconds, metres = statement.seconds[terms.profile], statement.metres[terms.profile]
    if UNREACHABLE in (seconds[here][there], after is not None and seconds[there][after]):
        return None
    more = seconds[here][there] + visits[visit].service
    more += visits[visit].setup if there != here else 0
    far = metres[here][there]
    if after is not None:
        more += seconds[there][after]
        far += metres[there][after]
        if order:
            more -= seconds[here][after]
            far -= metres[here][after]
    if follower:
        more += follower.setup * ((after != there) - (after != here))
    return more, far


def _with_visit(routes: Routes, spot: _Spot, visit: int) -> tuple[int, ...]:
    order = routes[spot.shift].visits if spot.shift in routes else ()
    return (*order[: spot.position], visit, *order[spot.position :])


def _visits(routes: Routes) -> dict[int, tuple[int, ...]]:
    return {shift: route.visits for shift, route in routes.items()}


def keeps_orders(statement: Statement, visits: Mapping[int, tuple[int, ...]]) -> bool:
    """Return whether every pinned order is kept: one route, the earlier before the later."""
    if not statement.pinned_orders:
        return True
    spots = {v: (shift, at) for shift, order in visits.items() for at, v in enumerate(order)}
    both = ((spots[a], spots[b]) for a, b in statement.pinned_orders if a in spots and b in spots)
    return all(a[0] == b[0] and a[1] < b[1] for a, b in both)


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
