"""OSRM and Valhalla as they answer by their documentation, for a flat world at 10 m/s.

Points below the equator are on an island: no way leads there. The street nearest to a point lies
as many metres away as the thousandth degrees of its latitude say: 60.005 is 5 metres off. The
forms of the answers were compared with those of real servers (OSRM 26.10, Valhalla 3.9).
"""

import re
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import polyline
from local_server import Asked, Reply, told

METRES_PER_DEGREE = 100_000

Place = tuple[float, float]
"""Latitude and longitude."""


def metres(origin: Place, destination: Place) -> float:
    return METRES_PER_DEGREE * sum(abs(a - b) for a, b in zip(origin, destination, strict=True))


def apart(origin: Place, destination: Place) -> bool:
    return (origin[0] < 0) != (destination[0] < 0)


def off_street(place: Place) -> float:
    return round(abs(place[0]) * 1000) % 1000


def osrm(asked: Asked) -> Reply:
    """Answer /table and /route."""
    service, places, query = _osrm_question(asked.path)
    if len(places) > 100:
        return told({"code": "TooBig", "message": "Too many table coordinates"}, 400)
    if len(places) < 2:
        return told({"code": "InvalidOptions", "message": "Number of coordinates"}, 400)
    return _table(places, query) if service == "table" else _route(places)


def _osrm_question(path: str) -> tuple[str, list[Place], dict[str, str]]:
    parts = urlsplit(path)
    match = re.fullmatch(r"/(table|route)/v1/[a-z]+/([-0-9.,;]+)", parts.path)
    assert match, parts.path
    pairs = [tuple(map(float, pair.split(","))) for pair in match[2].split(";")]
    query = {name: values[0] for name, values in parse_qs(parts.query, separator="&").items()}
    return match[1], [(lat, lon) for lon, lat in pairs], query


def _table(places: list[Place], query: dict[str, str]) -> Reply:
    sources, targets = (_chosen(places, query.get(name)) for name in ("sources", "destinations"))
    tables = {
        "durations": [[_osrm_cell(a, b, 10) for b in targets] for a in sources],
        "distances": [[_osrm_cell(a, b, 1) for b in targets] for a in sources],
    }
    wanted = {"duration": "durations", "distance": "distances"}
    held = {wanted[name]: tables[wanted[name]] for name in query["annotations"].split(",")}
    ends = {"sources": _waypoints(sources), "destinations": _waypoints(targets)}
    return told({"code": "Ok", **held, **ends})


def _chosen(places: list[Place], numbers: str | None) -> list[Place]:
    return places if numbers is None else [places[int(number)] for number in numbers.split(";")]


def _osrm_cell(origin: Place, destination: Place, divisor: int) -> float | None:
    return None if apart(origin, destination) else round(metres(origin, destination) / divisor, 1)


def _waypoints(places: list[Place]) -> list[dict[str, object]]:
    return [{"distance": off_street(p), "name": "", "location": [p[1], p[0]]} for p in places]


def _route(places: list[Place]) -> Reply:
    if any(apart(*leg) for leg in pairwise(places)):
        return told({"code": "NoRoute", "message": "Impossible route between points"}, 400)
    legs = [{"distance": metres(*leg), "steps": _steps(*leg)} for leg in pairwise(places)]
    return told({"code": "Ok", "routes": [{"legs": legs}], "waypoints": _waypoints(places)})


def _steps(origin: Place, destination: Place) -> list[dict[str, object]]:
    corner = (origin[0], destination[1])
    stretches = [("East Street", origin, corner), ("North Street", corner, destination)]
    steps = [
        {"name": name, "distance": metres(a, b), "geometry": polyline.encode([a, b], 6)}
        for name, a, b in stretches
    ]
    last = {"name": "North Street", "distance": 0, "geometry": polyline.encode([destination], 6)}
    return [*steps, last]


def valhalla(asked: Asked) -> Reply:
    """Answer /sources_to_targets, /locate and /route."""
    question = asked.question
    match asked.path:
        case "/locate":
            return told([_located(place) for place in _places(question["locations"])])
        case "/sources_to_targets":
            sources, targets = (_places(question[name]) for name in ("sources", "targets"))
            rows = [[_valhalla_cell(a, b) for b in targets] for a in sources]
            return told({"sources_to_targets": rows, "units": "kilometers"})
        case "/route":
            return _trip(_places(question["locations"]))
    return told({"error_code": 106, "error": "Try any of"}, 404)


def _places(locations: list[dict[str, float]]) -> list[Place]:
    return [(location["lat"], location["lon"]) for location in locations]


def _located(place: Place) -> dict[str, object]:
    degrees = off_street(place) / 111_195
    edge = {"correlated_lat": place[0] + degrees, "correlated_lon": place[1]}
    return {"input_lat": place[0], "input_lon": place[1], "edges": [edge], "nodes": []}


def _valhalla_cell(origin: Place, destination: Place) -> dict[str, object]:
    if apart(origin, destination):
        return {"time": None, "distance": None}
    length = metres(origin, destination)
    return {"time": round(length / 10), "distance": round(length / 1000, 3)}


def _trip(places: list[Place]) -> Reply:
    if any(apart(*leg) for leg in pairwise(places)):
        return told({"error_code": 442, "error": "No path could be found for input"}, 400)
    return told({"trip": {"legs": [_trip_leg(*leg) for leg in pairwise(places)]}})


def _trip_leg(origin: Place, destination: Place) -> dict[str, object]:
    corner = (origin[0], destination[1])
    maneuvers = [
        {"street_names": ["East Street"], "length": metres(origin, corner) / 1000},
        {"street_names": ["North Street", "B 7"], "length": metres(corner, destination) / 1000},
        {"length": 0.0},
    ]
    return {"maneuvers": maneuvers, "shape": polyline.encode([origin, corner, destination], 6)}
