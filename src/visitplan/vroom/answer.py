"""The answer as VROOM writes it."""

from collections.abc import Iterable, Sequence
from typing import Any

from visitplan.vroom.prices import HUNDREDTHS, Network
from visitplan.vroom.problem import Amount, Break, Coordinates, Job
from visitplan.vroom.routes import Route, Told
from visitplan.vroom.violations import Violation, summed

Written = dict[str, Any]


def answer_of(network: Network, routes: Sequence[Route]) -> Written:
    """Return the whole answer, ready to be written as JSON; all times are whole seconds."""
    planned = {job.id for route in routes for job in _jobs(route)}
    unassigned = [_left_out(network, job) for job in network.problem.jobs if job.id not in planned]
    written = [_route(network, route) for route in routes]
    summary = {
        "cost": sum(route.cost for route in routes),
        "routes": len(routes),
        "unassigned": len(unassigned),
        **_totals(network, routes),
        "violations": _violations(summed(each for route in routes for each in route.broken)),
    }
    return {"code": 0, "summary": summary, "unassigned": unassigned, "routes": written}


def _jobs(route: Route) -> list[Job]:
    return [told.stage.part for told in route.told if isinstance(told.stage.part, Job)]


def _left_out(network: Network, job: Job) -> Written:
    return {
        "id": job.id,
        "type": "job",
        **_described(job.description),
        **_place(network, job.location, job.location_index),
    }


def _described(description: str | None) -> Written:
    return {"description": description} if description else {}


def _place(network: Network, location: Coordinates | None, row: int | None) -> Written:
    """Return a place as the problem named it."""
    named: Written = {} if location is None else {"location": list(location)}
    return named | {"location_index": row} if network.places.indexed else named


def _route(network: Network, route: Route) -> Written:
    return {
        "vehicle": route.vehicle.id,
        "cost": route.cost,
        **_described(route.vehicle.description),
        **_totals(network, [route]),
        "steps": [_step(network, route, told) for told in route.told],
        "violations": _violations(route.broken),
    }


def _totals(network: Network, routes: Sequence[Route]) -> Written:
    """Return the sums over routes; distances and amounts only where there are any."""
    told = [each for route in routes for each in route.told]
    last = [route.told[-1].reached for route in routes]
    jobs = [job for route in routes for job in _jobs(route)]
    totals: Written = {
        "setup": sum(each.stage.setup for each in told) // HUNDREDTHS,
        "service": sum(each.stage.service for each in told) // HUNDREDTHS,
        "duration": sum(reached.travel for reached in last),
        "waiting_time": sum(each.waiting for each in told),
        "priority": sum(job.priority for job in jobs),
    }
    size = len(network.problem.vehicles[0].capacity or ())
    if size:
        totals["delivery"] = totals["amount"] = _added((job.delivered for job in jobs), size)
        totals["pickup"] = _added((job.pickup for job in jobs), size)
    if _has_distances(network):
        totals["distance"] = sum(reached.metres for reached in last)
    return totals


def _has_distances(network: Network) -> bool:
    return all(ways.metres is not None for ways in network.ways)


def _added(amounts: Iterable[Amount | None], size: int) -> list[int]:
    rows = [amount or (0,) * size for amount in amounts]
    return [sum(column) for column in zip(*rows, strict=True)] or [0] * size


def _step(network: Network, route: Route, told: Told) -> Written:
    step, part, reached = told.stage.step, told.stage.part, told.reached
    written: Written = {"type": step.type}
    if part is not None:
        written |= {**_described(part.description), "id": part.id}
    if not isinstance(part, Break):
        written |= _step_place(network, route, told)
    if isinstance(part, Job):
        written["job"] = part.id
    written |= {
        "setup": told.stage.setup // HUNDREDTHS,
        "service": told.stage.service // HUNDREDTHS,
        "waiting_time": told.waiting,
        "arrival": told.arrival,
        "duration": reached.travel,
        "violations": _violations(told.broken),
    }
    if reached.load:
        written["load"] = list(reached.load)
    if _has_distances(network):
        written["distance"] = reached.metres
    return written


def _step_place(network: Network, route: Route, told: Told) -> Written:
    """Return where a step is; an open start is at the first job, an open end at the last."""
    part, vehicle, jobs = told.stage.part, route.vehicle, _jobs(route)
    if isinstance(part, Job):
        return _place(network, part.location, part.location_index)
    if told.stage.step.type == "start":
        place = vehicle.start, vehicle.start_index
        return _place(network, *(place if _is_named(place) else _of_job(jobs[0])))
    place = vehicle.end, vehicle.end_index
    return _place(network, *(place if _is_named(place) else _of_job(jobs[-1])))


def _is_named(place: tuple[Coordinates | None, int | None]) -> bool:
    return place != (None, None)


def _of_job(job: Job) -> tuple[Coordinates | None, int | None]:
    return job.location, job.location_index


def _violations(violations: Iterable[Violation]) -> list[Written]:
    return [
        {"cause": cause, "duration": duration} if duration else {"cause": cause}
        for cause, duration in violations
    ]
