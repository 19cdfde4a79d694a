"""The last steps at the exact price: insert, leave out, move one visit at a time.

A local search that goes by an approximate price leaves such steps open; after this none of the
first two kinds is left, so no visit is out that would pay to be in.
"""

from collections.abc import Callable, Iterable

from visitplan.routing.gaps import Gaps
from visitplan.routing.hops import hops_of
from visitplan.routing.insertion import Placement, cheapest_insertion, placed
from visitplan.routing.price import least_metres, price_of_route, price_of_way, wages
from visitplan.routing.statement import Statement, TimedRoute
from visitplan.routing.timetable import timetable

GoOn = Callable[[], bool]


def polish(
    statement: Statement, routes: Iterable[TimedRoute], go_on: GoOn
) -> tuple[TimedRoute, ...]:
    """Return routes no dearer, with the cheapest timetables found, that no insertion improves.

    ``go_on`` is asked before each visit is tried in another place; insertions are never cut.
    """
    gaps = Gaps(statement, {route.shift: retimed(statement, route) for route in routes})
    untried = _Untried(gaps)
    while True:
        _insert_what_pays(gaps, untried)
        if _leave_out_what_does_not_pay(gaps, untried):
            continue
        if not _move_one(gaps, untried, go_on):
            return tuple(gaps.routes[shift] for shift in sorted(gaps.routes))


def retimed(statement: Statement, route: TimedRoute) -> TimedRoute:
    """Return the route with the cheapest timetable known, which may be its own."""
    found = timetable(statement, route.shift, route.visits)
    if found is None or price_of_route(statement, found) > price_of_route(statement, route):
        return route
    return found


class _Untried:
    """Which routes are new since each visit was last tried there, and since stops were weighed."""

    def __init__(self, gaps: Gaps) -> None:
        self._gaps, self._clock = gaps, 0
        self._changed = dict.fromkeys(range(len(gaps.statement.shifts)), 0)
        self._tried: dict[int, int] = {}
        self.unweighed = set(gaps.routes)

    def put(self, route: TimedRoute) -> None:
        """Replace a route, which is then new to everybody, as are the shifts that it excludes."""
        self._gaps.put(route)
        self._clock += 1
        for shift in (route.shift, *self._gaps.statement.shifts[route.shift].excludes):
            self._changed[shift] = self._clock
        self.unweighed.add(route.shift)

    def shifts(self, visit: int) -> list[int] | None:
        """Return the shifts to try a visit on, and take them for tried; None for all.

        A pinned order or a cap may forbid a place now and allow it when another route has changed.
        """
        tried, self._tried[visit] = self._tried.get(visit, -1), self._clock
        if self._gaps.statement.pinned_orders or self._gaps.statement.caps:
            return None
        return [shift for shift, changed in self._changed.items() if changed > tried]


def _insert_what_pays(gaps: Gaps, untried: _Untried) -> None:
    inserted = True
    while inserted:
        inserted = False
        for visit in _left_out(gaps):
            penalty = gaps.statement.visits[visit].penalty
            found = cheapest_insertion(gaps, visit, below=penalty, shifts=untried.shifts(visit))
            if found:
                untried.put(found.route)
                inserted = True


def _left_out(gaps: Gaps) -> list[int]:
    visits = gaps.statement.visits
    planned = {visit for route in gaps.routes.values() for visit in route.visits}
    left = [number for number in range(len(visits)) if number not in planned]
    return sorted(left, key=lambda number: (-visits[number].penalty, number))


def _leave_out_what_does_not_pay(gaps: Gaps, untried: _Untried) -> bool:
    """Weigh every stop of the routes that are new; return whether any was left out."""
    left_out = False
    while untried.unweighed:
        shift = min(untried.unweighed)
        lighter = _lighter(gaps, shift) if shift in gaps.routes else None
        if lighter:
            untried.put(lighter)
            left_out = True
        else:
            untried.unweighed.remove(shift)
    return left_out


def _lighter(gaps: Gaps, shift: int) -> TimedRoute | None:
    """Return the route without the first stop that does not pay, or without all of them."""
    visits, order = gaps.statement.visits, gaps.routes[shift].visits
    for visit in order:
        if _most_saved(gaps, shift, visit) > visits[visit].penalty:
            without = _without(gaps, shift, visit)
            if without and -without.extra > visits[visit].penalty:
                return without.route
    if sum(visits[visit].penalty for visit in order) < gaps.price(shift):
        return _closed(gaps.routes[shift])
    return None


def _most_saved(gaps: Gaps, shift: int, visit: int) -> int:
    """Return no less than a route becomes cheaper without a visit."""
    statement, terms = gaps.statement, gaps.statement.shifts[shift]
    rest = tuple(other for other in gaps.routes[shift].visits if other != visit)
    hops = hops_of(statement, terms, rest)
    if not rest or hops is None or terms.pay.whole_shift is not None:
        return gaps.price(shift)
    busy = sum(hop.least + hop.stay for hop in hops)
    way = price_of_way(statement, shift, rest, least_metres(statement, shift, rest))
    return gaps.price(shift) - terms.pay.fixed - wages(terms.pay, busy) - way


def _without(gaps: Gaps, shift: int, visit: int) -> Placement | None:
    """Return the route without one of its visits; an emptied route has no visits and no price."""
    rest = tuple(other for other in gaps.routes[shift].visits if other != visit)
    if rest:
        return placed(gaps, shift, rest)
    return Placement(-gaps.price(shift), _closed(gaps.routes[shift]))


def _closed(route: TimedRoute) -> TimedRoute:
    return route.model_copy(update={"visits": (), "arrivals": (), "breaks": ()})


def _move_one(gaps: Gaps, untried: _Untried, go_on: GoOn) -> bool:
    """Move the first visit found that is cheaper elsewhere; return whether there was one."""
    stops = [(shift, visit) for shift in sorted(gaps.routes) for visit in gaps.routes[shift].visits]
    return any(go_on() and _moved(gaps, untried, shift, visit) for shift, visit in stops)


def _moved(gaps: Gaps, untried: _Untried, shift: int, visit: int) -> bool:
    before, without = gaps.routes[shift], _without(gaps, shift, visit)
    if without is None or without.extra >= 0:
        return False
    gaps.put(without.route)
    found = cheapest_insertion(gaps, visit, below=-without.extra)
    if found:
        untried.put(without.route)
        untried.put(found.route)
        return True
    gaps.put(before)
    return False
