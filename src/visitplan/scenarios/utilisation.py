"""How agents spend their hours: driving, at doors, waiting, resting, without a route."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from visitplan.domain.agent import Shift
from visitplan.domain.comparison import HourUse
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan, Route

HOUR = 3600


class Stretch(NamedTuple):
    """A stretch of time, in seconds since 1970, and what it is spent on."""

    kind: str
    begins: int
    ends: int


def use_of(day: Day, plan: Plan) -> tuple[HourUse, ...]:
    """Return how each agent on duty spends each hour of his shifts, by agent and hour.

    The crew of a route all spend it alike. Hours are those of the clock in the day's zone.
    """
    spent: dict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    midnight = datetime.combine(day.date, datetime.min.time(), tzinfo=day.time_zone)
    for shift in day.shifts:
        if shift.joined:
            continue
        own = [r for r in plan.routes if shift.agent_id in r.crew and _overlaps(r, shift)]
        for kind, begins, ends in _of_shift(shift, own):
            for hour, seconds in _by_hour(begins, ends, midnight):
                spent[shift.agent_id, hour][kind] += seconds
    return tuple(
        HourUse(agent_id=agent, hour=hour, **kinds)
        for (agent, hour), kinds in sorted(spent.items())
    )


def _overlaps(route: Route, shift: Shift) -> bool:
    leaves, ends = route.leaves.timestamp(), route.ends.timestamp()
    hours = shift.hours
    return leaves < hours.closing.timestamp() and ends > hours.opening.timestamp()


def _of_shift(shift: Shift, routes: list[Route]) -> Iterator[Stretch]:
    opening = int(shift.hours.opening.timestamp())
    closing = int(shift.hours.closing.timestamp())
    now = opening
    for route in sorted(routes, key=lambda each: each.leaves.timestamp()):
        yield Stretch("idle", now, int(route.leaves.timestamp()))
        yield from _of_route(route)
        now = int(route.ends.timestamp())
    yield Stretch("idle", now, closing)


def _of_route(route: Route) -> Iterator[Stretch]:
    now = int(route.leaves.timestamp())
    for stop in route.stops:
        arrival, departure = int(stop.arrival.timestamp()), int(stop.departure.timestamp())
        rests = _rests(route, now, arrival)
        yield from rests
        yield from _gap(now, arrival - stop.setup_seconds, rests, stop.travel_seconds)
        yield Stretch("serve", arrival - stop.setup_seconds, departure)
        now = departure
    ends = int(route.ends.timestamp())
    rests = _rests(route, now, ends)
    yield from rests
    yield from _gap(now, ends, rests, route.return_seconds)


def _rests(route: Route, after: int, before: int) -> list[Stretch]:
    taken = ((int(r.start.timestamp()), int(r.end.timestamp())) for r in route.breaks)
    return [Stretch("rest", start, end) for start, end in taken if after <= start < before]


def _gap(begins: int, ends: int, rests: list[Stretch], travel: int) -> Iterator[Stretch]:
    """Yield travel first, then waiting, around the breaks."""
    now, left = begins, travel
    for _, start, end in [*rests, Stretch("end", ends, ends)]:
        driven = min(left, max(0, start - now))
        yield Stretch("drive", now, now + driven)
        yield Stretch("wait", now + driven, start)
        now, left = end, left - driven


def _by_hour(begins: int, ends: int, midnight: datetime) -> Iterator[tuple[int, int]]:
    """Yield the hours of the clock that a stretch touches, with its seconds in each."""
    now = begins
    while now < ends:
        local = datetime.fromtimestamp(now, midnight.tzinfo)
        days = (local.date() - midnight.date()) // timedelta(days=1)
        until = min(ends, now + HOUR - now % HOUR)
        yield 24 * days + local.hour, until - now
        now = until
