"""What an agent is shown of a plan: his own routes, his own reports, nobody who is left alone."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from visitplan.app.kept.carried_plans import Carried
from visitplan.domain.agent import Shift
from visitplan.domain.value import Id
from visitplan.render.manners import Manner, manners
from visitplan.render.route_view import RouteView, StopView, route_view, to_carry
from visitplan.storage.outcomes import KeptOutcome


class Reported(NamedTuple):
    """A report that has arrived; ``number`` is its stop's, None where the plan has it no more."""

    number: int | None
    outcome: KeptOutcome


class ShownRoute(NamedTuple):
    """A route as it is carried; ``ahead`` are the stops of which nothing was reported yet."""

    view: RouteView
    ahead: tuple[StopView, ...]


class Shown(NamedTuple):
    """Everything on an agent's page; ``idle`` are his shifts without a route."""

    agent_id: Id
    routes: tuple[ShownRoute, ...]
    idle: tuple[Shift, ...]
    reported: tuple[Reported, ...]
    manners: tuple[Manner, ...]


def shown_to(carried: Carried, agent_id: Id, told: Sequence[KeptOutcome]) -> Shown:
    """Return what an agent is shown, after what he reported (the standing reports, in order)."""
    own = _routes(carried, agent_id)
    numbers = {stop.case.id: stop.number for view in own for stop in view.stops}
    done = {each.case_id for each in told}
    sent = {shift_id for view in own for shift_id in _shifts_of(view)}
    return Shown(
        agent_id=agent_id,
        routes=tuple(_shown(view, carried, done) for view in own),
        idle=tuple(
            shift
            for shift in carried.day.shifts
            if shift.agent_id == agent_id and not shift.joined and shift.id not in sent
        ),
        reported=tuple(Reported(numbers.get(each.case_id), each) for each in reversed(told)),
        manners=manners(carried.scenery.door, carried.day.policy),
    )


def _routes(carried: Carried, agent_id: Id) -> tuple[RouteView, ...]:
    """Return the agent's routes by the hour, whole; none of a shift that the day has no more."""
    known = {shift.id for shift in carried.day.shifts}
    mine = [
        route for route in carried.plan.routes if agent_id in route.crew and route.shift_id in known
    ]
    views = (
        route_view(carried.plan, carried.day, route.shift_id, carried.scenery)
        for route in sorted(mine, key=lambda route: _moment(route.leaves))
    )
    return tuple(view for view in views if view)


def _shown(view: RouteView, carried: Carried, done: set[Id]) -> ShownRoute:
    left = to_carry(view, carried.day)
    stops = left.stops if left else ()
    return ShownRoute(view, tuple(stop for stop in stops if stop.case.id not in done))


def _shifts_of(view: RouteView) -> tuple[Id, ...]:
    return tuple(shift.id for shift in (view.shift, *view.shift.members))


def _moment(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
