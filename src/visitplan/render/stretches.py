"""What a route spends its time on, stretch by stretch."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from visitplan.domain.plan import Route, Stop, TakenBreak

StretchKind = Literal["travel", "waiting", "service", "break"]


class Stretch(NamedTuple):
    """Time spent on one thing, in UTC; ``stop`` counts from 1 on stays, 0 elsewhere."""

    kind: StretchKind
    start: datetime
    end: datetime
    stop: int = 0


def stretches(route: Route) -> Iterator[Stretch]:
    """Yield the route's stretches in order of time; travel includes setup.

    Between two stops travel comes first and waiting after it, both interrupted by the breaks.
    """
    clock = route.leaves.astimezone(UTC)
    for number, stop in enumerate(route.stops, 1):
        arrival, departure = stop.arrival.astimezone(UTC), stop.departure.astimezone(UTC)
        yield from _between(clock, arrival, _moving(stop), route.breaks)
        yield Stretch("service", arrival, departure, number)
        clock = departure
    yield from _between(clock, route.ends.astimezone(UTC), route.return_seconds, route.breaks)


def _moving(stop: Stop) -> int:
    return stop.travel_seconds + stop.setup_seconds


def _between(
    start: datetime, end: datetime, moving_seconds: int, breaks: Sequence[TakenBreak]
) -> Iterator[Stretch]:
    clock, moving = start, timedelta(seconds=moving_seconds)
    for pause, resume in _pauses(start, end, breaks):
        yield from _spend(clock, pause, moving)
        moving -= min(moving, pause - clock)
        if resume > pause:
            yield Stretch("break", pause, resume)
        clock = resume


def _pauses(
    start: datetime, end: datetime, breaks: Sequence[TakenBreak]
) -> Iterator[tuple[datetime, datetime]]:
    rests = sorted((rest.start.astimezone(UTC), rest.end.astimezone(UTC)) for rest in breaks)
    yield from (rest for rest in rests if start <= rest[0] and rest[1] <= end)
    yield end, end


def _spend(start: datetime, end: datetime, moving: timedelta) -> Iterator[Stretch]:
    arrived = min(start + moving, end)
    if arrived > start:
        yield Stretch("travel", start, arrived)
    if end > arrived:
        yield Stretch("waiting", arrived, end)
