"""One judge for everybody: orders of visits by shift, timed exactly, checked and priced."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visitplan.routing.price import price_of_route
from visitplan.routing.statement import Statement
from visitplan.routing.timetable import timetable

Orders = Sequence[Sequence[int]]


class Verdict(NamedTuple):
    """The cost in ticks (None with flaws), visits left out, used shifts, and what is wrong."""

    cost: int | None
    left_out: int
    used: int
    flaws: tuple[str, ...]


def judge(statement: Statement, orders: Orders) -> Verdict:
    """Return the verdict on one tuple of visits per shift, empty for an unused one."""
    flaws = list(_flaws(statement, orders))
    price = 0
    for shift, order in enumerate(orders):
        route = timetable(statement, shift, order) if order else None
        if route:
            price += price_of_route(statement, route)
        elif order:
            flaws.append(f"shift {shift} has no timetable")
    planned = {visit for order in orders for visit in order}
    out = [visit.penalty for number, visit in enumerate(statement.visits) if number not in planned]
    cost = None if flaws else price + sum(out)
    return Verdict(cost, len(out), sum(map(bool, orders)), tuple(flaws))


def _flaws(statement: Statement, orders: Orders) -> Iterator[str]:
    if len(orders) != len(statement.shifts):
        yield f"{len(orders)} orders for {len(statement.shifts)} shifts"
    times = Counter(visit for order in orders for visit in order)
    yield from (f"visit {visit} is planned {n} times" for visit, n in times.items() if n > 1)
    for shift, order in enumerate(orders):
        most = statement.shifts[shift].maximum
        if most is not None and len(order) > most:
            yield f"shift {shift} has more than {most} visits"
        for place, visit in enumerate(order):
            terms = statement.visits[visit]
            if shift not in terms.shifts:
                yield f"shift {shift} may not serve visit {visit}"
            if any(early in times and early not in order[:place] for early in terms.after):
                yield f"visit {visit} does not follow one that it should"
