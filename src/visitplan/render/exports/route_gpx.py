"""One route for navigation devices: its stops as a GPX route, its streets as a track."""

from datetime import UTC

import gpxpy.gpx

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan, Route
from visitplan.render.along import LegView, legs_of
from visitplan.render.exports.stop_rows import StopRow, carried_rows, places_along, route_of
from visitplan.render.safe_text import plain
from visitplan.render.way import Ways, way_of
from visitplan.render.wording import distance, hours


def route_gpx(plan: Plan, day: Day, shift_id: str, ways: Ways) -> str:
    """Return a route as GPX 1.1; KeyError when the shift has none.

    Stops are called by their number only (``Stop 3``): such files end up on other people's
    servers. How one gets to each stands in its description: time, distance, the main streets.
    """
    route = route_of(plan, shift_id)
    gpx = gpxpy.gpx.GPX()
    gpx.creator = "visitplan"
    gpx.name = f"{plan.date} {shift_id}"
    legs = legs_of(route, ways)
    stops = gpxpy.gpx.GPXRoute(name=shift_id, description=_whole(route))
    stops.points = [
        _stop(row, legs[row.number - 1])
        for row in carried_rows(plan, day, route)
        if row.case.place.point
    ]
    line = way_of(ways.get(shift_id, ()), places_along(route, day))
    streets = gpxpy.gpx.GPXTrackSegment([gpxpy.gpx.GPXTrackPoint(*at) for at in line.tolist()])
    track = gpxpy.gpx.GPXTrack(name=shift_id)
    track.segments.append(streets)
    gpx.routes.append(stops)
    gpx.tracks.append(track)
    xml: str = gpx.to_xml(version="1.1")
    return xml


def _whole(route: Route) -> str:
    stops = f"{len(route.stops)} {'stop' if len(route.stops) == 1 else 'stops'}"
    return f"{stops}, {hours(route.travel_seconds)} on the way, {distance(route.metres)}"


def _stop(row: StopRow, leg: LegView) -> gpxpy.gpx.GPXRoutePoint:
    point = row.case.place.point
    return gpxpy.gpx.GPXRoutePoint(
        point.lat if point else None,
        point.lon if point else None,
        time=row.arrival.astimezone(UTC),
        name=f"Stop {row.number}",
        description=plain(leg.text) or None,
    )
