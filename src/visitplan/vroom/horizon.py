"""From which moment to which a problem reaches, so that its times become small numbers."""

from collections.abc import Iterator
from typing import NamedTuple

from visitplan.vroom.prices import HUNDREDTHS, Network
from visitplan.vroom.problem import Break, Job, Vehicle, Window
from visitplan.vroom.refusals import hours_of

Span = tuple[int, int]


class Horizon(NamedTuple):
    """Hundredths of a second: those of the problem less ``origin``, from 0 to ``last``."""

    origin: int
    last: int

    def hours(self, vehicle: Vehicle) -> Span:
        """Return a vehicle's working hours; without a window all there is."""
        return self.span(vehicle.time_window) if vehicle.time_window else (0, self.last)

    def rest(self, rest: Break, hours: Span) -> Span:
        """Return from when to when a break may last within a vehicle's hours."""
        opening, closing = self.span(hours_of(rest))
        return max(opening, hours[0]), min(closing, hours[1])

    def begins(self, job: Job) -> tuple[Span, ...]:
        """Return when a job may begin, sorted and apart."""
        if job.time_windows is None:
            return ((0, self.last),)
        spans = (self.span(window) for window in sorted(job.time_windows))
        inside = ((max(0, opening), min(self.last, closing)) for opening, closing in spans)
        return tuple((opening, closing) for opening, closing in inside if opening <= closing)

    def span(self, window: Window) -> Span:
        """Return a window of the problem."""
        opening, closing = window
        return opening * HUNDREDTHS - self.origin, closing * HUNDREDTHS - self.origin


def horizon_of(network: Network) -> Horizon:
    """Return a horizon that loses nothing.

    A vehicle without hours needs no longer before the first window and after the last than the
    longest route of everything takes.
    """
    problem = network.problem
    whole = _longest_route(network)
    windows = list(_windows(network))
    opening = max(0, min((a for a, _ in windows), default=0) * HUNDREDTHS - whole)
    closing = max((b for _, b in windows), default=0) * HUNDREDTHS + whole
    hours = [vehicle.time_window for vehicle in problem.vehicles]
    if all(hours):
        opening = min(window[0] for window in hours if window) * HUNDREDTHS
        closing = max(window[1] for window in hours if window) * HUNDREDTHS
    return Horizon(opening, closing - opening)


def _windows(network: Network) -> Iterator[Window]:
    for job in network.problem.jobs:
        yield from job.time_windows or ()
    for vehicle in network.problem.vehicles:
        if vehicle.time_window:
            yield vehicle.time_window
        for rest in vehicle.breaks:
            yield from rest.time_windows or ()


def _longest_route(network: Network) -> int:
    jobs, vehicles = network.problem.jobs, network.problem.vehicles
    stays = sum(max(_times(job)) for job in jobs)
    rests = max(sum(rest.service for rest in vehicle.breaks) for vehicle in vehicles)
    way = max(int(ways.hundredths.max(initial=0)) for ways in network.ways)
    return (stays + rests) * HUNDREDTHS + way * (len(jobs) + 1)


def _times(job: Job) -> Iterator[int]:
    setups = max((job.setup, *job.setup_per_type.values()))
    return (setups + service for service in (job.service, *job.service_per_type.values()))
