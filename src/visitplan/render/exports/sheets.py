"""The four tables of the workbook."""

from collections.abc import Sequence

from visitplan.domain.day import Day
from visitplan.domain.plan import Cost, Plan, Route
from visitplan.domain.value import Id
from visitplan.domain.window import TimeWindow
from visitplan.render.along import LegView, legs_of
from visitplan.render.exports.sheet import Cell, Column, Sheet
from visitplan.render.exports.stop_rows import StopRow, stop_rows
from visitplan.render.way import Ways

COST_TERMS = tuple(Cost.model_fields)


def stops_sheet(plan: Plan, day: Day, ways: Ways) -> Sheet:
    """List every stop and the way there; the customer only where the policy shows one openly."""
    named = day.policy.customer_on_agent_page == "shown"
    columns = (
        Column("Agent"),
        Column("Shift"),
        Column("Stop", "count"),
        Column("Case"),
        *((Column("Customer"),) if named else ()),
        Column("Address"),
        Column("Arrival", "time"),
        Column("Departure", "time"),
        Column("Customer's hours"),
        Column("Travel", "duration"),
        Column("Distance km", "km"),
        Column("Along"),
        Column("Setup", "duration"),
        Column("Waiting", "duration"),
        Column("Note"),
    )
    along = {route.shift_id: legs_of(route, ways) for route in plan.routes}
    rows = [
        _stop(row, along[row.route.shift_id][row.number - 1], day, named=named)
        for row in stop_rows(plan, day)
    ]
    return Sheet("Stops", columns, rows)


def _stop(row: StopRow, leg: LegView, day: Day, *, named: bool) -> Sequence[Cell]:
    return (
        _names(row.route.crew, day),
        row.route.shift_id,
        row.number,
        row.case.id,
        *((row.case.customer,) if named else ()),
        row.case.place.address,
        row.arrival,
        row.departure,
        ", ".join(_hours(window, day) for window in row.case.windows),
        row.stop.travel_seconds,
        row.stop.travel_metres,
        ", ".join(leg.streets),
        row.stop.setup_seconds,
        row.stop.waiting_seconds,
        row.case.door_note,
    )


def _hours(window: TimeWindow, day: Day) -> str:
    opening, closing = (
        moment.astimezone(day.time_zone) for moment in (window.opening, window.closing)
    )
    return f"{opening:%H:%M}–{closing:%H:%M}"


def agents_sheet(plan: Plan, day: Day) -> Sheet:
    """Sum up the routes of each agent and each crew, with every term of the cost, and the day."""
    columns = (
        Column("Agent"),
        Column("Agent id"),
        Column("Routes", "count"),
        Column("Visits", "count"),
        Column("Travel", "duration"),
        Column("Distance km", "km"),
        Column("Paid time", "duration"),
        *(Column(term.capitalize(), "money") for term in COST_TERMS),
        Column(f"Total {plan.currency}", "money"),
    )
    alone = [(agent.id,) for agent in day.agents]
    crews = sorted({route.crew for route in plan.routes if route.partners})
    rows = [_crew(crew, plan, day) for crew in (*alone, *crews) if _routes(crew, plan)]
    return Sheet("Agents", columns, [*rows, _day(plan)], total=True)


def _crew(crew: tuple[Id, ...], plan: Plan, day: Day) -> Sequence[Cell]:
    routes = _routes(crew, plan)
    cost = sum((route.cost for route in routes), start=Cost())
    return (_names(crew, day), " + ".join(crew), *_sums(routes), *_terms(cost))


def _names(crew: tuple[Id, ...], day: Day) -> str:
    return " + ".join(day.agent(agent_id).name for agent_id in crew)


def _day(plan: Plan) -> Sequence[Cell]:
    return ("All", None, *_sums(plan.routes), *_terms(plan.cost))


def _routes(crew: tuple[Id, ...], plan: Plan) -> list[Route]:
    return [route for route in plan.routes if route.crew == crew]


def _sums(routes: Sequence[Route]) -> Sequence[int]:
    return (
        len(routes),
        sum(len(route.stops) for route in routes),
        sum(route.travel_seconds for route in routes),
        sum(route.metres for route in routes),
        sum(route.paid_seconds for route in routes),
    )


def _terms(cost: Cost) -> Sequence[int]:
    return (*(getattr(cost, term) for term in COST_TERMS), cost.total)


def unassigned_sheet(plan: Plan) -> Sheet:
    """List the visits left out, each with its reason and the money it costs."""
    columns = (
        Column("Case"),
        Column("Kind"),
        Column("Rule"),
        Column("Reason"),
        Column("Penalty", "money"),
        Column("Missing", "duration"),
        Column("Extra cost", "money"),
        Column("Instead of"),
    )
    rows = [
        (
            visit.case_id,
            visit.kind,
            visit.rule,
            visit.reason,
            visit.penalty,
            visit.missing_seconds,
            visit.extra_cost,
            ", ".join(visit.instead_of),
        )
        for visit in plan.unassigned
    ]
    return Sheet("Unassigned", columns, rows)


def ineligible_sheet(plan: Plan) -> Sheet:
    """List every refusal of every case refused, with where its rule comes from."""
    titles = ("Case", "Rule", "Reason", "Pack", "Version", "Source")
    rows = [
        (refused.case_id, r.rule, r.reason, r.pack, r.version, r.source)
        for refused in plan.ineligible
        for r in refused.refusals
    ]
    return Sheet("Ineligible", tuple(Column(title) for title in titles), rows)
