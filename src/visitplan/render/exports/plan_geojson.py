"""The plan as GeoJSON (RFC 7946), for map programs: ids, times and numbers, nobody's name."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from visitplan.domain.course import Line
from visitplan.domain.day import Day
from visitplan.domain.place import Point
from visitplan.domain.plan import Plan, Route
from visitplan.render.exports.stop_rows import StopRow, places_along, route_rows
from visitplan.render.way import Ways, way_of

Feature = dict[str, Any]
DIGITS = 6
"""Of a degree: some 0.1 m."""


def plan_geojson(plan: Plan, day: Day, ways: Ways) -> str:
    """Return routes as lines, stops and everything left out as points.

    Parameters
    ----------
    ways
        Where routes run; one that is missing is drawn from stop to stop.
    """
    features = [*_routes(plan, day, ways), *_left_out(plan, day)]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, sort_keys=True, allow_nan=False) + "\n"


def _routes(plan: Plan, day: Day, ways: Ways) -> Iterator[Feature]:
    for route in plan.routes:
        line = way_of(ways.get(route.shift_id, ()), places_along(route, day))
        if len(line):
            yield _feature(f"route/{route.shift_id}", _line(line), _route(plan, route))
        for row in route_rows(plan, day, route):
            if row.case.place.point is not None:
                position = _point(row.case.place.point)
                yield _feature(f"stop/{row.case.id}", position, _stop(row))


def _left_out(plan: Plan, day: Day) -> Iterator[Feature]:
    reasons: dict[str, tuple[str, list[str]]] = {
        visit.case_id: ("unassigned", [visit.rule]) for visit in plan.unassigned
    }
    for refused in plan.ineligible:
        rules = [refusal.rule for refusal in refused.refusals]
        reasons[refused.case_id] = ("ineligible", rules)
    points = {case.id: case.place.point for case in day.cases}
    for case_id, (kind, rules) in reasons.items():
        point = points.get(case_id)
        if point is not None:
            properties = {"kind": kind, "case_id": case_id, "rules": rules}
            yield _feature(f"{kind}/{case_id}", _point(point), properties)


def _route(plan: Plan, route: Route) -> Mapping[str, Any]:
    return {
        "kind": "route",
        "shift_id": route.shift_id,
        "agent_id": route.agent_id,
        **({"partners": list(route.partners)} if route.partners else {}),
        "leaves": route.leaves.astimezone(plan.time_zone).isoformat(),
        "ends": route.ends.astimezone(plan.time_zone).isoformat(),
        "stops": len(route.stops),
        "metres": route.metres,
        "travel_seconds": route.travel_seconds,
    }


def _stop(row: StopRow) -> Mapping[str, Any]:
    return {
        "kind": "stop",
        "case_id": row.case.id,
        "shift_id": row.route.shift_id,
        "agent_id": row.route.agent_id,
        "number": row.number,
        "arrival": row.arrival.isoformat(),
        "departure": row.departure.isoformat(),
    }


def _feature(identifier: str, geometry: Feature, properties: Mapping[str, Any]) -> Feature:
    return {
        "type": "Feature",
        "id": identifier,
        "geometry": geometry,
        "properties": dict(properties),
    }


def _line(line: Line) -> Feature:
    return {"type": "LineString", "coordinates": line[:, ::-1].round(DIGITS).tolist()}


def _point(point: Point) -> Feature:
    return {"type": "Point", "coordinates": [round(point.lon, DIGITS), round(point.lat, DIGITS)]}
