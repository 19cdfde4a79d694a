"""Exact answers for tiny statements: every order tried, every route walked step by step.

All times of the statement are multiples of ``unit`` seconds, so some cheapest timetable is one
too. Nothing is shared with the code under test but the statement itself.
"""

from collections.abc import Iterator
from itertools import permutations

from visitplan.routing.statement import PayTerms, ShiftTerms, Span, Statement, VisitTerms

UNIT = 600
State = tuple[int, int, int]
"""A second of the day, the breaks taken so far as bits, the ticks that arrivals cost so far."""


def cheapest_route(statement: Statement, shift: int, order: tuple[int, ...]) -> int | None:
    """Return the least price in ticks of these visits in this order; None where none is feasible.

    No departure beside the grid is cheaper: with integral differences every vertex is integral.
    """
    terms = statement.shifts[shift]
    stages = _stages(statement, terms, order)
    if stages is None or (terms.maximum is not None and len(order) > terms.maximum):
        return None
    departures = range(terms.opening, terms.closing + 1, UNIT)
    prices = (
        _price(terms, leaves, end)
        for leaves in departures
        for end in _walk(terms, leaves, stages)
        if _others_fit_outside(terms, leaves, end)
    )
    cheapest = min(prices, default=None)
    return None if cheapest is None else cheapest + _price_of_way(statement, shift, order)


def cheapest_day(statement: Statement) -> int:
    """Return the least objective in ticks over all assignments and orders."""
    left_out = sum(visit.penalty for visit in statement.visits)
    return left_out + _least_change(statement, 0, frozenset(), _all_routes(statement))


Priced = list[tuple[tuple[int, ...], int]]


def _all_routes(statement: Statement) -> list[Priced]:
    """Return per shift every feasible order with what it changes against leaving all out."""
    return [
        [
            (order, price - sum(statement.visits[visit].penalty for visit in order))
            for order in _orders(statement, shift)
            for price in [cheapest_route(statement, shift, order)]
            if price is not None
        ]
        for shift in range(len(statement.shifts))
    ]


def _orders(statement: Statement, shift: int) -> Iterator[tuple[int, ...]]:
    able = [n for n, visit in enumerate(statement.visits) if shift in visit.shifts]
    for size in range(1, len(able) + 1):
        yield from permutations(able, size)


def _least_change(
    statement: Statement, shift: int, planned: frozenset[tuple[int, int, int]], routes: list[Priced]
) -> int:
    """Try every route of this shift and those behind; ``planned`` are (visit, shift, spot)."""
    if shift == len(routes):
        kept = _orders_kept(statement, planned) and _caps_kept(statement, planned)
        return 0 if kept else 10**18
    taken = {visit for visit, _, _ in planned}
    used = {other for _, other, _ in planned}
    if used & set(statement.shifts[shift].excludes):
        return _least_change(statement, shift + 1, planned, routes)
    changes = [_least_change(statement, shift + 1, planned, routes)]
    for order, change in routes[shift]:
        if taken.isdisjoint(order):
            spots = frozenset((visit, shift, spot) for spot, visit in enumerate(order))
            changes.append(change + _least_change(statement, shift + 1, planned | spots, routes))
    return min(changes)


def _orders_kept(statement: Statement, planned: frozenset[tuple[int, int, int]]) -> bool:
    spots = {visit: (shift, spot) for visit, shift, spot in planned}
    return all(
        spots[early][0] == spots[late][0] and spots[early][1] < spots[late][1]
        for late in spots
        for early in statement.visits[late].after
        if early in spots
    )


def _caps_kept(statement: Statement, planned: frozenset[tuple[int, int, int]]) -> bool:
    served = [(visit, shift) for visit, shift, _ in planned]
    return all(
        sum(visit in cap.visits and shift in cap.shifts for visit, shift in served) <= cap.maximum
        for cap in statement.caps
    )


Stage = tuple[int, tuple[tuple[Span, int], ...], int]
"""Seconds to go, spans to arrive in with the price of each, seconds to stay."""


def _stages(statement: Statement, terms: ShiftTerms, order: tuple[int, ...]) -> list[Stage] | None:
    table, here, stages = statement.seconds[terms.profile], terms.start, []
    for number in order:
        visit = statement.visits[number]
        setup = 0 if visit.location == here else visit.setup
        stages.append((table[here][visit.location], setup, visit))
        here = visit.location
    back = 0 if terms.end is None else table[here][terms.end]
    if back < 0 or any(way < 0 for way, _, _ in stages):
        return None
    hours = (((terms.opening, terms.closing), 0),)
    return [(way + setup, _priced(v), v.service) for way, setup, v in stages] + [(back, hours, 0)]


def _priced(visit: VisitTerms) -> tuple[tuple[Span, int], ...]:
    prices = visit.arrival_prices or (0,) * len(visit.arrivals)
    return tuple(zip(visit.arrivals, prices, strict=True))


def _walk(terms: ShiftTerms, leaves: int, stages: list[Stage]) -> set[State]:
    """Return every moment at which the route can end, with the breaks then taken inside it."""
    states = {(leaves, 0, 0)}
    for number, (way, spans, stay) in enumerate(stages):
        may_wait = number < len(stages) - 1  # a route ends on reaching its end
        arrivals = _on_the_way(terms, states, way, may_wait=may_wait)
        states = {
            (now + stay, mask, lost + price)
            for now, mask, lost in arrivals
            for (opening, closing), price in spans
            if opening <= now <= closing
        }
    return states


def _on_the_way(terms: ShiftTerms, states: set[State], way: int, *, may_wait: bool) -> set[State]:
    """Go a step, wait a step, or take a whole break, in every way there is."""
    open_ends = [(*state, way) for state in states]
    seen = set(open_ends)
    while open_ends:
        now, mask, lost, rest_of_way = open_ends.pop()
        steps = [(now + UNIT, mask, lost, rest_of_way - UNIT)] if rest_of_way else []
        steps += [(now + UNIT, mask, lost, rest_of_way)] if may_wait else []
        steps += [
            (now + rest.duration, mask | 1 << n, lost, rest_of_way)
            for n, rest in enumerate(terms.breaks)
            if not mask >> n & 1 and rest.earliest <= now <= rest.latest - rest.duration
        ]
        fresh = {step for step in steps if step[0] <= terms.closing} - seen
        seen |= fresh
        open_ends += fresh
    return {(now, mask, lost) for now, mask, lost, rest_of_way in seen if rest_of_way == 0}


def _others_fit_outside(terms: ShiftTerms, leaves: int, end: State) -> bool:
    ends, mask, _ = end
    return all(
        mask >> n & 1
        or rest.earliest + rest.duration <= leaves
        or ends <= rest.latest - rest.duration
        for n, rest in enumerate(terms.breaks)
    )


def _price(terms: ShiftTerms, leaves: int, end: State) -> int:
    pay, (ends, mask, lost) = terms.pay, end
    inside = (rest for n, rest in enumerate(terms.breaks) if mask >> n & 1 and not rest.paid)
    worked = ends - leaves - sum(rest.duration for rest in inside)
    if pay.whole_shift is not None:
        worked = pay.whole_shift
    return lost + pay.fixed + pay.per_second * max(worked, pay.minimum) + _premiums(pay, worked)


def _premiums(pay: PayTerms, worked: int) -> int:
    return sum(premium * max(0, worked - beyond) for beyond, premium in pay.tiers)


def _price_of_way(statement: Statement, shift: int, order: tuple[int, ...]) -> int:
    terms = statement.shifts[shift]
    visits = [statement.visits[number] for number in order]
    spots = [terms.start, *(visit.location for visit in visits)]
    spots += [] if terms.end is None else [terms.end]
    metres = statement.metres[terms.profile]
    distance = sum(metres[spots[n]][spots[n + 1]] for n in range(len(spots) - 1))
    preferences = sum(visit.shift_prices[shift] for visit in visits if visit.shift_prices)
    return terms.pay.per_metre * distance + terms.pay.per_visit * len(visits) + preferences
