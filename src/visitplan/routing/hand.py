"""Routes made by hand, timed as they would be worked, lawful or not."""

from collections.abc import Sequence

from visitplan.domain.day import HandRoute
from visitplan.routing.price import priced
from visitplan.routing.statement import Answer, ShiftTerms, Statement, TimedRoute
from visitplan.routing.stating import Stated
from visitplan.routing.timetable import hops_of, timetable


def time_by_hand(stated: Stated, hand: Sequence[HandRoute]) -> Answer:
    """Return the hand-made routes with their times.

    Where every arrival was noted, the times are those. Otherwise the route gets its cheapest
    timetable, and where none keeps to the rules, one that is late as little as its order lets
    it be. Raises ValueError for a visit without a way to it.
    """
    timed = tuple(_timed(stated, route) for route in hand if route.case_ids)
    return priced(stated.statement, timed)


def _timed(stated: Stated, route: HandRoute) -> TimedRoute:
    numbers = {visit.case_id: number for number, visit in enumerate(stated.visits)}
    shift = [shift.id for shift in stated.shifts].index(route.shift_id)
    visits = tuple(numbers[case_id] for case_id in route.case_ids)
    if route.arrivals and None not in route.arrivals:
        arrivals = tuple(stated.horizon.seconds(at) for at in route.arrivals if at)
        return _as_noted(stated.statement, shift, visits, arrivals)
    found = timetable(stated.statement, shift, visits) or timetable(
        _lenient(stated.statement, breaks_kept=True), shift, visits
    )
    found = found or timetable(_lenient(stated.statement, breaks_kept=False), shift, visits)
    if found is None:
        raise ValueError("no way leads along the route")
    return found


def _lenient(statement: Statement, *, breaks_kept: bool) -> Statement:
    """Return the statement with open ends: any stay may be late, any shift may run over."""
    late = statement.horizon + 7 * 86_400
    visits = tuple(
        visit.model_copy(update={"arrivals": (*visit.arrivals[:-1], (visit.arrivals[-1][0], late))})
        for visit in statement.visits
    )
    shifts = tuple(_open_ended(shift, late, breaks_kept=breaks_kept) for shift in statement.shifts)
    return statement.model_copy(update={"visits": visits, "shifts": shifts})


def _open_ended(shift: ShiftTerms, late: int, *, breaks_kept: bool) -> ShiftTerms:
    breaks = shift.breaks if breaks_kept else ()
    return shift.model_copy(update={"closing": late, "breaks": breaks})


def _as_noted(
    statement: Statement, shift: int, visits: tuple[int, ...], arrivals: tuple[int, ...]
) -> TimedRoute:
    terms = statement.shifts[shift]
    hops = hops_of(statement, terms, visits)
    if hops is None:
        raise ValueError("no way leads along the route")
    leaves = arrivals[0] - hops[0].way
    departures = [at + hop.stay for at, hop in zip(arrivals, hops, strict=False)]
    ways = [hop.way for hop in hops]
    return TimedRoute(
        shift=shift,
        visits=visits,
        arrivals=arrivals,
        leaves=leaves,
        ends=departures[-1] + hops[-1].way,
        breaks=_breaks_between(terms, list(zip(departures, arrivals[1:], ways[1:], strict=False))),
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
