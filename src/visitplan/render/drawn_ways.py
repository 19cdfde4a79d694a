"""The ways of a plan's routes as short texts, as maps in a browser draw them."""

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Travel
from visitplan.render.exports.stop_rows import places_along
from visitplan.render.files import ways_through
from visitplan.render.vectors import encode_way
from visitplan.render.way import way_of


def drawn_ways(plan: Plan, day: Day, travel: Travel) -> dict[str, str]:
    """Return the encoded line of each route by shift id; none where it leads nowhere."""
    ways = ways_through(plan, day, travel)
    lines = {
        route.shift_id: way_of(ways[route.shift_id], places_along(route, day))
        for route in plan.routes
    }
    return {shift: encode_way(line) for shift, line in lines.items() if len(line)}
