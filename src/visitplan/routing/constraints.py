"""The rules of the day, one function each: what a route must keep to."""

import itertools
from typing import Any

import numpy as np

from visitplan.routing.formulation import Formulation


def let_time_pass(formulation: Formulation) -> None:
    """From arrival to arrival: the stay here, the way to the next, parking and walking there.

    Setup is spent once when consecutive stops are at one location. Where no way leads, time
    runs beyond the day, which the clock does not show.
    """
    statement, routing = formulation.statement, formulation.routing
    transits = [
        routing.RegisterTransitMatrix(_elapsed(formulation, profile).tolist())
        for profile in range(len(statement.seconds))
    ]
    routing.AddDimensionWithVehicleTransits(
        [transits[shift.profile] for shift in statement.shifts],
        formulation.last,
        formulation.last,
        False,
        "clock",
    )


def _elapsed(formulation: Formulation, profile: int) -> Any:
    travel = formulation.between_nodes(formulation.statement.seconds[profile])
    locations = formulation.locations()
    moved = locations[:, None] != locations
    elapsed = travel + formulation.of_nodes("service")[:, None]
    elapsed += np.where(moved, formulation.of_nodes("setup"), 0)
    elapsed[formulation.unreachable(profile)] = formulation.last + 1
    behind_the_visits = len(formulation.nodes)
    elapsed[behind_the_visits:, behind_the_visits:] = 0  # a shift without visits stays at home
    return elapsed


def visit_wholly_within_windows(formulation: Formulation) -> None:
    """Arrive within the span of the node, which leaves room for the whole stay.

    A node whose span begins after the last shift has ended is never used.
    """
    for number, node in enumerate(formulation.nodes):
        opening, closing = node.span
        index = formulation.index(number)
        if opening > formulation.last:
            formulation.routing.ActiveVar(index).SetValue(0)
        else:
            formulation.clock.CumulVar(index).SetRange(opening, min(closing, formulation.last))


def stay_within_shifts(formulation: Formulation) -> None:
    """Leave and return within the shift's hours, leaving late and returning early if free to."""
    routing = formulation.routing
    for number, shift in enumerate(formulation.statement.shifts):
        leaves = formulation.clock.CumulVar(routing.Start(number))
        ends = formulation.clock.CumulVar(routing.End(number))
        leaves.SetRange(shift.opening, shift.closing)
        ends.SetRange(shift.opening, shift.closing)
        routing.AddVariableMinimizedByFinalizer(ends)
        routing.AddVariableMaximizedByFinalizer(leaves)


def take_the_breaks(formulation: Formulation) -> None:
    """Take each break within its window: before leaving, between visits, or after the return."""
    routing, solver = formulation.routing, formulation.solver
    stays = [int(stay) for stay in formulation.of_nodes("service")]
    by_index = [stays[formulation.manager.IndexToNode(i)] for i in range(routing.Size())]
    for number, shift in enumerate(formulation.statement.shifts):
        intervals = [
            solver.FixedDurationIntervalVar(
                rest.earliest,
                rest.latest - rest.duration,
                rest.duration,
                False,
                f"break {number}.{order}",
            )
            for order, rest in enumerate(shift.breaks)
        ]
        for interval in intervals:
            routing.AddIntervalToAssignment(interval)
        if intervals:
            formulation.clock.SetBreakIntervalsOfVehicle(intervals, number, by_index)
            formulation.breaks[number] = intervals


def send_only_allowed_shifts(formulation: Formulation) -> None:
    """Keep a visit to the shifts that may serve it; -1 stands for nobody."""
    for number, node in enumerate(formulation.nodes):
        allowed = formulation.statement.visits[node.visit].shifts
        who = formulation.routing.VehicleVar(formulation.index(number))
        who.SetValues([-1, *allowed])


def limit_visits_per_shift(formulation: Formulation) -> None:
    """Count the visits of shifts that have a maximum."""
    shifts = formulation.statement.shifts
    if all(shift.maximum is None for shift in shifts):
        return
    nodes = len(formulation.nodes)
    one_each = [1] * nodes + [0] * (2 * len(shifts))
    count = formulation.routing.RegisterUnaryTransitVector(one_each)
    limits = [nodes if shift.maximum is None else shift.maximum for shift in shifts]
    start_at_zero = True
    formulation.routing.AddDimensionWithVehicleCapacity(count, 0, limits, start_at_zero, "visits")


def keep_daily_caps(formulation: Formulation) -> None:
    """Of the visits under a cap, no more than it allows are served by the shifts that it binds."""
    for cap in formulation.statement.caps:
        nodes = itertools.chain.from_iterable(formulation.nodes_of(visit) for visit in cap.visits)
        planned = [_serves(formulation, node, cap.shifts) for node in nodes]
        formulation.solver.Add(formulation.solver.Sum(planned) <= cap.maximum)


def _serves(formulation: Formulation, node: int, shifts: tuple[int, ...]) -> Any:
    """Return whether one of these shifts serves a node, as an expression of 0 or 1."""
    routing = formulation.routing
    if len(shifts) == len(formulation.statement.shifts):
        return routing.ActiveVar(node)
    who = routing.VehicleVar(node)
    return formulation.solver.Sum([(who == shift).Var() for shift in shifts])


def use_nobody_twice(formulation: Formulation) -> None:
    """Of two shifts that exclude each other, one stays without visits."""
    routing, solver = formulation.routing, formulation.solver
    for number, shift in enumerate(formulation.statement.shifts):
        for other in shift.excludes:
            if number < other:
                used = routing.ActiveVehicleVar(number) + routing.ActiveVehicleVar(other)
                solver.Add(used <= 1)


def keep_pinned_orders(formulation: Formulation) -> None:
    """Where both are planned, serve a pinned visit after its predecessor, on the same route."""
    visits = formulation.statement.visits
    if not any(visit.after for visit in visits):
        return
    # Places on the route, not times: stays of no length at one location begin at one moment.
    start_at_zero = True
    most = len(formulation.nodes) + 1
    formulation.routing.AddConstantDimension(1, most, start_at_zero, "place")
    for number, visit in enumerate(visits):
        for earlier in visit.after:
            pairs = itertools.product(formulation.nodes_of(earlier), formulation.nodes_of(number))
            for first, second in pairs:
                _keep_order(formulation, first, second)


def _keep_order(formulation: Formulation, first: int, second: int) -> None:
    routing, solver = formulation.routing, formulation.solver
    place = routing.GetDimensionOrDie("place").CumulVar
    both = routing.ActiveVar(first) * routing.ActiveVar(second)
    apart = abs(routing.VehicleVar(first) - routing.VehicleVar(second))
    solver.Add(both * apart == 0)
    late = (1 - both) * (len(formulation.nodes) + 2)
    solver.Add(place(first) + routing.ActiveVar(first) <= place(second) + late)
