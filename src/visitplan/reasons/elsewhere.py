"""Why this agent at this time: the same visit on any other shift, or elsewhere on its own."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.explanation.attempt import attempts
from visitplan.explanation.failed import checked
from visitplan.explanation.told import Alternative, Checked
from visitplan.reasons.bench import Bench
from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import Placement, cheapest_insertion, keeps_orders, placed
from visitplan.routing.price import price_of_route
from visitplan.routing.statement import TimedRoute
from visitplan.routing.timetable import timetable


class _Seat(NamedTuple):
    """A planned visit by number: its shift, its place there, and all routes without it."""

    visit: int
    shift: int
    position: int
    gaps: Gaps
    saved: int


def alternatives(bench: Bench, case_id: str) -> tuple[Alternative, ...]:
    """Return every other place for a planned visit, the cheapest of each shift, cheapest first.

    Of a visit that is made or under way there is none.

    The visit is taken out of its route and priced into every shift as exactly as the plan is. On
    its own shift the cheapest other place is told, if there is one. Shifts that cannot serve it
    follow, by id, each with the reason.
    """
    seat = _seat(bench, case_id) if case_id in bench.footing.to_come else None
    if seat is None:
        return ()
    reasons = {each.shift_id: each for each in _alone(bench, case_id)}
    every = range(len(bench.stated.shifts))
    found = [each for shift in every for each in _on(bench, seat, shift, reasons)]
    return tuple(sorted(found, key=_dearness))


def _dearness(each: Alternative) -> tuple[bool, int, str]:
    return each.difference is None, each.difference or 0, each.shift_id


def _seat(bench: Bench, case_id: str) -> _Seat | None:
    visit = bench.numbers[case_id]
    for shift, route in bench.routes.items():
        if visit in route.visits:
            position = route.visits.index(visit)
            rest = tuple(each for each in route.visits if each != visit)
            gaps, saved = _without(bench, route, rest)
            return _Seat(visit, shift, position, gaps, saved)
    return None


def _without(bench: Bench, route: TimedRoute, rest: tuple[int, ...]) -> tuple[Gaps, int]:
    """Return all gaps once a visit is gone from a route, and what its route then costs less."""
    statement, routes = bench.stated.statement, dict(bench.routes)
    del routes[route.shift]
    shorter = timetable(statement, route.shift, rest) if rest else None
    if shorter:
        routes[route.shift] = shorter
    left = price_of_route(statement, shorter) if shorter else 0
    return Gaps(statement, routes), price_of_route(statement, route) - left


def _on(
    bench: Bench, seat: _Seat, shift: int, reasons: Mapping[str, Checked]
) -> Iterator[Alternative]:
    own = shift == seat.shift
    place = (
        _elsewhere_on_its_own(seat, bench.laid.fixed)
        if own
        else cheapest_insertion(seat.gaps, seat.visit, shifts={shift})
    )
    shift_id = bench.stated.shifts[shift].id
    if place:
        yield _priced(bench, seat, place)
    elif not own:
        reason = _why_not(bench, reasons[shift_id])
        yield Alternative(shift_id=shift_id, reason=reason)


def _elsewhere_on_its_own(seat: _Seat, fixed: frozenset[int]) -> Placement | None:
    route = seat.gaps.routes.get(seat.shift)
    order = route.visits if route else ()
    places = (
        placed(seat.gaps, seat.shift, changed)
        for position in range(len(fixed & {*order[:1]}), len(order) + 1)
        if position != seat.position
        for changed in [(*order[:position], seat.visit, *order[position:])]
        if keeps_orders(seat.gaps.statement, {seat.shift: changed})
    )
    return min((each for each in places if each), key=lambda each: each.extra, default=None)


def _priced(bench: Bench, seat: _Seat, place: Placement) -> Alternative:
    position = place.route.visits.index(seat.visit)
    return Alternative(
        shift_id=bench.stated.shifts[place.route.shift].id,
        position=_made(bench, place.route) + position + 1,
        arrival=bench.stated.horizon.moment(place.route.arrivals[position]),
        difference=round((place.extra - seat.saved) / TICKS_PER_MINOR_UNIT),
    )


def _made(bench: Bench, route: TimedRoute) -> int:
    """Return how many stops of the whole route are made, but for the one that stands for all."""
    shift_id, fixed = bench.stated.shifts[route.shift].id, bench.laid.fixed & {*route.visits}
    stops = [s for r in bench.plan.routes if r.shift_id == shift_id for s in r.stops]
    return sum(stop.case_id not in bench.footing.to_come for stop in stops) - len(fixed)


def _why_not(bench: Bench, alone: Checked) -> str:
    if alone.rule is not None:
        return alone.words
    number = bench.shift_numbers[alone.shift_id]
    if bench.gaps().may_use(number):
        return "has no room for it beside its other visits"
    return "is not worked, since one of its crew is on another shift"


def _alone(bench: Bench, case_id: str) -> tuple[Checked, ...]:
    everybody = attempts(bench.visits[case_id], bench.left, bench.matrices)
    return checked(everybody, bench.cases[case_id], bench.left)
