"""Who is visited in which order by which shift, and what moves make of it."""

from collections.abc import Mapping

from visitplan.domain.day import HandRoute
from visitplan.domain.plan import Plan
from visitplan.domain.value import Id

Orders = Mapping[Id, tuple[Id, ...]]
"""The case ids of each used shift, by shift id."""


def orders_in(plan: Plan) -> dict[Id, tuple[Id, ...]]:
    """Return the orders of a plan's routes."""
    return {route.shift_id: tuple(stop.case_id for stop in route.stops) for route in plan.routes}


def taken_off(orders: Orders, case_id: Id) -> dict[Id, tuple[Id, ...]]:
    """Return the orders without a case; a shift that is left with nobody is not used."""
    rest = {
        shift_id: tuple(each for each in cases if each != case_id)
        for shift_id, cases in orders.items()
    }
    return {shift_id: cases for shift_id, cases in rest.items() if cases}


def put_in(orders: Orders, case_id: Id, shift_id: Id, position: int) -> dict[Id, tuple[Id, ...]]:
    """Return the orders with a case at a place of a route, at its end at the farthest."""
    cases = orders.get(shift_id, ())
    return {**orders, shift_id: (*cases[:position], case_id, *cases[position:])}


def hand_route(shift_id: Id, cases: tuple[Id, ...]) -> HandRoute:
    """Return a route to be timed anew."""
    return HandRoute(shift_id=shift_id, case_ids=cases)
