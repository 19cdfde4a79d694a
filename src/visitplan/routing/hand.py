"""Routes made by hand, timed as they would be worked, lawful or not."""

from collections.abc import Iterator, Mapping, Sequence

from visitplan.domain.day import HandRoute
from visitplan.domain.way import FOREVER, leave_by
from visitplan.routing.hops import hops_of
from visitplan.routing.price import priced
from visitplan.routing.statement import Answer, ShiftTerms, Statement, TimedRoute
from visitplan.routing.stating import Stated
from visitplan.routing.timetable import timetable


def time_by_hand(stated: Stated, hand: Sequence[HandRoute]) -> Answer:
    """Return the hand-made routes with their times.

    Where every arrival was noted, the times are those. Otherwise the route gets its cheapest
    timetable, and where none keeps to the rules, one that is late as little as its order lets
    it be. Raises ValueError for a visit without a way to it.
    """
    timed = tuple(_timed(stated, route) for route in hand if route.case_ids)
    return priced(stated.statement, timed)


def seconds_late(stated: Stated, route: TimedRoute) -> int:
    """Return by how much stops are reached after their last hours, and the shift's end after its.

    All of it together, in seconds; 0 for a route that comes in time everywhere.
    """
    visits = stated.statement.visits
    late = (
        max(0, arrival - visits[visit].arrivals[-1][1])
        for visit, arrival in zip(route.visits, route.arrivals, strict=True)
    )
    return sum(late) + max(0, route.ends - stated.statement.shifts[route.shift].closing)


def _timed(stated: Stated, route: HandRoute) -> TimedRoute:
    shift, visits = _numbers(stated, route)
    if route.arrivals and None not in route.arrivals:
        arrivals = tuple(stated.horizon.seconds(at) for at in route.arrivals if at)
        return _as_noted(stated.statement, shift, visits, arrivals)
    for statement in _ever_more_lenient(stated.statement, shift, visits):
        if found := timetable(statement, shift, visits):
            return found
    raise ValueError("no way leads along the route")


def _numbers(stated: Stated, route: HandRoute) -> tuple[int, tuple[int, ...]]:
    """Return the shift and the visits of a route by their numbers in the statement."""
    numbers = {visit.case_id: number for number, visit in enumerate(stated.visits)}
    shift = [shift.id for shift in stated.shifts].index(route.shift_id)
    return shift, tuple(numbers[case_id] for case_id in route.case_ids)


def _ever_more_lenient(
    statement: Statement, shift: int, visits: tuple[int, ...]
) -> Iterator[Statement]:
    yield statement
    yield _lenient(statement, shift, visits, {})
    yield _lenient(statement, shift, visits, {"breaks": ()})


def _lenient(
    statement: Statement, shift: int, visits: tuple[int, ...], waived: Mapping[str, object]
) -> Statement:
    """Return the statement in which one route has open ends: it may be late, and run over.

    Only what the route uses is changed: whoever tries many places has no time for the rest.
    """
    late = statement.horizon + 7 * 86_400
    terms, own = list(statement.visits), statement.shifts[shift]
    for number in visits:
        *spans, last = terms[number].arrivals
        terms[number] = terms[number].model_copy(update={"arrivals": (*spans, (last[0], late))})
    shifts = list(statement.shifts)
    shifts[shift] = own.model_copy(update={"closing": late, **waived})
    return statement.model_copy(update={"visits": tuple(terms), "shifts": tuple(shifts)})


def _as_noted(
    statement: Statement, shift: int, visits: tuple[int, ...], arrivals: tuple[int, ...]
) -> TimedRoute:
    terms = statement.shifts[shift]
    hops = hops_of(statement, terms, visits)
    if hops is None:
        raise ValueError("no way leads along the route")
    leaves = leave_by(hops[0].ways, arrivals[0])
    departures = [at + hop.stay for at, hop in zip(arrivals, hops, strict=False)]
    reached = [hop.reached(left) for left, hop in zip(departures, hops[1:], strict=True)]
    if leaves is None or FOREVER in reached:
        raise ValueError("no way leads along the route")
    ways = [there - left for left, there in zip(departures, reached, strict=True)]
    return TimedRoute(
        shift=shift,
        visits=visits,
        arrivals=arrivals,
        leaves=leaves,
        ends=reached[-1],
        breaks=_breaks_between(terms, list(zip(departures, arrivals[1:], ways, strict=False))),
    )


def _breaks_between(
    terms: ShiftTerms, gaps: Sequence[tuple[int, int, int]]
) -> tuple[tuple[int, int], ...]:
    """Place each break in the first gap (departure, arrival, way) that has room for it."""
    taken: list[tuple[int, int]] = []
    used: set[int] = set()
    for number, rest in enumerate(terms.breaks):
        for gap, (departure, arrival, way) in enumerate(gaps):
            start = max(departure, rest.earliest)
            fits = start + rest.duration <= min(arrival, rest.latest)
            if gap not in used and fits and arrival - departure >= way + rest.duration:
                taken.append((number, start))
                used.add(gap)
                break
    return tuple(sorted(taken, key=lambda rest: rest[1]))
