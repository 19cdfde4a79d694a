"""From an answer in whole numbers back to the routes of the day."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Cost, Insertion, Route, Stop, TakenBreak
from visitplan.domain.travel import Leg
from visitplan.domain.visit import Visit
from visitplan.routing.capping import full_caps
from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import Placement, cheapest_insertion, cheapest_swap
from visitplan.routing.statement import Answer, TimedRoute
from visitplan.routing.stating import Stated
from visitplan.routing.ways import legs_of


def routes_of(stated: Stated, answer: Answer, day: Day) -> tuple[Route, ...]:
    """Return the day's routes, sorted by shift, not yet priced (cost and paid time are 0)."""
    return tuple(_route(stated, timed, day) for timed in answer.routes)


def left_out(stated: Stated, answer: Answer) -> tuple[Visit, ...]:
    """Return the visits that are on no route."""
    planned = {number for route in answer.routes for number in route.visits}
    hopeful = (visit for number, visit in enumerate(stated.visits) if number not in planned)
    return (*hopeful, *stated.hopeless)


def insertions(stated: Stated, answer: Answer) -> dict[str, Insertion]:
    """Return, by case id, how each hopeful visit that was left out would fit after all."""
    gaps = Gaps(stated.statement, {route.shift: route for route in answer.routes})
    planned = {number for route in answer.routes for number in route.visits}
    out = [number for number in range(len(stated.visits)) if number not in planned]
    found = ((stated.visits[number].case_id, _insertion(stated, gaps, number)) for number in out)
    return {case_id: insertion for case_id, insertion in found if insertion}


def _insertion(stated: Stated, gaps: Gaps, number: int) -> Insertion | None:
    place = cheapest_insertion(gaps, number) or _beside_the_caps(stated, gaps, number)
    if place:
        return _at_extra_cost(stated, gaps, number, place)
    swap = cheapest_swap(gaps, number)
    if swap is None:
        return None
    return Insertion(
        case_id=stated.visits[number].case_id,
        shift_id=stated.shifts[swap.placement.route.shift].id,
        extra_cost=None,
        instead_of=(stated.visits[swap.instead_of].case_id,),
    )


def _beside_the_caps(stated: Stated, gaps: Gaps, number: int) -> Placement | None:
    """Return the cheapest place that a visit would have if no cap were full; None: caps or not."""
    if not gaps.full_for(number):
        return None
    free = stated.statement.model_copy(update={"caps": ()})
    return cheapest_insertion(Gaps(free, gaps.routes), number)


def _at_extra_cost(stated: Stated, gaps: Gaps, number: int, place: Placement) -> Insertion:
    full = full_caps(stated.statement, gaps.orders, number)
    contact = stated.contact_value if stated.statement.visits[number].arrival_prices else 0
    here = (cap for cap in full if place.route.shift in stated.statement.caps[cap].shifts)
    return Insertion(
        case_id=stated.visits[number].case_id,
        shift_id=stated.shifts[place.route.shift].id,
        extra_cost=max(0, -(-(place.extra - contact) // TICKS_PER_MINOR_UNIT)),
        full=tuple(stated.capped[cap] for cap in here),
    )


class _Gap(NamedTuple):
    """From one departure to the next arrival."""

    departure: int
    arrival: int


def _route(stated: Stated, timed: TimedRoute, day: Day) -> Route:
    terms, shift = stated.statement.shifts[timed.shift], stated.shifts[timed.shift]
    moment = stated.horizon.moment
    *legs, back = legs_of(stated.statement, timed)
    return Route(
        shift_id=shift.id,
        agent_id=shift.agent_id,
        partners=shift.crew[1:],
        mode=day.agent(shift.agent_id).mode,
        leaves=moment(timed.leaves),
        ends=moment(timed.ends),
        stops=tuple(_stops(stated, timed, legs)),
        breaks=tuple(
            TakenBreak(
                start=moment(start),
                end=moment(start + terms.breaks[number].duration),
                paid=terms.breaks[number].paid,
            )
            for number, start in timed.breaks
        ),
        return_seconds=back.seconds,
        return_metres=back.metres,
        paid_seconds=0,
        cost=Cost(),
    )


def _stops(stated: Stated, timed: TimedRoute, legs: Sequence[Leg]) -> Iterator[Stop]:
    moment, here = stated.horizon.moment, stated.statement.shifts[timed.shift].start
    departure = timed.leaves
    for number, arrival, leg in zip(timed.visits, timed.arrivals, legs, strict=True):
        visit = stated.statement.visits[number]
        setup = visit.setup if visit.location != here else 0
        resting = _resting(stated, timed, _Gap(departure, arrival))
        yield Stop(
            case_id=stated.visits[number].case_id,
            arrival=moment(arrival),
            departure=moment(arrival + visit.service),
            travel_seconds=leg.seconds,
            travel_metres=leg.metres,
            setup_seconds=setup,
            waiting_seconds=max(0, arrival - departure - leg.seconds - setup - resting),
        )
        here, departure = visit.location, arrival + visit.service


def _resting(stated: Stated, timed: TimedRoute, gap: _Gap) -> int:
    rests = stated.statement.shifts[timed.shift].breaks
    return sum(
        rests[number].duration
        for number, start in timed.breaks
        if gap.departure <= start < gap.arrival
    )
