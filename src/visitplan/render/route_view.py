"""A route as people read it: its stops numbered, each beside its case and its lawful hours."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from visitplan.domain.agent import Agent, Shift
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.place import Point
from visitplan.domain.plan import Plan, Route, Stop, TakenBreak
from visitplan.domain.window import TimeWindow
from visitplan.render.along import LegView, legs_of
from visitplan.render.called_off import called_off
from visitplan.render.lawful import bounding_hours, lawful_windows, leave_by
from visitplan.render.palette import Look, look
from visitplan.render.scenery import Scenery


@dataclass(frozen=True)
class StopView:
    """One stop; ``breaks`` are the rests between the stop before and this one.

    ``key`` names the stop within a page. ``leave_by`` is the latest lawful departure, None where
    the stay itself is not lawful (a plan edited by hand). ``way`` is the leg there.
    """

    key: str
    number: int
    case: Case
    stop: Stop
    windows: tuple[TimeWindow, ...]
    leave_by: datetime | None
    breaks: tuple[TakenBreak, ...]
    way: LegView

    @property
    def where(self) -> str:
        """The address, or the coordinates where there is none."""
        return where(self.case)


@dataclass(frozen=True)
class RouteView:
    """One shift's route; ``position`` is the shift's place in the day, from 0.

    ``last_breaks`` are the rests after the last stop, ``way_back`` is the leg to the end,
    ``partners`` travel with the agent.
    """

    position: int
    shift: Shift
    agent: Agent
    route: Route
    stops: tuple[StopView, ...]
    last_breaks: tuple[TakenBreak, ...]
    way_back: LegView
    partners: tuple[Agent, ...] = ()

    @property
    def people(self) -> str:
        """The names of all on the route, who drives first."""
        return crew_name((self.agent, *self.partners))

    @property
    def look(self) -> Look:
        """The agent's colour and line pattern, the same on every page."""
        return look(self.position)

    @property
    def name(self) -> str:
        """An identifier of our own making, for scripts."""
        return f"route_{self.position + 1}"

    @property
    def points(self) -> tuple[Point, ...]:
        """The located stops, in order."""
        return tuple(view.case.place.point for view in self.stops if view.case.place.point)

    @property
    def overtime_seconds(self) -> int:
        """Paid time beyond the first overtime tier, summed over the crew."""
        each = self.route.paid_seconds // len(self.shift.members)
        tiers = [own.pay.overtime[0] for own in self.shift.members if own.pay.overtime]
        return sum(max(0, each - tier.beyond_seconds) for tier in tiers)


def route_views(plan: Plan, day: Day, scenery: Scenery) -> tuple[RouteView, ...]:
    """Return the plan's routes in the order of the day's shifts.

    Raises KeyError when the plan names a case, a shift or an agent that the day does not know.
    """
    cases = {case.id: case for case in day.cases}
    position = {shift.id: number for number, shift in enumerate(day.shifts)}
    routes = sorted(plan.routes, key=lambda route: position[route.shift_id])
    return tuple(
        _route_view(route, position[route.shift_id], day, scenery, cases) for route in routes
    )


def route_view(plan: Plan, day: Day, shift_id: str, scenery: Scenery) -> RouteView | None:
    """Return the route of one shift, None where it has none; no other route is looked at."""
    own = tuple(route for route in plan.routes if route.shift_id == shift_id)
    return next(iter(route_views(plan.model_copy(update={"routes": own}), day, scenery)), None)


def to_carry(view: RouteView, day: Day) -> RouteView | None:
    """Return what an agent may carry of a route on a day: no stop whose case is called off.

    Numbers stay as they were. None where nothing is left.
    """
    stops = tuple(stop for stop in view.stops if not called_off(stop.case, day))
    return replace(view, stops=stops) if stops else None


def crew_name(crew: Iterable[Agent]) -> str:
    """Return the names of agents who travel together."""
    return " + ".join(agent.name for agent in crew)


def where(case: Case) -> str:
    """Return a case's address, or its coordinates where there is none."""
    if case.place.address or not case.place.point:
        return case.place.address or "Not located"
    return f"{case.place.point.lat:.5f}, {case.place.point.lon:.5f}"


def _route_view(
    route: Route, position: int, day: Day, scenery: Scenery, cases: Mapping[str, Case]
) -> RouteView:
    door = scenery.door
    legs = legs_of(route, scenery.ways)
    departures = (route.leaves, *(stop.departure for stop in route.stops))
    stops = tuple(
        StopView(
            key=f"{position + 1}-{number}",
            number=number,
            case=cases[stop.case_id],
            stop=stop,
            windows=lawful_windows(cases[stop.case_id], door),
            leave_by=leave_by(stop, bounding_hours(day, cases[stop.case_id], door)),
            breaks=_rests(route, departures[number - 1], stop.arrival),
            way=legs[number - 1],
        )
        for number, stop in enumerate(route.stops, 1)
    )
    last = _rests(route, departures[-1], route.ends)
    agent, *partners = (day.agent(agent_id) for agent_id in route.crew)
    shift = day.shifts[position]
    return RouteView(position, shift, agent, route, stops, last, legs[-1], tuple(partners))


def _rests(route: Route, earliest: datetime, latest: datetime) -> tuple[TakenBreak, ...]:
    inside = (rest for rest in route.breaks if earliest <= rest.start and rest.end <= latest)
    return tuple(sorted(inside, key=lambda rest: rest.start))
