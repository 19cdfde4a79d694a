"""How long a job keeps a vehicle, in terms that our statement has.

VROOM's windows bound the moment at which setup begins, and there is no setup where the vehicle
already is. Ours lets setup pass before the arrival, inside the way. Where nothing else happens
at a place, setup is simply part of the stay. Where several jobs share a place, it is stated as
our setup, with windows as much narrower; where even that cannot be, as part of every stay. Both
keep all promises and may cost a plan that would just have fitted.
"""

from collections import Counter
from typing import NamedTuple

from visitplan.vroom.complaints import Complaints
from visitplan.vroom.horizon import Horizon, Span
from visitplan.vroom.prices import HUNDREDTHS, Network
from visitplan.vroom.problem import Job, Vehicle

REMEDY = "nothing needs to be done; the plan keeps every window"


class Stay(NamedTuple):
    """A job's times in hundredths; ``longer`` is what a type of vehicle needs beyond."""

    begins: tuple[Span, ...]
    setup: int
    service: int
    longer: dict[str | None, int]


def stays_of(network: Network, horizon: Horizon, complaints: Complaints) -> tuple[Stay, ...]:
    """Return each job's stay, and note those that are stated more strictly than VROOM would."""
    places = network.places
    visitors = Counter(places.jobs) + Counter(set(places.starts) - {None})
    return tuple(
        _stay(network, number, horizon.begins(job), (visitors[places.jobs[number]] > 1, complaints))
        for number, job in enumerate(network.problem.jobs)
    )


def _stay(
    network: Network, number: int, begins: tuple[Span, ...], told: tuple[bool, Complaints]
) -> Stay:
    shared, complaints = told
    job = network.problem.jobs[number]
    vehicles = [v for v in network.problem.vehicles if job.skills <= v.skills]
    if shared and _can_narrow(job, vehicles, begins):
        return _narrowed(job, number, vehicles, begins, complaints)
    whole = {v.type: (job.setup_by(v.type) + job.service_by(v.type)) for v in vehicles}
    if shared and any(job.setup_by(kind) for kind in whole):
        _tell(number, "setup", "is counted at each job of a shared place", complaints)
    return _by_type(number, begins, whole, vehicles, complaints)


def _can_narrow(job: Job, vehicles: list[Vehicle], begins: tuple[Span, ...]) -> bool:
    """Tell whether setup can be stated as ours: alike for all, unbroken, inside each window."""
    times = {(job.setup_by(v.type), job.service_by(v.type)) for v in vehicles}
    if len(times) != 1 or any(vehicle.breaks for vehicle in vehicles):
        return False
    setup = next(iter(times))[0] * HUNDREDTHS
    return bool(setup) and (
        job.time_windows is None or all(closing - opening >= setup for opening, closing in begins)
    )


def _narrowed(
    job: Job,
    number: int,
    vehicles: list[Vehicle],
    begins: tuple[Span, ...],
    complaints: Complaints,
) -> Stay:
    kind = vehicles[0].type
    setup, service = job.setup_by(kind) * HUNDREDTHS, job.service_by(kind) * HUNDREDTHS
    if job.time_windows is None:
        return Stay(begins, setup, service, {})
    _tell(number, "time_windows", "are kept narrower by the setup at a shared place", complaints)
    return Stay(tuple((a + setup, b) for a, b in begins), setup, service, {})


def _by_type(
    number: int,
    begins: tuple[Span, ...],
    whole: dict[str | None, int],
    vehicles: list[Vehicle],
    complaints: Complaints,
) -> Stay:
    """State the shortest stay, and what other types need beyond as part of the way on."""
    shortest, longest = min(whole.values(), default=0), max(whole.values(), default=0)
    if shortest < longest and any(vehicle.breaks for vehicle in vehicles):
        _tell(number, "service_per_type", "counts at its longest, since breaks are", complaints)
        shortest = longest
    longer = {kind: (time - shortest) * HUNDREDTHS for kind, time in whole.items()}
    longer = {kind: more for kind, more in longer.items() if more > 0}
    return Stay(begins, 0, shortest * HUNDREDTHS, longer)


def _tell(number: int, name: str, problem: str, complaints: Complaints) -> None:
    complaints.cautious(f"jobs[{number}].{name}", problem, REMEDY)
