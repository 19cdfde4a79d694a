"""Hours when people are at home, where that is worth the way: expected contacts in money."""

from collections.abc import Mapping
from typing import NamedTuple

from visitplan.domain.day import HandRoute
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.domain.start import Start
from visitplan.domain.value import Id
from visitplan.domain.window import TimeWindow
from visitplan.foresight.narrowing import Narrowing, narrowed
from visitplan.foresight.planner import Planner, as_start
from visitplan.planning.ground import Ground
from visitplan.planning.terms import PlannedDay
from visitplan.routing.beginning import orders_of
from visitplan.routing.better_hours import Hours, Routes, Worths, move_to_better_hours
from visitplan.routing.search.start import feasible_start
from visitplan.routing.stating import Stated
from visitplan.simulation.at_home import AtHome, home_by_case
from visitplan.simulation.contacts import expected_contacts

ROUNDS = 2


class Met(NamedTuple):
    """A plan, its narrower hours, and the contacts that may be expected of it."""

    planned: PlannedDay
    narrowing: Narrowing
    contacts: float


def with_contacts(planner: Planner, planned: PlannedDay, *, value: int, share: float) -> Met:
    """Return the plan whose expected contacts, at ``value`` minor units each, are worth most.

    That is beyond its cost. The given plan stands where none is better. Each round takes a part
    of the ``share`` of the day's effort.
    """
    homes = home_by_case(planner.ground.day)
    worths = _worths_of_a_visit(planner.ground, homes, value)
    best = Met(planned, Narrowing(worths=worths), expected_contacts(planned.plan, homes))
    for _ in range(ROUNDS):
        start, hours = _moved(planner, best, homes, value)
        narrowing = best.narrowing._replace(hours={**best.narrowing.hours, **hours})
        tried = planner.plan_on(best.planned, narrowing, share / ROUNDS, start)
        met = Met(tried, narrowing, expected_contacts(tried.plan, homes))
        best = max(best, met, key=lambda each: value * each.contacts - each.planned.plan.cost.total)
    return best


def _worths_of_a_visit(ground: Ground, homes: Mapping[Id, AtHome], value: int) -> dict[Id, int]:
    """Return what is lost with each visit that is left out: its contact at the best hours."""
    return {
        visit.case_id: round(value * max(chance for _, _, chance in homes[visit.case_id].spans()))
        for visit in ground.admission.visits
    }


def _moved(
    planner: Planner, met: Met, homes: Mapping[Id, AtHome], value: int
) -> tuple[Start, dict[Id, tuple[TimeWindow, ...]]]:
    """Return the routes after visits moved into better hours, and those hours."""
    stated = narrowed(planner.ground, met.narrowing).stated
    orders = orders_of(stated, as_start(met.planned.plan).routes)
    routes = {route.shift: route for route in feasible_start(stated.statement, orders)}
    worths = _worths(stated, homes, value)
    moved = move_to_better_hours(stated.statement, routes, worths)
    hours = {
        stated.visits[visit].case_id: tuple(_window(stated, visit, span) for span in spans)
        for visit, spans in moved.kept.items()
    }
    return _start(stated, moved.routes), hours


def _worths(stated: Stated, homes: Mapping[Id, AtHome], value: int) -> Worths:
    """Return what each hour is worth to each visit, in ticks."""
    ticks = value * TICKS_PER_MINOR_UNIT
    return {
        number: [
            Hours((begins, ends - 1), round(chance * ticks))
            for begins, ends, chance in homes[visit.case_id].spans()
        ]
        for number, visit in enumerate(stated.visits)
    }


def _window(stated: Stated, number: int, span: tuple[int, int]) -> TimeWindow:
    """Return the hours that hold every stay which begins in a span."""
    visit, moment = stated.visits[number], stated.horizon.moment
    stay = 0 if visit.bounds_start else visit.service_seconds
    return TimeWindow(opening=moment(span[0]), closing=moment(span[1] + stay))


def _start(stated: Stated, routes: Routes) -> Start:
    hand = (
        HandRoute(
            shift_id=stated.shifts[shift].id,
            case_ids=tuple(stated.visits[visit].case_id for visit in route.visits),
        )
        for shift, route in sorted(routes.items())
    )
    return Start(file="plan", routes=tuple(hand))
