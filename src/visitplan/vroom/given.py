"""Routes that a problem gives as ``steps``: where a search begins, as far as they fit."""

from collections.abc import Sequence

from visitplan.routing.timetable import timetable
from visitplan.vroom.complaints import Complaints
from visitplan.vroom.prices import Network
from visitplan.vroom.stating import Stated

Orders = tuple[tuple[int, ...], ...]
"""The jobs of each vehicle in order, by number."""


def given_orders(network: Network) -> Orders:
    """Return the jobs of each vehicle's ``steps``."""
    numbers = {job.id: number for number, job in enumerate(network.problem.jobs)}
    return tuple(
        tuple(numbers[step.id or 0] for step in vehicle.steps if step.type == "job")
        for vehicle in network.problem.vehicles
    )


def tell_misfits(stated: Stated, orders: Orders, complaints: Complaints) -> None:
    """Note each given route that is not feasible as it is; what of it fits is begun with."""
    for number, order in enumerate(orders):
        if order and not _fits(stated, number, order):
            complaints.ignored(
                f"vehicles[{number}].steps",
                "break a rule as they are, so only what fits is where the search begins",
                "use -c to see what they break",
            )


def _fits(stated: Stated, shift: int, order: Sequence[int]) -> bool:
    statement, visits = stated.statement, stated.visits(order)
    maximum = statement.shifts[shift].maximum
    allowed = all(shift in statement.visits[visit].shifts for visit in visits)
    few = maximum is None or len(visits) <= maximum
    complete = len(visits) == len(order)
    return complete and allowed and few and timetable(statement, shift, visits) is not None
