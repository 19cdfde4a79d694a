"""What a route breaks, step by step, under VROOM's names."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from visitplan.vroom.problem import Amount, Break, Job, Vehicle
from visitplan.vroom.sequence import Stage

CAUSES = (
    "lead_time",
    "delay",
    "load",
    "max_tasks",
    "skills",
    "precedence",
    "missing_break",
    "max_travel_time",
    "max_load",
    "max_distance",
)


class Violation(NamedTuple):
    """A cause, and by how many seconds where it is one of time."""

    cause: str
    duration: int = 0


class Reached(NamedTuple):
    """How far a route has come at a step: tasks, seconds of travel, metres, load."""

    tasks: int
    travel: int
    metres: int
    load: Amount


def violations_at(
    vehicle: Vehicle, stage: Stage, begin: int, reached: Reached
) -> tuple[Violation, ...]:
    """Return what one step breaks; ``begin`` in whole seconds."""
    return (
        *_of_time(stage, begin),
        *_of_limits(vehicle, reached),
        *_of_task(vehicle, stage.part, reached),
    )


def _of_time(stage: Stage, begin: int) -> Iterator[Violation]:
    if not stage.spans:
        return
    misses = [
        (max(a // 100 - begin, begin - b // 100, 0), a // 100 > begin) for a, b in stage.spans
    ]
    miss, early = min(misses)
    if miss:
        yield Violation("lead_time" if early else "delay", miss)


def _of_limits(vehicle: Vehicle, reached: Reached) -> Iterator[Violation]:
    if exceeds(reached.load, vehicle.capacity):
        yield Violation("load")
    if vehicle.max_travel_time is not None and reached.travel > vehicle.max_travel_time:
        yield Violation("max_travel_time")
    if vehicle.max_distance is not None and reached.metres > vehicle.max_distance:
        yield Violation("max_distance")


def _of_task(vehicle: Vehicle, part: Job | Break | None, reached: Reached) -> Iterator[Violation]:
    if isinstance(part, Break) and exceeds(reached.load, part.max_load):
        yield Violation("max_load")
    if isinstance(part, Job):
        if not part.skills <= vehicle.skills:
            yield Violation("skills")
        if vehicle.max_tasks is not None and reached.tasks > vehicle.max_tasks:
            yield Violation("max_tasks")


def exceeds(load: Amount, most: Amount | None) -> bool:
    """Tell whether any component is more than it may be; nothing said is no bound."""
    return most is not None and any(have > may for have, may in zip(load, most, strict=False))


def missing_breaks(vehicle: Vehicle, stages: Sequence[Stage]) -> tuple[Violation, ...]:
    """Return the violation of a route that leaves out a break."""
    taken = {stage.step.id for stage in stages if stage.step.type == "break"}
    complete = all(rest.id in taken for rest in vehicle.breaks)
    return () if complete else (Violation("missing_break"),)


def summed(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Return each cause once, with the sum of its durations."""
    found: dict[str, int] = {}
    for cause, duration in violations:
        found[cause] = found.get(cause, 0) + duration
    return tuple(Violation(cause, found[cause]) for cause in CAUSES if cause in found)
