"""Everything that a published plan consists of, file by file."""

from itertools import islice, pairwise

from visitplan.domain.course import Course, LegEnds
from visitplan.domain.day import Day
from visitplan.domain.door import Door
from visitplan.domain.plan import Plan, Route
from visitplan.domain.street_hours import week_second
from visitplan.domain.travel import Bounds, Travel
from visitplan.render.agent_page import agent_page
from visitplan.render.exports.itineraries_xlsx import itineraries_xlsx
from visitplan.render.exports.plan_file import plan_json
from visitplan.render.exports.plan_geojson import plan_geojson
from visitplan.render.exports.route_gpx import route_gpx
from visitplan.render.exports.route_ics import route_ics
from visitplan.render.exports.stop_rows import moments_along
from visitplan.render.exports.stops_csv import stops_csv, stops_csv_for_excel
from visitplan.render.file_names import ITINERARIES, OVERVIEW, agent_file
from visitplan.render.overview import overview
from visitplan.render.print_sheet import itinerary
from visitplan.render.scenery import Scenery
from visitplan.render.tongue import ENGLISH, Tongue
from visitplan.render.vectors import DrawnStreets
from visitplan.render.way import Ways

MARGIN_DEGREES = 0.002


def day_files(
    plan: Plan, day: Day, travel: Travel, door: Door, *, tongue: Tongue = ENGLISH
) -> dict[str, bytes]:
    """Return the content of each file of the output folder, by name.

    ``door`` is what the rules ask of whoever goes by this plan. The sheets to print speak
    ``tongue``, all else speaks English.
    """
    scenery = _scenery(plan, day, travel, door)
    files = {
        OVERVIEW: overview(plan, day, scenery).encode(),
        ITINERARIES: itinerary(plan, day, scenery, tongue=tongue).encode(),
        "plan.json": plan_json(plan).encode(),
        "plan.geojson": plan_geojson(plan, day, scenery.ways).encode(),
        "itineraries.xlsx": itineraries_xlsx(plan, day, scenery.ways),
        "stops.csv": stops_csv(plan, day),
        "stops-excel.csv": stops_csv_for_excel(plan, day),
    }
    for route in plan.routes:
        page = agent_file(route.shift_id)
        name = page.removesuffix(".html")
        files[page] = agent_page(plan, day, route.shift_id, scenery).encode()
        files |= dict.fromkeys(_pages_of_members(route, day), files[page])
        files[f"{name}.gpx"] = route_gpx(plan, day, route.shift_id, scenery.ways).encode()
        files[f"{name}.ics"] = route_ics(plan, day, route.shift_id)
    return files


def _pages_of_members(route: Route, day: Day) -> tuple[str, ...]:
    """Return the names of the pages that each of a crew would carry alone."""
    shift = next(shift for shift in day.shifts if shift.id == route.shift_id)
    return tuple(agent_file(own.id) for own in shift.joined)


def _scenery(plan: Plan, day: Day, travel: Travel, door: Door) -> Scenery:
    bounds = bounds_of(day)
    return Scenery(
        ways=ways_through(plan, day, travel),
        streets=DrawnStreets(travel.street_lines(bounds) if bounds else ()),
        description=travel.description,
        attribution=travel.attribution,
        door=door,
    )


def ways_through(plan: Plan, day: Day, travel: Travel) -> Ways:
    """Return where routes run; those of one mode are asked for together, which is quicker."""
    ways: dict[str, tuple[Course, ...]] = {}
    for mode in dict.fromkeys(route.mode for route in plan.routes):
        legs = {r.shift_id: _legs(r, day) for r in plan.routes if r.mode == mode}
        courses = iter(travel.courses([leg for own in legs.values() for leg in own], mode))
        ways |= {shift_id: tuple(islice(courses, len(own))) for shift_id, own in legs.items()}
    return ways


def _legs(route: Route, day: Day) -> list[LegEnds]:
    return [
        LegEnds(origin, destination, week_second(left.astimezone(day.time_zone)))
        for (origin, left), (destination, _) in pairwise(moments_along(route, day))
    ]


def bounds_of(day: Day) -> Bounds | None:
    """Return the box around all places of a day and a margin; None where none is known."""
    places = [case.place for case in day.cases if not case.place.problem]
    places += [place for shift in day.shifts for place in (shift.start, shift.end) if place]
    points = [place.point for place in places if place.point]
    if not points:
        return None
    lats, lons = [point.lat for point in points], [point.lon for point in points]
    return Bounds(
        min(lats) - MARGIN_DEGREES,
        min(lons) - MARGIN_DEGREES,
        max(lats) + MARGIN_DEGREES,
        max(lons) + MARGIN_DEGREES,
    )
