"""Small edits of a plan or a day, as somebody with a text editor would make them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan, Route, Stop
from visitplan.domain.value import Value

V = TypeVar("V", bound=Value)


def edited(value: V, **changes: Any) -> V:
    """Return the value with fields replaced, unvalidated, as an editor leaves it."""
    return value.model_copy(update=changes)


def at_index(values: tuple[V, ...], index: int, change: Callable[[V], V]) -> tuple[V, ...]:
    return (*values[:index], change(values[index]), *values[index + 1 :])


def in_route(plan: Plan, index: int, **changes: Any) -> Plan:
    return edited(plan, routes=at_index(plan.routes, index, lambda route: edited(route, **changes)))


def in_stop(plan: Plan, route: int, stop: int, **changes: Any) -> Plan:
    stops = at_index(plan.routes[route].stops, stop, lambda value: edited(value, **changes))
    return in_route(plan, route, stops=stops)


def in_break(plan: Plan, route: int, pause: int, **changes: Any) -> Plan:
    breaks = at_index(plan.routes[route].breaks, pause, lambda value: edited(value, **changes))
    return in_route(plan, route, breaks=breaks)


def in_case(day: Day, case_id: str, **changes: Any) -> Day:
    cases = (edited(case, **changes) if case.id == case_id else case for case in day.cases)
    return edited(day, cases=tuple(cases))


def in_shift(day: Day, shift_id: str, **changes: Any) -> Day:
    shifts = (edited(shift, **changes) if shift.id == shift_id else shift for shift in day.shifts)
    return edited(day, shifts=tuple(shifts))


def in_agent(day: Day, agent_id: str, **changes: Any) -> Day:
    agents = (edited(agent, **changes) if agent.id == agent_id else agent for agent in day.agents)
    return edited(day, agents=tuple(agents))


def in_policy(day: Day, **changes: Any) -> Day:
    return edited(day, policy=edited(day.policy, **changes))


def later(moment: datetime, seconds: int) -> datetime:
    return moment + timedelta(seconds=seconds)


def shifted(route: Route, seconds: int) -> Route:
    """Return the route with every time moved."""
    return edited(
        route,
        leaves=later(route.leaves, seconds),
        ends=later(route.ends, seconds),
        stops=tuple(_moved(stop, seconds) for stop in route.stops),
        breaks=tuple(
            edited(pause, start=later(pause.start, seconds), end=later(pause.end, seconds))
            for pause in route.breaks
        ),
    )


def _moved(stop: Stop, seconds: int) -> Stop:
    arrival, departure = later(stop.arrival, seconds), later(stop.departure, seconds)
    return edited(stop, arrival=arrival, departure=departure)
