"""The dispatcher's page: the day on a map, beside its figures, its lists and its timeline."""

from collections.abc import Iterator, Sequence

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.plan import Cost, Plan
from visitplan.render.file_names import BURDEN, ITINERARIES, agent_file
from visitplan.render.maps import MapLayer, Mark, draw
from visitplan.render.page import compose
from visitplan.render.route_layer import route_layer
from visitplan.render.route_view import RouteView, route_views, where
from visitplan.render.scenery import Scenery
from visitplan.render.timeline import timeline
from visitplan.render.wording import hours, kilometres, minutes, wording_of

TERMS = {
    "wage": "Wages",
    "overtime": "Overtime premium",
    "distance": "Distance",
    "fixed": "Used shifts",
    "expenses": "Expenses",
    "preference": "Agents not preferred",
    "fair_time": "Unequal working time",
    "other_agent": "Another agent than last time",
    "crossing": "Visits outside of areas",
    "unassigned": "Visits left out",
}


def overview(plan: Plan, day: Day, scenery: Scenery) -> str:
    """Return the overview of a day's plan.

    It names cases, places and agents, never customers. Map, list and timeline are tied: what is
    chosen in one is lit in the others. Raises KeyError when the plan names a case, a shift or an
    agent that the day does not know.
    """
    views = route_views(plan, day, scenery)
    cases = {case.id: case for case in day.cases}
    layers = [*(route_layer(view, scenery) for view in views), *_left_out(plan, cases)]
    context = {
        "plan": plan,
        "words": wording_of(plan),
        "views": views,
        "cases": cases,
        "shifts": {shift.id: shift for shift in day.shifts},
        "agents": {agent.id: agent for agent in day.agents},
        "where": where,
        "chart": timeline(day, views, wording_of(plan), {item.shift_id for item in plan.barred}),
        "terms": tuple(_terms(plan.cost)),
        "totals": _totals(views),
        "travel": scenery.description,
        "beeline": day.travel.engine == "beeline",
        "credit": scenery.attribution,
        "minutes": minutes,
        "hours": hours,
        "kilometres": kilometres,
        "agent_file": agent_file,
        "itineraries_file": ITINERARIES,
        "burden_file": BURDEN,
    }
    return compose(
        "overview.html.j2",
        context,
        styles=("page.css", "overview.css"),
        scripts=("map.js", "overview.js"),
        parts=draw(layers, scenery),
    )


def _totals(views: Sequence[RouteView]) -> dict[str, int]:
    return {
        "visits": sum(len(view.stops) for view in views),
        "paid": sum(view.route.paid_seconds for view in views),
        "travel": sum(view.route.travel_seconds for view in views),
        "waiting": sum(stop.stop.waiting_seconds for view in views for stop in view.stops),
        "metres": sum(view.route.metres for view in views),
        "overtime": sum(view.overtime_seconds for view in views),
    }


def _terms(cost: Cost) -> Iterator[tuple[str, int]]:
    amounts = cost.model_dump()
    return ((words, amounts[term]) for term, words in TERMS.items() if amounts[term])


def _left_out(plan: Plan, cases: dict[str, Case]) -> Iterator[MapLayer]:
    unassigned = tuple(_marks("unassigned", "!", [cases[item.case_id] for item in plan.unassigned]))
    ineligible = tuple(_marks("ineligible", "×", [cases[item.case_id] for item in plan.ineligible]))
    if unassigned:
        yield MapLayer("unassigned", unassigned)
    if ineligible:
        yield MapLayer("ineligible", ineligible)


def _marks(kind: str, sign: str, cases: Sequence[Case]) -> Iterator[Mark]:
    for number, case in enumerate(cases, 1):
        if case.place.point:
            label = f"{kind.capitalize()} {number}"
            yield Mark(f"{kind}-{number}", kind, sign, label, case.place.point)
