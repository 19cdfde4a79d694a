"""Given routes, timed and checked: nothing is decided but when each step begins."""

from visitplan.vroom.clock import begins_of
from visitplan.vroom.complaints import Complaints
from visitplan.vroom.prices import Network
from visitplan.vroom.problem import Step
from visitplan.vroom.routes import Price, Route, price_given, route_of
from visitplan.vroom.sequence import NoWay, stages_of


def given_routes(network: Network, complaints: Complaints) -> tuple[Route, ...]:
    """Return the route of every vehicle with ``steps`` that hold a job or a break.

    Raises InputError where no way leads from a step to the next, and where ``service_at`` and
    its like cannot be kept.
    """
    routes = [
        _given(network, number, complaints)
        for number, vehicle in enumerate(network.problem.vehicles)
        if any(step.type == "job" for step in vehicle.steps)
    ]
    complaints.raise_errors()
    return tuple(route for route in routes if route)


def _given(network: Network, number: int, complaints: Complaints) -> Route | None:
    vehicle, path = network.problem.vehicles[number], f"vehicles[{number}].steps"
    found = route_along(network, number, vehicle.steps, price_given(network, number))
    if isinstance(found, NoWay):
        shift = 0 if vehicle.steps[0].type == "start" else 1
        spot = min(found.step - shift, len(vehicle.steps) - 1)
        complaints.inconsistent(
            f"{path}[{spot}]", "cannot be reached from the step before", "see the matrices"
        )
        return None
    if found is None:
        complaints.inconsistent(
            path, "cannot keep its service_at, service_after and service_before", "loosen them"
        )
    return found


def route_along(
    network: Network, number: int, steps: tuple[Step, ...], price: Price
) -> Route | NoWay | None:
    """Return a vehicle's route along these steps; None where hard bounds cannot be kept."""
    stages = stages_of(network, number, steps)
    if isinstance(stages, NoWay):
        return stages
    begins = begins_of(stages)
    if begins is None:
        return None
    return route_of(network.problem.vehicles[number], stages, begins, price)
