"""The agent's page: the route of whichever plan counts now, without those who are left alone."""

from datetime import UTC

from starlette.responses import Response

from visitplan.storage import outcomes
from visitplan.web.agent.coming_by_link import entry_page
from visitplan.web.agent.outcome_words import GROUPS
from visitplan.web.agent.page_data import data_of
from visitplan.web.agent.phones import link_of
from visitplan.web.agent.route_words import route_words
from visitplan.web.agent.shown import shown_to
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.parts import Part

doors = Doors(prefix="/a")


@doors.get("/route")
@may("follow own route")
def show_route(here: Here) -> Response:
    """Show the route until the link ends; from then on, that it has ended."""
    with here.read() as connection:
        link = link_of(connection, here.house, here.who)
        carried = here.house.carried.of_plan(connection, here.who.plan_id or "") if link else None
        told = (
            outcomes.of_day(connection, carried.head.day_id, agent_id=link.agent_id)
            if carried and link
            else ()
        )
    if link is None or carried is None or link.expires_at <= here.now:
        return entry_page(here, refused="ended")
    shown = shown_to(carried, link.agent_id, told)
    answer = here.page(
        "agent/route.html.j2",
        shown=shown,
        words=route_words(here, carried),
        data=data_of(here, carried, link),
        groups=GROUPS,
        customer=carried.day.policy.customer_on_agent_page,
        credit=carried.scenery.attribution,
        until=link.expires_at,
    )
    answer.headers["Visitplan-Until"] = link.expires_at.astimezone(UTC).isoformat()
    return answer


PART = Part(doors)
