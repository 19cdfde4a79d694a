"""The steps of one route in order, and what of them matters for the clock."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from visitplan.domain.travel import UNREACHABLE
from visitplan.vroom.prices import HUNDREDTHS, Network
from visitplan.vroom.problem import Break, Job, Step, Window

Span = tuple[int, int]
EVER = 2**50
"""A side of a span that is open."""


class Way(NamedTuple):
    """From one place to the next: hundredths of a second, units of money, metres."""

    travel: int = 0
    units: int = 0
    metres: int = 0


class Stage(NamedTuple):
    """One step of a route, in hundredths of a second.

    ``way`` leads here from the place before; a break has none of its own, and may be taken on
    the next. ``spans`` are when the step may begin, empty for any time; ``bounds`` are when it
    has to, whatever that breaks. ``row`` is the place; None where it is not known: at a break,
    and at an open start.
    """

    step: Step
    part: Job | Break | None
    row: int | None
    way: Way
    setup: int
    service: int
    spans: tuple[Span, ...]
    bounds: tuple[int, int | None]


class NoWay(NamedTuple):
    """The number of the step to which no way leads."""

    step: int


def stages_of(network: Network, number: int, steps: Iterable[Step]) -> tuple[Stage, ...] | NoWay:
    """Return the stages of a vehicle's route, from its start to its end."""
    problem = network.problem
    vehicle, jobs = problem.vehicles[number], {job.id: n for n, job in enumerate(problem.jobs)}
    walk, stages = _Walk(network, number), list[Stage]()
    for rank, step in enumerate(_framed(steps)):
        if step.type == "job":
            stage = walk.to_job(step, jobs[step.id or 0])
        elif step.type == "break":
            stage = walk.rest(step, next(rest for rest in vehicle.breaks if rest.id == step.id))
        else:
            stage = walk.to_end(step) if step.type == "end" else walk.leave(step)
        if stage is None:
            return NoWay(rank)
        stages.append(stage)
    return tuple(stages)


def _framed(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield the steps with a start and an end, which may be left out."""
    given = tuple(steps)
    ends = [step for step in given if step.type in {"start", "end"}]
    yield next((step for step in ends if step.type == "start"), Step(type="start"))
    yield from (step for step in given if step.type in {"job", "break"})
    yield next((step for step in ends if step.type == "end"), Step(type="end"))


class _Walk:
    """Walks from place to place and notes each stage."""

    def __init__(self, network: Network, number: int) -> None:
        self._vehicle, self._ways = network.problem.vehicles[number], network.ways[number]
        self._problem, self._places = network.problem, network.places
        self._start, self._end = self._places.starts[number], self._places.ends[number]
        self._here = self._start

    def leave(self, step: Step) -> Stage:
        window = self._vehicle.time_window
        spans = ((window[0] * HUNDREDTHS, EVER),) if window else ()
        return Stage(step, None, self._start, Way(), 0, 0, spans, _bounds(step))

    def to_job(self, step: Step, number: int) -> Stage | None:
        job, row, kind = self._problem.jobs[number], self._places.jobs[number], self._vehicle.type
        way = self._way(row)
        if way is None:
            return None
        setup = 0 if row == self._here else job.setup_by(kind) * HUNDREDTHS
        self._here = row
        service = job.service_by(kind) * HUNDREDTHS
        spans = spans_of(job.time_windows)
        return Stage(step, job, row, way, setup, service, spans, _bounds(step))

    def rest(self, step: Step, rest: Break) -> Stage:
        spans = spans_of(rest.time_windows)
        service = rest.service * HUNDREDTHS
        return Stage(step, rest, None, Way(), 0, service, spans, _bounds(step))

    def to_end(self, step: Step) -> Stage | None:
        way = Way() if self._end is None else self._way(self._end)
        if way is None:
            return None
        window = self._vehicle.time_window
        spans = ((-EVER, window[1] * HUNDREDTHS),) if window else ()
        row = self._here if self._end is None else self._end
        return Stage(step, None, row, way, 0, 0, spans, _bounds(step))

    def _way(self, row: int) -> Way | None:
        if self._here is None:
            return Way()
        hundredths, units, metres, _ = self._ways
        cell = self._here, row
        if hundredths[cell] == UNREACHABLE:
            return None
        metre = 0 if metres is None else int(metres[cell])
        return Way(int(hundredths[cell]), int(units[cell]), metre)


def spans_of(windows: Iterable[Window] | None) -> tuple[Span, ...]:
    """Return windows in hundredths of a second, in order."""
    return tuple((a * HUNDREDTHS, b * HUNDREDTHS) for a, b in sorted(windows or ()))


def _bounds(step: Step) -> tuple[int, int | None]:
    """Return the earliest and the latest begin that ``service_at`` and its like demand."""
    lower = max(step.service_at or 0, step.service_after or 0)
    uppers = [at for at in (step.service_at, step.service_before) if at is not None]
    return lower * HUNDREDTHS, min(uppers) * HUNDREDTHS if uppers else None
