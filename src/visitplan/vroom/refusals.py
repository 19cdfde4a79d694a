"""What of a problem our statement cannot say, by name; a bound that cannot bind is no trouble."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from visitplan.vroom.complaints import Complaints
from visitplan.vroom.prices import HUNDREDTHS, Network
from visitplan.vroom.problem import Amount, Break, Job, Vehicle
from visitplan.vroom.tables import Table
from visitplan.vroom.violations import exceeds

MOST_BREAKS = 6
LATER = "leave it out, or use -c to check given routes against it"


def refuse_what_cannot_be_stated(network: Network, complaints: Complaints) -> None:
    """Raise InputError naming every limit that could bind and cannot be kept while searching."""
    for number, vehicle in enumerate(network.problem.vehicles):
        path = f"vehicles[{number}]"
        jobs = [job for job in network.problem.jobs if job.skills <= vehicle.skills]
        if vehicle.costs.per_task_hour:
            complaints.unsupported(f"{path}.costs.per_task_hour", "is not supported", LATER)
        _refuse_limits(network, number, jobs, complaints)
        _refuse_loads(vehicle, jobs, path, complaints)
        _refuse_breaks(vehicle, path, complaints)
    complaints.raise_errors()


def _refuse_limits(
    network: Network, number: int, jobs: Sequence[Job], complaints: Complaints
) -> None:
    vehicle, ways = network.problem.vehicles[number], network.ways[number]
    legs = 1 + _most_tasks(vehicle, jobs)
    hours = vehicle.time_window
    travel = legs * _longest(ways.hundredths) // HUNDREDTHS
    longest = travel if hours is None else min(travel, hours[1] - hours[0])
    bounds = [("max_travel_time", vehicle.max_travel_time, longest)]
    if ways.metres is not None:
        bounds.append(("max_distance", vehicle.max_distance, legs * _longest(ways.metres)))
    for name, most, worst in bounds:
        if most is not None and worst > most:
            complaints.unsupported(
                f"vehicles[{number}].{name}", "is not supported while searching", LATER
            )


def _longest(table: Table) -> int:
    return int(table.max(initial=0))


def _most_tasks(vehicle: Vehicle, jobs: Sequence[Job]) -> int:
    return len(jobs) if vehicle.max_tasks is None else min(len(jobs), vehicle.max_tasks)


def _refuse_loads(vehicle: Vehicle, jobs: Sequence[Job], path: str, complaints: Complaints) -> None:
    """Compare with the heaviest load that any route of this vehicle could have."""
    worst = _heaviest(jobs, _most_tasks(vehicle, jobs))
    bounds = [(f"{path}.capacity", vehicle.capacity)]
    bounds += [(f"{path}.breaks[{n}].max_load", b.max_load) for n, b in enumerate(vehicle.breaks)]
    for spot, most in bounds:
        if exceeds(worst, most):
            complaints.unsupported(spot, "may bind: loads are not supported while searching", LATER)


def _heaviest(jobs: Iterable[Job], count: int) -> Amount:
    loads = [
        tuple(map(max, *_filled(job.delivered, job.pickup)))
        for job in jobs
        if job.delivered or job.pickup
    ]
    columns = zip(*loads, strict=True)
    return tuple(sum(sorted(column, reverse=True)[:count]) for column in columns)


def _filled(first: Amount | None, second: Amount | None) -> tuple[Amount, Amount]:
    none = (0,) * len(first or second or ())
    return first or none, second or none


def _refuse_breaks(vehicle: Vehicle, path: str, complaints: Complaints) -> None:
    if len(vehicle.breaks) > MOST_BREAKS:
        complaints.unsupported(f"{path}.breaks", f"are more than {MOST_BREAKS}", "take fewer")
    rests = sorted(enumerate(vehicle.breaks), key=lambda item: hours_of(item[1]))
    for number, rest in rests:
        if len(rest.time_windows or ()) > 1:
            complaints.unsupported(
                f"{path}.breaks[{number}].time_windows",
                "are several, which is not supported",
                "choose one",
            )
        if not rest.service:
            complaints.unsupported(
                f"{path}.breaks[{number}].service", "is no time at all", "leave the break out"
            )
    for (_, earlier), (number, later) in pairwise(rests):
        if hours_of(later)[0] < hours_of(earlier)[1]:
            complaints.unsupported(
                f"{path}.breaks[{number}].time_windows",
                "may coincide with another break's",
                "set them apart by the service of the earlier one",
            )


ALWAYS = 2**40


def hours_of(rest: Break) -> tuple[int, int]:
    """Return from when to when a break with one window may last, in seconds."""
    opening, closing = (rest.time_windows or ((0, ALWAYS),))[0]
    return opening, closing + rest.service
