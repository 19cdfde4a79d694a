"""The gaps of all routes as flat arrays: what one more visit costs there at least, at a glance.

A bound looks at the ways, the hours and the pay, and takes no breaks: it rules a gap out only
where the exact timetable would, and never asks for more than the exact price. By the hour, each
new way is taken at its best.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from visitplan.domain.travel import UNREACHABLE
from visitplan.routing.capping import full_caps
from visitplan.routing.hops import Hop, hops_of, latest_arrivals
from visitplan.routing.price import price_of_arrivals, price_of_route, price_of_use, wages
from visitplan.routing.statement import ShiftTerms, Span, Statement, TimedRoute
from visitplan.routing.ways import NOWHERE_TO_GO, at_best, legs_of

Routes = Mapping[int, TimedRoute]

OPEN, NEVER = -1, 2**60
GAP = np.dtype(
    [
        (name, np.int64)
        for name in (
            "shift",
            "position",
            "here",
            "after",
            "setup",
            "ready",
            "latest",
            "seconds",
            "at_most",
            "metres",
            "freed",
            "profile",
            "per_second",
            "minimum",
            "per_metre",
            "fixed",
            "paid",
            "busy",
            "premium",
        )
    ]
)
"""From ``here`` (left at ``ready`` at the earliest) to ``after`` (reached at ``latest``), the setup
there not yet done. ``seconds``, ``metres`` and ``freed`` ticks are what is no longer needed there,
``at_most`` seconds at the slowest hours;
``fixed`` ticks come with any visit. The route works ``busy`` seconds and is paid for ``paid``.
"""


class Spot(NamedTuple):
    """A gap, and what a visit costs there at least."""

    at_least: int
    shift: int
    position: int


class Gaps:
    """The present routes, kept with their prices and their gaps; unused shifts have a gap too."""

    def __init__(self, statement: Statement, routes: Routes) -> None:
        self.statement, self.routes = statement, dict(routes)
        self._tables = at_best(statement)
        self._prices: dict[int, int] = {}
        self._rows: dict[tuple[int, bool], Any] = {}

    def put(self, route: TimedRoute) -> None:
        """Replace the route of a shift; one without visits closes it."""
        self.routes.pop(route.shift, None)
        if route.visits:
            self.routes[route.shift] = route
        self._prices.pop(route.shift, None)
        for is_swap in (False, True):
            self._rows.pop((route.shift, is_swap), None)

    def price(self, shift: int) -> int:
        """Return the price of a shift's present route."""
        if shift not in self.routes:
            return 0
        if shift not in self._prices:
            self._prices[shift] = price_of_route(self.statement, self.routes[shift])
        return self._prices[shift]

    def full_for(self, visit: int) -> frozenset[int]:
        """Return the shifts on which a cap has no room for a visit that is on no route."""
        caps = self.statement.caps
        full = full_caps(self.statement, self.orders, visit) if caps else ()
        return frozenset(shift for cap in full for shift in caps[cap].shifts)

    @property
    def orders(self) -> dict[int, tuple[int, ...]]:
        """The visits of each used shift in order."""
        return {shift: route.visits for shift, route in self.routes.items()}

    def may_use(self, shift: int) -> bool:
        """Return whether a shift is used, or excluded by none that is."""
        return shift in self.routes or not self.statement.is_excluded(shift, self.routes)

    def spots(self, visit: int, shifts: Sequence[int]) -> Iterator[Spot]:
        """Yield where a visit may fit in, the cheapest bound first."""
        return self._spots(visit, self._gaps(shifts, is_swap=False), is_swap=False)

    def swaps(self, visit: int) -> Iterator[Spot]:
        """Yield in whose place a visit may fit; the bound counts the penalty of who goes."""
        shifts = [shift for shift in self.statement.visits[visit].shifts if shift in self.routes]
        return self._spots(visit, self._gaps(shifts, is_swap=True), is_swap=True)

    def _gaps(self, shifts: Sequence[int], *, is_swap: bool) -> Any:
        rows = [self._rows_of(shift, is_swap=is_swap) for shift in shifts if self.may_use(shift)]
        # As plain numbers: NumPy compares the names of records, row by row of the routes.
        return np.concatenate(rows).view(GAP) if rows else np.empty(0, dtype=GAP)

    def _rows_of(self, shift: int, *, is_swap: bool) -> Any:
        if (shift, is_swap) not in self._rows:
            rows = _rows(self.statement, shift, self.routes.get(shift), is_swap=is_swap)
            self._rows[shift, is_swap] = np.array(list(rows), dtype=GAP).view(np.int64)
        return self._rows[shift, is_swap]

    def _spots(self, visit: int, gaps: Any, *, is_swap: bool) -> Iterator[Spot]:
        terms = self.statement.visits[visit]
        ways = self._ways(terms.location, gaps)
        setup = np.where(gaps["here"] != terms.location, terms.setup, 0)
        onward = ways.onward + np.where(gaps["after"] != terms.location, gaps["setup"], 0)
        begins = _first(terms.arrivals, gaps["ready"] + ways.to + setup)
        fits = ways.exist & (begins + terms.service + onward <= gaps["latest"])
        more = ways.to + setup + terms.service + onward - gaps["seconds"]
        extra = gaps["fixed"] - gaps["freed"] + (ways.metres - gaps["metres"]) * gaps["per_metre"]
        surely = more + gaps["seconds"] - gaps["at_most"]
        may_wait_less = is_swap or self.statement.prices_arrivals
        extra += _time(gaps, more, never_less=(surely >= 0) & (not may_wait_less))
        if terms.shift_prices:
            extra += np.array(terms.shift_prices, dtype=np.int64)[gaps["shift"]]
        chosen = np.flatnonzero(fits)
        for index in chosen[np.argsort(extra[chosen], kind="stable")].tolist():
            yield Spot(int(extra[index]), int(gaps["shift"][index]), int(gaps["position"][index]))

    def _ways(self, there: int, gaps: Any) -> "_Ways":
        seconds, metres = self._tables
        profile, here, after = gaps["profile"], gaps["here"], gaps["after"]
        is_open = after == OPEN
        to = seconds[profile, here, there].astype(np.int64)
        onward = np.where(is_open, 0, seconds[profile, there, after]).astype(np.int64)
        far = np.where(is_open, 0, metres[profile, there, after]).astype(np.int64)
        exist = (to != UNREACHABLE) & (onward != UNREACHABLE)
        return _Ways(to, onward, metres[profile, here, there] + far, exist)


class _Ways(NamedTuple):
    """The ways into each gap and out of it."""

    to: Any
    onward: Any
    metres: Any
    exist: Any


def _first(arrivals: Sequence[Span], reached: Any) -> Any:
    """Return when a stay begins that is reached at these times at the earliest."""
    begins = np.full(len(reached), NEVER)
    for opening, closing in reversed(arrivals):
        begins = np.where(reached <= closing, np.maximum(reached, opening), begins)
    return begins


def _time(gaps: Any, more: Any, *, never_less: Any) -> Any:
    """Return the least ticks that so many seconds of work add.

    A visit that is only added, and surely takes time to add, makes no route cheaper.
    """
    minimum = gaps["minimum"]
    paid = np.maximum(gaps["busy"] + more, minimum) - np.maximum(gaps["paid"], minimum)
    wage = gaps["per_second"] * paid
    return np.where(never_less, np.maximum(0, wage), wage - gaps["premium"])


def _rows(
    statement: Statement, shift: int, present: TimedRoute | None, *, is_swap: bool
) -> Iterator[tuple[int, ...]]:
    """Yield a row for each gap, or for each visit that another may replace."""
    terms = statement.shifts[shift]
    order = present.visits if present else ()
    if not is_swap and terms.maximum is not None and len(order) >= terms.maximum:
        return
    route = _Walked.of(statement, shift, present)
    places = [terms.start, *(statement.visits[v].location for v in order)]
    places.append(OPEN if terms.end is None else terms.end)
    setups = [0, *(statement.visits[visit].setup for visit in order), 0]
    spare = _spare_metres(statement, present, route.hops)
    lost = price_of_arrivals(statement, present) if present else 0
    for position in range(len(order) + (not is_swap)):
        here, after = position, position + 1 + is_swap
        gone, skipped = route.hops[here:after], route.hops[here : after - 1]
        stay = sum(hop.stay for hop in skipped)
        yield (
            shift,
            position,
            places[here],
            places[after],
            setups[after],
            route.ready[here],
            route.latest[after - 1],
            sum(hop.least for hop in gone) + stay,
            sum(hop.most for hop in gone) + stay,
            sum(hop.least_metres for hop in gone) + spare,
            lost + (_freed(statement, shift, order[position]) if is_swap else 0),
            *route.pay,
        )


def _spare_metres(statement: Statement, present: TimedRoute | None, hops: Sequence[Hop]) -> int:
    """Return by how much a route is farther than at the best hours, which one more may save."""
    if present is None or not statement.by_hour:
        return 0
    metres = sum(leg.metres for leg in legs_of(statement, present))
    return metres - sum(hop.least_metres for hop in hops)


def _freed(statement: Statement, shift: int, visit: int) -> int:
    """Return what a visit no longer costs where another takes its place, its penalty owed."""
    terms = statement.visits[visit]
    return statement.shifts[shift].pay.per_visit + terms.price_on(shift) - terms.penalty


class _Walked(NamedTuple):
    """When each stop is left at the earliest and reached at the latest, and how it is paid."""

    hops: tuple[Hop, ...]
    ready: list[int]
    latest: list[int]
    pay: tuple[int, ...]

    @classmethod
    def of(cls, statement: Statement, shift: int, present: TimedRoute | None) -> "_Walked":
        terms = statement.shifts[shift]
        if present is None:
            nothing = Hop(NOWHERE_TO_GO, ((terms.opening, terms.closing),), 0)
            return cls((nothing,), [terms.opening], [terms.closing], _pay(terms, None, 0))
        hops = hops_of(statement, terms, present.visits) or ()
        busy = sum(hop.least + hop.stay for hop in hops)
        return cls(hops, _ready(terms, hops), latest_arrivals(hops), _pay(terms, present, busy))


def _ready(terms: ShiftTerms, hops: Sequence[Hop]) -> list[int]:
    """Return when the start and each stop are left at the earliest, breaks not taken."""
    ready = [terms.opening]
    for hop in hops[:-1]:
        reached = hop.reached(ready[-1])
        begins = (max(reached, a) for a, b in hop.arrivals if reached <= b)
        ready.append(next(begins, NEVER) + hop.stay)
    return ready


def _pay(terms: ShiftTerms, present: TimedRoute | None, busy: int) -> tuple[int, ...]:
    pay = terms.pay
    per_second = 0 if pay.whole_shift is not None else pay.per_second
    rates = (terms.profile, per_second, pay.minimum, pay.per_metre)
    if present is None:
        return (*rates, price_of_use(pay) + pay.per_visit, 0, 0, 0)
    unpaid = sum(terms.breaks[n].duration for n, _ in present.breaks if not terms.breaks[n].paid)
    paid = present.ends - present.leaves - unpaid
    premium = wages(pay, paid) - pay.per_second * max(paid, pay.minimum)
    return (*rates, pay.per_visit, paid, busy, 0 if pay.whole_shift is not None else premium)
