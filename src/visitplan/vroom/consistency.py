"""Does the problem contradict itself? Ids, windows, amounts and given routes."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise

from visitplan.vroom.complaints import Complaints
from visitplan.vroom.problem import Amount, Problem, Step, Vehicle, Window


def check_consistency(problem: Problem, complaints: Complaints) -> None:
    """Note every contradiction by its JSON path."""
    for name, parts in (("jobs", problem.jobs), ("vehicles", problem.vehicles)):
        if not parts:
            complaints.inconsistent(name, "is empty", "give one at least")
        _unique([part.id for part in parts], name, complaints)
    for number, job in enumerate(problem.jobs):
        _apart(job.time_windows or (), f"jobs[{number}].time_windows", complaints)
    for number, vehicle in enumerate(problem.vehicles):
        _check_vehicle(vehicle, f"vehicles[{number}]", complaints)
    _one_size(problem, complaints)
    _known_steps(problem, complaints)
    if problem.shipments:
        complaints.unsupported("shipments", "are not supported", "state visits as jobs")


def _unique(ids: Sequence[int], path: str, complaints: Complaints) -> None:
    for number, _ in _repeated(ids):
        complaints.inconsistent(f"{path}[{number}].id", "is there twice", "number them apart")


def _repeated(items: Iterable[Hashable]) -> Iterator[tuple[int, Hashable]]:
    seen = set()
    for number, item in enumerate(items):
        if item in seen:
            yield number, item
        seen.add(item)


def _check_vehicle(vehicle: Vehicle, path: str, complaints: Complaints) -> None:
    if vehicle.time_window:
        _forward(vehicle.time_window, f"{path}.time_window", complaints)
    _unique([rest.id for rest in vehicle.breaks], f"{path}.breaks", complaints)
    for number, rest in enumerate(vehicle.breaks):
        _apart(rest.time_windows or (), f"{path}.breaks[{number}].time_windows", complaints)


def _forward(window: Window, path: str, complaints: Complaints) -> None:
    if window[0] > window[1]:
        complaints.inconsistent(path, "ends before it begins", "write [start, end]")


def _apart(windows: Sequence[Window], path: str, complaints: Complaints) -> None:
    for number, window in enumerate(windows):
        _forward(window, f"{path}[{number}]", complaints)
    if any(later[0] <= earlier[1] for earlier, later in pairwise(sorted(windows))):
        complaints.inconsistent(path, "overlap", "merge them")


def _one_size(problem: Problem, complaints: Complaints) -> None:
    """Note every amount that has not as many components as the first vehicle's capacity."""
    size = len(problem.vehicles[0].capacity or ()) if problem.vehicles else 0
    for path, amount in _amounts(problem):
        if amount is not None and len(amount) != size:
            complaints.inconsistent(
                path, f"has {len(amount)} components where {size} are expected", "give all of them"
            )


def _amounts(problem: Problem) -> Iterator[tuple[str, Amount | None]]:
    for number, vehicle in enumerate(problem.vehicles):
        yield f"vehicles[{number}].capacity", vehicle.capacity
        for rank, rest in enumerate(vehicle.breaks):
            yield f"vehicles[{number}].breaks[{rank}].max_load", rest.max_load
    for number, job in enumerate(problem.jobs):
        yield f"jobs[{number}].delivery", job.delivered
        yield f"jobs[{number}].pickup", job.pickup


def _known_steps(problem: Problem, complaints: Complaints) -> None:
    jobs = {job.id for job in problem.jobs}
    planned: set[int] = set()
    for number, vehicle in enumerate(problem.vehicles):
        rests = {rest.id for rest in vehicle.breaks}
        for rank, step in enumerate(vehicle.steps):
            path = f"vehicles[{number}].steps[{rank}]"
            _known(step, jobs if step.type == "job" else rests, path, complaints)
            if step.type == "job" and step.id in planned:
                complaints.inconsistent(f"{path}.id", "is a job that stood before", "plan it once")
            if step.type == "job" and step.id is not None:
                planned.add(step.id)
        _breaks_once(vehicle, f"vehicles[{number}].steps", complaints)
        _ends_outside(vehicle, f"vehicles[{number}].steps", complaints)


def _known(step: Step, ids: set[int], path: str, complaints: Complaints) -> None:
    if step.type in {"pickup", "delivery"}:
        complaints.unsupported(f"{path}.type", "belongs to a shipment", "state visits as jobs")
    elif step.type in {"job", "break"} and step.id not in ids:
        complaints.inconsistent(f"{path}.id", f"is no {step.type} that exists here", "correct it")


def _breaks_once(vehicle: Vehicle, path: str, complaints: Complaints) -> None:
    taken = [step.id if step.type == "break" else -rank for rank, step in enumerate(vehicle.steps)]
    for rank, _ in _repeated(taken):
        if vehicle.steps[rank].type == "break":
            complaints.inconsistent(f"{path}[{rank}].id", "is a break taken twice", "take it once")


def _ends_outside(vehicle: Vehicle, path: str, complaints: Complaints) -> None:
    last = len(vehicle.steps) - 1
    for rank, step in enumerate(vehicle.steps):
        misplaced = (step.type == "start" and rank > 0) or (step.type == "end" and rank < last)
        if misplaced:
            complaints.inconsistent(
                f"{path}[{rank}].type", f"{step.type} stands inside", "begin and end with them"
            )
