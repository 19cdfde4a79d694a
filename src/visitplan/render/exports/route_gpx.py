"""One route for navigation devices: its stops as a GPX route, its streets as a track."""

from datetime import UTC

import gpxpy.gpx

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.render.exports.stop_rows import StopRow, carried_rows, places_along, route_of
from visitplan.render.way import Ways, way_of


def route_gpx(plan: Plan, day: Day, shift_id: str, ways: Ways) -> str:
    """Return a route as GPX 1.1; KeyError when the shift has none.

    Stops are called by their number only (``Stop 3``): such files end up on other people's
    servers. ``ways`` gives, by shift id, the points along each leg.
    """
    route = route_of(plan, shift_id)
    gpx = gpxpy.gpx.GPX()
    gpx.creator = "visitplan"
    gpx.name = f"{plan.date} {shift_id}"
    stops = gpxpy.gpx.GPXRoute(name=shift_id)
    stops.points = [_stop(row) for row in carried_rows(plan, day, route) if row.case.place.point]
    line = way_of(ways.get(shift_id, ()), places_along(route, day))
    streets = gpxpy.gpx.GPXTrackSegment([gpxpy.gpx.GPXTrackPoint(*at) for at in line.tolist()])
    track = gpxpy.gpx.GPXTrack(name=shift_id)
    track.segments.append(streets)
    gpx.routes.append(stops)
    gpx.tracks.append(track)
    xml: str = gpx.to_xml(version="1.1")
    return xml


def _stop(row: StopRow) -> gpxpy.gpx.GPXRoutePoint:
    point = row.case.place.point
    return gpxpy.gpx.GPXRoutePoint(
        point.lat if point else None,
        point.lon if point else None,
        time=row.arrival.astimezone(UTC),
        name=f"Stop {row.number}",
    )
