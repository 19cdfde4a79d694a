"""The price of the day, one function per term; all in ticks."""

from typing import Any

from ortools.constraint_solver import pywrapcp

from visitplan.routing.formulation import Formulation, Node
from visitplan.routing.price import price_of_use, wages
from visitplan.routing.statement import ShiftTerms


def pay_for_used_shifts(formulation: Formulation) -> None:
    """Charge what a shift costs as soon as it is used: fixed cost and minimum paid time."""
    for number, shift in enumerate(formulation.statement.shifts):
        formulation.routing.SetFixedCostOfVehicle(price_of_use(shift.pay), number)


def pay_wages(formulation: Formulation) -> None:
    """Charge paid time by what the clock can carry alone.

    That is the exact price where a shift has no minimum paid time, no unpaid break and at most
    one tier of overtime, and a lower bound elsewhere: unpaid breaks count as taken inside the
    route, overtime without its premium.
    """
    for number, shift in enumerate(formulation.statement.shifts):
        if shift.pay.whole_shift is not None:
            continue
        if _is_plain(shift):
            _pay_plainly(formulation, number)
        else:
            _pay_beyond_the_minimum(formulation, number)


def pay_what_wages_lack(formulation: Formulation) -> None:
    """Add what ``pay_wages`` leaves out, so that the objective is exact for every shift."""
    surcharges = {
        number: _surcharge(formulation, number)
        for number, shift in enumerate(formulation.statement.shifts)
        if shift.pay.whole_shift is None and not _is_plain(shift)
    }
    if surcharges:
        _pay_surcharges(formulation, surcharges)


def _unpaid(shift: ShiftTerms) -> int:
    return sum(rest.duration for rest in shift.breaks if not rest.paid)


def _is_plain(shift: ShiftTerms) -> bool:
    return not shift.pay.minimum and not _unpaid(shift) and len(shift.pay.tiers) <= 1


def _pay_plainly(formulation: Formulation, number: int) -> None:
    pay = formulation.statement.shifts[number].pay
    formulation.clock.SetSpanCostCoefficientForVehicle(pay.per_second, number)
    for beyond, premium in pay.tiers:
        _charge_beyond(formulation, number, beyond, premium)


def _pay_beyond_the_minimum(formulation: Formulation, number: int) -> None:
    shift = formulation.statement.shifts[number]
    free = shift.pay.minimum + _unpaid(shift)
    _charge_beyond(formulation, number, free, shift.pay.per_second)


def _charge_beyond(formulation: Formulation, number: int, beyond: int, price: int) -> None:
    bound = pywrapcp.BoundCost(beyond, price)
    formulation.clock.SetSoftSpanUpperBoundForVehicle(bound, number)


def _surcharge(formulation: Formulation, number: int) -> Any:
    """Return what the lower bound left out, as an expression that is never negative."""
    shift, solver = formulation.statement.shifts[number], formulation.solver
    paid, span = _paid_time(formulation, number)
    pay = shift.pay
    exact = solver.Max(paid - pay.minimum, 0) * pay.per_second
    for bound, premium in pay.tiers:
        exact += solver.Max(paid - bound, 0) * premium
    seen = solver.Max(span - (pay.minimum + _unpaid(shift)), 0) * pay.per_second
    return (exact - seen) * formulation.routing.ActiveVehicleVar(number)


def _pay_surcharges(formulation: Formulation, surcharges: dict[int, Any]) -> None:
    """Bring the surcharges into the objective.

    OR-Tools takes no free expression there. A dimension that only moves at each start, by as
    much as the expression says, is the way in: its value at the end is charged.
    """
    routing, shifts = formulation.routing, formulation.statement.shifts
    most = max(wages(shift.pay, shift.closing - shift.opening) for shift in shifts)
    start_at_zero = True
    routing.AddConstantDimensionWithSlack(0, most, most, start_at_zero, "surcharge")
    dimension = routing.GetDimensionOrDie("surcharge")
    for node in range(len(formulation.nodes)):
        dimension.SlackVar(formulation.index(node)).SetValue(0)
    for number in range(len(shifts)):
        if number in surcharges:
            end = routing.End(number)
            dimension.SetCumulVarSoftUpperBound(end, 0, 1)
            formulation.solver.Add(dimension.CumulVar(end) == surcharges[number])
        else:
            dimension.SlackVar(routing.Start(number)).SetValue(0)


def _paid_time(formulation: Formulation, number: int) -> tuple[Any, Any]:
    shift, routing = formulation.statement.shifts[number], formulation.routing
    clock = formulation.clock
    leaves, ends = clock.CumulVar(routing.Start(number)), clock.CumulVar(routing.End(number))
    span = ends - leaves
    paid = span
    for rest, interval in zip(shift.breaks, formulation.breaks.get(number, ()), strict=True):
        if not rest.paid:
            outside = (interval.EndExpr() <= leaves) + (interval.StartExpr() >= ends)
            inside = (outside == 0).Var()
            paid = paid - inside * rest.duration
    return paid, span


def pay_per_kilometre_and_visit(formulation: Formulation) -> None:
    """Charge distance, expenses per visit, and what a visit is charged for who comes and when."""
    registered: dict[Any, int] = {}
    for number, shift in enumerate(formulation.statement.shifts):
        stays = tuple(_price_of_stay(formulation, node, number) for node in formulation.nodes)
        key = (shift.profile, shift.pay.per_metre, shift.pay.per_visit, stays)
        if key not in registered:
            prices = _arc_prices(formulation, number)
            registered[key] = formulation.routing.RegisterTransitMatrix(prices.tolist())
        formulation.routing.SetArcCostEvaluatorOfVehicle(registered[key], number)


def _arc_prices(formulation: Formulation, number: int) -> Any:
    shift = formulation.statement.shifts[number]
    prices = formulation.between_nodes(formulation.statement.metres[shift.profile])
    prices[formulation.unreachable(shift.profile)] = 0
    prices = prices * shift.pay.per_metre
    for column, node in enumerate(formulation.nodes):
        prices[:, column] += shift.pay.per_visit + _price_of_stay(formulation, node, number)
    return prices


def _price_of_stay(formulation: Formulation, node: Node, number: int) -> int:
    """Return what a shift is charged for a visit that it reaches in the node's span."""
    visit = formulation.statement.visits[node.visit]
    return visit.price_on(number) + visit.price_at(node.span[0])


def pay_for_unassigned_visits(formulation: Formulation) -> None:
    """Let at most one node of each visit be used; charge its penalty when none is."""
    for number, visit in enumerate(formulation.statement.visits):
        formulation.routing.AddDisjunction(formulation.nodes_of(number), visit.penalty, 1)
