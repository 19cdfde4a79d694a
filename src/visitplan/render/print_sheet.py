"""The itineraries on paper: one agent a page, A4, no scripts."""

import segno
from markupsafe import Markup

from visitplan.domain.day import Day
from visitplan.domain.place import Point
from visitplan.domain.plan import Plan
from visitplan.render.manners import in_short, manners
from visitplan.render.navigation import geo
from visitplan.render.outcomes import OUTCOMES
from visitplan.render.page import compose
from visitplan.render.route_view import route_views, to_carry
from visitplan.render.scenery import Scenery
from visitplan.render.tongue import ENGLISH, Tongue
from visitplan.render.wording import kilometres, wording_of


def itinerary(plan: Plan, day: Day, scenery: Scenery, *, tongue: Tongue = ENGLISH) -> str:
    """Return the printable itineraries of all routes, as their reader speaks.

    Each carries a QR code that leads a phone to its first stop: coordinates and nothing else.
    What the rules ask at the door stands in short on each sheet, and in full on one without
    addresses. Customers are printed only where the policy shows them openly, for paper cannot
    wait for a tap.
    """
    views = route_views(plan, day, scenery)
    asked = manners(scenery.door, day.policy)
    context = {
        "words": wording_of(plan),
        "tongue": tongue,
        "_": tongue.text,
        "date": tongue.long_date(plan.date),
        "views": tuple(view for whole in views if (view := to_carry(whole, day))),
        "customer": day.policy.customer_on_agent_page == "shown",
        "travel": tongue.retell(scenery.description),
        "beeline": day.travel.engine == "beeline",
        "credit": scenery.attribution,
        "kilometres": kilometres,
        "qr": _qr,
        "manners": asked,
        "in_short": in_short(asked),
        "outcomes": OUTCOMES,
    }
    return compose("itinerary.html.j2", context, styles=("page.css", "door.css", "itinerary.css"))


def _qr(point: Point) -> Markup:
    code = segno.make(geo(point), error="m", micro=False)
    return Markup(code.svg_inline(scale=3, border=2, omitsize=False))  # noqa: S704 (segno's own)
