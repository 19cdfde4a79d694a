"""The page that an agent carries: where to go, until when, and nothing else."""

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.render.manners import manners
from visitplan.render.maps import draw
from visitplan.render.navigation import links_along, links_to
from visitplan.render.outcomes import OUTCOMES
from visitplan.render.page import compose
from visitplan.render.route_layer import route_layer
from visitplan.render.route_view import route_view, to_carry
from visitplan.render.scenery import Scenery
from visitplan.render.wording import hours, kilometres, minutes, wording_of


def agent_page(plan: Plan, day: Day, shift_id: str, scenery: Scenery) -> str:
    """Return one shift's page, made for a phone and readable without scripts.

    It shows this route only: of other agents those who travel along, no amounts, no costs, and the
    customer only as the policy allows. A stop whose case is held or withdrawn by now is gone. A
    shift without a route says so. Raises KeyError when the day has no such shift.
    """
    shift = {shift.id: shift for shift in day.shifts}[shift_id]
    whole = route_view(plan, day, shift_id, scenery)
    view = to_carry(whole, day) if whole else None
    context = {
        "words": wording_of(plan),
        "shift": shift,
        "view": view,
        "customer": day.policy.customer_on_agent_page,
        "manners": manners(scenery.door, day.policy),
        "outcomes": OUTCOMES,
        "travel": scenery.description,
        "beeline": day.travel.engine == "beeline",
        "credit": scenery.attribution,
        "minutes": minutes,
        "hours": hours,
        "kilometres": kilometres,
        "links_to": links_to,
        "whole_route": links_along(view.points, view.route.mode) if view else (),
    }
    return compose(
        "agent_page.html.j2",
        context,
        styles=("page.css", "door.css", "agent_page.css"),
        scripts=("map.js", "agent_page.js"),
        parts=draw([route_layer(view, scenery)], scenery) if view else None,
    )
