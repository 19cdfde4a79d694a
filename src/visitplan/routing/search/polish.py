"""The last steps at the exact price: insert, leave out, move one visit at a time.

A local search that goes by an approximate price leaves such steps open; after this none of the
first two kinds is left, so no visit is out that would pay to be in.
"""

from collections.abc import Callable, Iterable

from visitplan.routing.insertion import Placement, cheapest_insertion, keeps_orders, place
from visitplan.routing.price import price_of_route
from visitplan.routing.statement import Statement, TimedRoute
from visitplan.routing.timetable import timetable

GoOn = Callable[[], bool]


def polish(
    statement: Statement, routes: Iterable[TimedRoute], go_on: GoOn
) -> tuple[TimedRoute, ...]:
    """Return routes no dearer, with the cheapest timetables found, that no insertion improves.

    ``go_on`` is asked before each visit is tried in another place; insertions are never cut.
    """
    present = {route.shift: retimed(statement, route) for route in routes}
    while True:
        _insert_what_pays(statement, present)
        if _leave_out_what_does_not_pay(statement, present):
            continue
        if not _move_one(statement, present, go_on):
            return tuple(present[shift] for shift in sorted(present))


def retimed(statement: Statement, route: TimedRoute) -> TimedRoute:
    """Return the route with the cheapest timetable known, which may be its own."""
    found = timetable(statement, route.shift, route.visits)
    if found is None or price_of_route(statement, found) > price_of_route(statement, route):
        return route
    return found


def _insert_what_pays(statement: Statement, present: dict[int, TimedRoute]) -> None:
    placed = True
    while placed:
        placed = False
        for visit in _left_out(statement, present):
            found = cheapest_insertion(
                statement, present, visit, below=statement.visits[visit].penalty
            )
            if found:
                present[found.route.shift] = found.route
                placed = True


def _left_out(statement: Statement, present: dict[int, TimedRoute]) -> list[int]:
    planned = {visit for route in present.values() for visit in route.visits}
    left = [number for number in range(len(statement.visits)) if number not in planned]
    return sorted(left, key=lambda number: (-statement.visits[number].penalty, number))


def _leave_out_what_does_not_pay(statement: Statement, present: dict[int, TimedRoute]) -> bool:
    for shift, route in sorted(present.items()):
        for visit in route.visits:
            without = _without(statement, present, shift, visit)
            if without and -without.extra > statement.visits[visit].penalty:
                _put(present, without.route)
                return True
    return _close_what_does_not_pay(statement, present)


def _close_what_does_not_pay(statement: Statement, present: dict[int, TimedRoute]) -> bool:
    for shift, route in sorted(present.items()):
        penalties = sum(statement.visits[visit].penalty for visit in route.visits)
        if penalties < price_of_route(statement, route):
            del present[shift]
            return True
    return False


def _without(
    statement: Statement, present: dict[int, TimedRoute], shift: int, visit: int
) -> Placement | None:
    """Return the route without one of its visits; an emptied route has no visits and no price."""
    rest = tuple(other for other in present[shift].visits if other != visit)
    if rest:
        return place(statement, present, shift, rest)
    empty = present[shift].model_copy(update={"visits": (), "arrivals": (), "breaks": ()})
    return Placement(-price_of_route(statement, present[shift]), empty)


def _put(present: dict[int, TimedRoute], route: TimedRoute) -> None:
    if route.visits:
        present[route.shift] = route
    else:
        del present[route.shift]


def _move_one(statement: Statement, present: dict[int, TimedRoute], go_on: GoOn) -> bool:
    """Move the first visit found that is cheaper elsewhere; return whether there was one."""
    stops = [(shift, visit) for shift in sorted(present) for visit in present[shift].visits]
    return any(go_on() and _moved(statement, present, shift, visit) for shift, visit in stops)


def _moved(statement: Statement, present: dict[int, TimedRoute], shift: int, visit: int) -> bool:
    without = _without(statement, present, shift, visit)
    if without is None or without.extra >= 0:
        return False
    trial = dict(present)
    _put(trial, without.route)
    found = cheapest_insertion(statement, trial, visit, below=-without.extra)
    if found is None:
        return False
    trial[found.route.shift] = found.route
    if not keeps_orders(statement, {s: r.visits for s, r in trial.items()}):
        return False
    present.clear()
    present.update(trial)
    return True
