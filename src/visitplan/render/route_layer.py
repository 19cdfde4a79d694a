"""A route as a layer of a map."""

from collections.abc import Iterator

from visitplan.domain.place import Point
from visitplan.render.maps import MapLayer, Mark
from visitplan.render.route_view import RouteView
from visitplan.render.scenery import Scenery
from visitplan.render.way import way_of


def route_layer(view: RouteView, scenery: Scenery) -> MapLayer:
    """Return the route's way along the streets, its numbered stops, its start and its end.

    A route whose way is unknown is drawn with straight lines.
    """
    way = way_of(scenery.ways.get(view.shift.id, ()), _places(view))
    marks = (*_terminals(view), *_numbered(view))
    return MapLayer(view.name, marks, way if len(way) else None, view.look)


def _numbered(view: RouteView) -> Iterator[Mark]:
    for stop in view.stops:
        if stop.case.place.point:
            text = str(stop.number)
            yield Mark(stop.key, "stop", text, f"Stop {text}", stop.case.place.point)


def _terminals(view: RouteView) -> Iterator[Mark]:
    start = view.shift.start.point
    end = view.shift.end.point if view.shift.end else None
    key = f"{view.position + 1}"
    if start and start == end:
        yield Mark(f"{key}-home", "home", "", "Start and end", start)
        return
    if start:
        yield Mark(f"{key}-start", "start", "", "Start", start)
    if end:
        yield Mark(f"{key}-end", "end", "", "End", end)


def _places(view: RouteView) -> tuple[Point, ...]:
    ends = (view.shift.start.point, view.shift.end.point if view.shift.end else None)
    return tuple(point for point in (ends[0], *view.points, ends[1]) if point)
