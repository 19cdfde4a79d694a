"""A route of three visits by one agent, at round times, to be held against what is reported.

Leaves at 9:00; visits 9:10-9:25, 10:00-10:15 (25 min waiting before it) and 10:30-10:45; home at
10:55. Ways take 10 minutes, and nothing is set up.
"""

from typing import Any

from builders import ZONE, at
from visitplan.domain.plan import Cost, Route, Stop, TakenBreak
from visitplan.underway.moment import Clock, second_of

CLOCK = Clock(ZONE)


def a_stop(number: int, arrival: str, departure: str, waiting: int = 0, **changes: Any) -> Stop:
    defaults: dict[str, Any] = {
        "case_id": f"C{number:03}",
        "arrival": at(arrival),
        "departure": at(departure),
        "travel_seconds": 600,
        "travel_metres": 5000,
        "setup_seconds": 0,
        "waiting_seconds": waiting,
    }
    return Stop(**defaults | changes)


def a_route(**changes: Any) -> Route:
    defaults: dict[str, Any] = {
        "shift_id": "A01/1",
        "agent_id": "A01",
        "mode": "drive",
        "leaves": at("09:00"),
        "ends": at("10:55"),
        "stops": (
            a_stop(1, "09:10", "09:25"),
            a_stop(2, "10:00", "10:15", waiting=25 * 60),
            a_stop(3, "10:30", "10:45", waiting=5 * 60),
        ),
        "return_seconds": 600,
        "return_metres": 5000,
        "paid_seconds": 0,
        "cost": Cost(),
    }
    return Route(**defaults | changes)


def a_rest(start: str, end: str) -> TakenBreak:
    return TakenBreak(start=at(start), end=at(end), paid=False)


def second(clock: str) -> int:
    return second_of(at(clock))


def times(route: Route) -> list[str]:
    return [f"{stop.arrival:%H:%M}-{stop.departure:%H:%M}" for stop in route.stops]
