"""Where one more visit would fit, and at what price."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from visitplan.routing.capping import is_over
from visitplan.routing.gaps import Gaps, Routes, Spot
from visitplan.routing.price import price_of_route
from visitplan.routing.statement import Statement, TimedRoute
from visitplan.routing.timetable import timetable


class Placement(NamedTuple):
    """A route with one visit more, and what it costs beyond the route without."""

    extra: int
    route: TimedRoute


def cheapest_insertion(
    gaps: Gaps, visit: int, below: int | None = None, shifts: Collection[int] | None = None
) -> Placement | None:
    """Return the cheapest place for a visit in the present routes or an unused shift.

    Only placements that cost less than ``below`` ticks are looked for; without it, any. With
    ``shifts``, only those are looked at. Returns None where there is none, or no cap has room.
    """
    allowed = gaps.statement.visits[visit].shifts
    full = gaps.full_for(visit)
    within = [s for s in allowed if s not in full and (shifts is None or s in shifts)]
    best: Placement | None = None
    for spot in gaps.spots(visit, within):
        limit = best.extra if best else below
        if limit is not None and spot.at_least >= limit:
            break
        found = _placed(gaps, spot, visit, spot.position)
        if found and (limit is None or found.extra < limit):
            best = found
    return best


def _is_over(gaps: Gaps, found: Placement) -> bool:
    """Return whether a cap has no room for the visits as they then are."""
    if not gaps.statement.caps:
        return False
    return is_over(gaps.statement, {**gaps.orders, found.route.shift: found.route.visits})


def _placed(gaps: Gaps, spot: Spot, visit: int, onward: int) -> Placement | None:
    """Return the route with a visit between the spot's position and ``onward``."""
    present = gaps.routes.get(spot.shift)
    order = present.visits if present else ()
    changed = (*order[: spot.position], visit, *order[onward:])
    if gaps.statement.pinned_orders and not keeps_orders(
        gaps.statement, {**gaps.orders, spot.shift: changed}
    ):
        return None
    return placed(gaps, spot.shift, changed)


def placed(gaps: Gaps, shift: int, order: tuple[int, ...]) -> Placement | None:
    """Return the shift's route in this order and its price beyond the present one."""
    return _beyond(gaps.statement, shift, order, gaps.price(shift))


def place(
    statement: Statement, routes: Routes, shift: int, order: tuple[int, ...]
) -> Placement | None:
    """Return the same for routes of which no gaps are kept."""
    present = routes.get(shift)
    return _beyond(statement, shift, order, price_of_route(statement, present) if present else 0)


def _beyond(
    statement: Statement, shift: int, order: tuple[int, ...], before: int
) -> Placement | None:
    maximum = statement.shifts[shift].maximum
    if maximum is not None and len(order) > maximum:
        return None
    route = timetable(statement, shift, order)
    return Placement(price_of_route(statement, route) - before, route) if route else None


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


def cheapest_swap(gaps: Gaps, visit: int) -> Swap | None:
    """Return the cheapest exchange of a planned visit for this one, in the same spot.

    What is cheapest counts the penalty of the visit that would go. Returns None where even that
    is no way in.
    """
    best: tuple[int, Swap] | None = None
    for spot in gaps.swaps(visit):
        if best and spot.at_least >= best[0]:
            break
        found = _placed(gaps, spot, visit, spot.position + 1)
        if found is None or _is_over(gaps, found):
            continue
        other = gaps.routes[spot.shift].visits[spot.position]
        price = found.extra + gaps.statement.visits[other].penalty
        if best is None or price < best[0]:
            best = price, Swap(other, found)
    return best[1] if best else None
