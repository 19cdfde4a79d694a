"""A timed route in whole seconds: arrivals, waiting, cumulated travel, cost, violations."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from visitplan.vroom.prices import HUNDREDTHS, UNITS, Network, rounded
from visitplan.vroom.problem import Amount, Job, Vehicle
from visitplan.vroom.sequence import Stage, Way
from visitplan.vroom.violations import (
    Reached,
    Violation,
    missing_breaks,
    summed,
    violations_at,
)


class Told(NamedTuple):
    """One step as it is told, its numbers in whole seconds and metres."""

    stage: Stage
    arrival: int
    waiting: int
    reached: Reached
    broken: tuple[Violation, ...]


class Route(NamedTuple):
    """A timed route, its cost, and everything it breaks."""

    vehicle: Vehicle
    told: tuple[Told, ...]
    cost: int
    broken: tuple[Violation, ...]


Price = Callable[[Sequence[Stage], Reached], int]
"""What the travel of a route costs, by its stages and how far it has come at its end."""


def route_of(
    vehicle: Vehicle, stages: Sequence[Stage], begins: Sequence[int], price: Price
) -> Route:
    """Return the route whose steps begin then (in hundredths); times are cut to whole seconds."""
    told = tuple(_tell(vehicle, stages, begins))
    broken = (*(each for step in told for each in step.broken), *missing_breaks(vehicle, stages))
    cost = price(stages, told[-1].reached) + _cost_of_use(vehicle, stages)
    return Route(vehicle, told, cost, summed(broken))


def _cost_of_use(vehicle: Vehicle, stages: Sequence[Stage]) -> int:
    stays = sum(stage.setup + stage.service for stage in stages) // HUNDREDTHS
    return vehicle.costs.fixed + stays * vehicle.costs.per_task_hour // 3600


def price_given(network: Network, number: int) -> Price:
    """Return how VROOM prices what it is given: by whole seconds, rounded.

    With a table of costs, by that.
    """
    return _exactly if network.ways[number].by_costs else _by_seconds(network, number)


def price_found(network: Network, number: int) -> Price:
    """Return how VROOM prices what it finds: where nothing is bound to any time, exactly.

    The two differ by a unit where a speed factor makes times that are no whole seconds.
    """
    problem = network.problem
    timed = any(job.time_windows for job in problem.jobs) or any(
        vehicle.time_window or vehicle.breaks for vehicle in problem.vehicles
    )
    return price_given(network, number) if timed else _exactly


def _exactly(stages: Sequence[Stage], _: Reached) -> int:
    return sum(stage.way.units for stage in stages) // UNITS


def _by_seconds(network: Network, number: int) -> Price:
    costs = network.problem.vehicles[number].costs

    def price(_: Sequence[Stage], reached: Reached) -> int:
        by_time, by_way = reached.travel * costs.per_hour / 3600, reached.metres * costs.per_km
        return rounded(by_time + by_way / 1000)

    return price


class _Moment(NamedTuple):
    """How far the telling has come: the end of the last step, and what is left of the way.

    ``over`` is that end in whole seconds; ``on_way`` are the metres already gone of this way.
    """

    end: int
    over: int
    left: int
    on_way: int
    reached: Reached


def _tell(vehicle: Vehicle, stages: Sequence[Stage], begins: Sequence[int]) -> Iterator[Told]:
    begun = begins[0], begins[0] // HUNDREDTHS
    moment = _Moment(*begun, left=0, on_way=0, reached=Reached(0, 0, 0, _loaded(stages)))
    for number, (stage, begin) in enumerate(zip(stages, begins, strict=True)):
        told, moment = _step(vehicle, stage, begin, (moment, _way_at(stages, number)))
        yield told
        if stage.step.type not in {"break", "end"}:
            moment = moment._replace(left=_way_at(stages, number + 1).travel)


def _way_at(stages: Sequence[Stage], number: int) -> Way:
    """Return the way on which a step lies, which leads to the next place."""
    return next(stage.way for stage in stages[number:] if stage.step.type != "break")


def _step(
    vehicle: Vehicle, stage: Stage, begin: int, here: tuple[_Moment, Way]
) -> tuple[Told, _Moment]:
    moment, way = here
    is_break = stage.step.type == "break"
    gone = min(moment.left, begin - moment.end) if is_break else moment.left
    arrival, starts = (moment.end + gone) // HUNDREDTHS, begin // HUNDREDTHS
    travelled = arrival - moment.over
    metres = _share(travelled, way) if is_break else way.metres - moment.on_way
    before = moment.reached
    reached = Reached(
        before.tasks + isinstance(stage.part, Job),
        before.travel + travelled,
        before.metres + metres,
        _reloaded(before.load, stage),
    )
    end = begin + stage.setup + stage.service
    broken = violations_at(vehicle, stage, starts, reached)
    on_way = moment.on_way + metres if is_break else 0
    after = _Moment(end, end // HUNDREDTHS, moment.left - gone, on_way, reached)
    return Told(stage, arrival, starts - arrival, reached, broken), after


def _share(travelled: int, way: Way) -> int:
    """Return the metres of a part of a way, in proportion to its time."""
    whole = way.travel // HUNDREDTHS
    return rounded(travelled * way.metres / whole) if whole else 0


def _loaded(stages: Sequence[Stage]) -> Amount:
    """Return the load at the start: all that is delivered on the route."""
    delivered = [s.part.delivered for s in stages if isinstance(s.part, Job) and s.part.delivered]
    return tuple(map(sum, zip(*delivered, strict=True)))


def _reloaded(load: Amount, stage: Stage) -> Amount:
    job = stage.part
    if not isinstance(job, Job) or not (job.delivered or job.pickup):
        return load
    size = len(job.delivered or job.pickup or ())
    old, less, more = (amount or (0,) * size for amount in (load, job.delivered, job.pickup))
    return tuple(a - b + c for a, b, c in zip(old, less, more, strict=True))
