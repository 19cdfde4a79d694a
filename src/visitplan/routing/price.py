"""The price of a route in ticks, for searches that price their own answers."""

from visitplan.routing.statement import Answer, PayTerms, Statement, TimedRoute
from visitplan.routing.ways import legs_of, ways_of


def price_of_use(pay: PayTerms) -> int:
    """Return the price of a used shift before any paid time beyond the minimum."""
    if pay.whole_shift is not None:
        return pay.fixed + wages(pay, pay.whole_shift)
    return pay.fixed + pay.per_second * pay.minimum


def wages(pay: PayTerms, paid: int) -> int:
    """Return wage and premiums of so many paid seconds, the minimum paid time included."""
    premiums = sum(premium * max(0, paid - beyond) for beyond, premium in pay.tiers)
    return pay.per_second * max(paid, pay.minimum) + premiums


def price_of_time(pay: PayTerms, span: int, unpaid: int) -> int:
    """Return fixed cost, wage and premiums of a route of ``span`` seconds.

    ``unpaid`` seconds of it are unpaid breaks.
    """
    if pay.whole_shift is not None:
        return price_of_use(pay)
    return pay.fixed + wages(pay, span - unpaid)


def price_of_way(statement: Statement, shift: int, visits: tuple[int, ...], metres: int) -> int:
    """Return distance, expenses and preferences of a shift's visits."""
    pay = statement.shifts[shift].pay
    preferences = sum(statement.visits[visit].price_on(shift) for visit in visits)
    return metres * pay.per_metre + len(visits) * pay.per_visit + preferences


def least_metres(statement: Statement, shift: int, visits: tuple[int, ...]) -> int:
    """Return how far a shift's visits in order are at the best hours; no way counts as none."""
    ways = ways_of(statement, statement.shifts[shift], visits)
    return sum(min((way.metres for way in each), default=0) for each in ways)


def price_of_route(statement: Statement, route: TimedRoute) -> int:
    """Return the whole price of a timed route. Raises ValueError where no way leads along it."""
    terms = statement.shifts[route.shift]
    unpaid = sum(
        terms.breaks[number].duration for number, _ in route.breaks if not terms.breaks[number].paid
    )
    time = price_of_time(terms.pay, route.ends - route.leaves, unpaid)
    metres = sum(leg.metres for leg in legs_of(statement, route))
    way = price_of_way(statement, route.shift, route.visits, metres)
    return time + way + price_of_arrivals(statement, route)


def price_of_arrivals(statement: Statement, route: TimedRoute) -> int:
    """Return what a timed route's stays are charged for when they begin."""
    stays = zip(route.visits, route.arrivals, strict=True)
    return sum(statement.visits[visit].price_at(arrival) for visit, arrival in stays)


def priced(statement: Statement, routes: tuple[TimedRoute, ...]) -> Answer:
    """Return the answer that these routes are: their prices and the penalties of the rest."""
    planned = {visit for route in routes for visit in route.visits}
    left_out = sum(v.penalty for n, v in enumerate(statement.visits) if n not in planned)
    prices = sum(price_of_route(statement, route) for route in routes)
    return Answer(
        routes=tuple(sorted(routes, key=lambda route: route.shift)), objective=prices + left_out
    )
