"""Random statements on which it matters when somebody travels, and their exact answers.

Nothing of the exact answers is shared with the code under test but the statement itself.
"""

from collections.abc import Iterator
from itertools import permutations

from hypothesis import strategies as st

from strategies import Size, statements, tables
from visitplan.domain.travel import UNREACHABLE
from visitplan.routing.statement import Pace, PayTerms, ShiftTerms, Statement

MOST_HOURS = 4


@st.composite
def hourly_statements(draw: st.DrawFn, size: Size) -> Statement:
    """A statement with two to four hours of two or three paces, now and then without a way."""
    statement = uncapped(draw(statements(size).filter(lambda s: s.visits and s.shifts)))
    locations = len(statement.seconds[0])
    others = tuple(
        Pace(
            seconds=(draw(tables(locations, [0, 1, 1, 2, 3, 5, UNREACHABLE], size.unit)),),
            metres=(draw(tables(locations, [0, 1, 5, 9], 777)),),
        )
        for _ in range(draw(st.integers(1, 2)))
    )
    begins = draw(st.sets(st.integers(1, size.horizon), min_size=1, max_size=MOST_HOURS - 1))
    pace = st.integers(0, len(others))
    hours = [(0, draw(pace)), *((at * size.unit, draw(pace)) for at in sorted(begins))]
    return statement.model_copy(update={"others": others, "hours": tuple(hours)})


def uncapped(statement: Statement) -> Statement:
    """Return the statement without what ties routes together, or prices arrivals."""
    free = (visit.model_copy(update={"arrival_prices": ()}) for visit in statement.visits)
    return statement.model_copy(update={"visits": tuple(free), "caps": ()})


def cheapest_by_hour(statement: Statement, shift: int, order: tuple[int, ...]) -> int | None:
    """Return the least price in ticks of an order without breaks, every departure tried."""
    terms = statement.shifts[shift]
    if terms.maximum is not None and len(order) > terms.maximum:
        return None
    worked = (_walked(statement, terms, order, at) for at in _seconds(terms))
    prices = [_price(terms, span, metres) for found in worked if found for span, metres in [found]]
    preferences = sum(statement.visits[visit].price_on(shift) for visit in order)
    return min(prices) + len(order) * terms.pay.per_visit + preferences if prices else None


def cheapest_day_by_hour(statement: Statement) -> int:
    """Return the least objective of a day of one shift without breaks, every order tried."""
    able = [number for number, visit in enumerate(statement.visits) if 0 in visit.shifts]
    penalties = sum(visit.penalty for visit in statement.visits)
    orders = (order for size in range(1, len(able) + 1) for order in permutations(able, size))
    kept = (order for order in orders if _is_kept(statement, order))
    prices = ((order, cheapest_by_hour(statement, 0, order)) for order in kept)
    changes = (
        price - sum(statement.visits[visit].penalty for visit in order)
        for order, price in prices
        if price is not None
    )
    return penalties + min(0, min(changes, default=0))


def _is_kept(statement: Statement, order: tuple[int, ...]) -> bool:
    """Say whether the pinned orders are kept."""
    return all(
        order.index(early) < order.index(late)
        for late in order
        for early in statement.visits[late].after
        if early in order
    )


def _seconds(terms: ShiftTerms) -> Iterator[int]:
    """Every departure on a grid that holds all times of the statement, and a second before each."""
    for at in range(terms.opening, terms.closing + 1, 300):
        yield from {max(terms.opening, at - 1), at}


def _walked(
    statement: Statement, terms: ShiftTerms, order: tuple[int, ...], leaves: int
) -> tuple[int, int] | None:
    now, here, metres = leaves, terms.start, 0
    for number in order:
        visit = statement.visits[number]
        went = _goes(statement, terms, now, here, visit.location)
        if went is None:
            return None
        reached = went[0] + (visit.setup if here != visit.location else 0)
        now = min((max(reached, a) for a, b in visit.arrivals if reached <= b), default=-1)
        if now < 0:
            return None
        now, here, metres = now + visit.service, visit.location, metres + went[1]
    if terms.end is not None:
        went = _goes(statement, terms, now, here, terms.end)
        if went is None:
            return None
        now, metres = went[0], metres + went[1]
    return (now - leaves, metres) if now <= terms.closing else None


def _goes(
    statement: Statement, terms: ShiftTerms, now: int, here: int, there: int
) -> tuple[int, int] | None:
    """Return arrival and metres: at once, or from the beginning of any later hours on."""
    found = []
    for number, (begins, pace) in enumerate(statement.hours):
        over = number + 1 < len(statement.hours) and statement.hours[number + 1][0] <= now
        tables = statement.paces[pace]
        seconds = tables.seconds[terms.profile][here][there]
        if not over and seconds != UNREACHABLE:
            arrival = max(now, begins) + seconds
            found.append((arrival, begins, tables.metres[terms.profile][here][there]))
    return (min(found)[0], min(found)[2]) if found else None


def _price(terms: ShiftTerms, span: int, metres: int) -> int:
    pay: PayTerms = terms.pay
    worked = span if pay.whole_shift is None else pay.whole_shift
    premiums = sum(premium * max(0, worked - beyond) for beyond, premium in pay.tiers)
    wage = pay.per_second * (worked if pay.whole_shift is not None else max(worked, pay.minimum))
    return pay.fixed + wage + premiums + metres * pay.per_metre
