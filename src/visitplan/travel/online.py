"""Streets from the net by way of OSMnx: the only module of this package that opens connections.

What is asked of whom: the outline of a place of Nominatim; its streets, house numbers and forbidden
turns of Overpass, at the addresses in ``osmnx.settings``. Never anything about cases or agents.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import osmnx
import shapely
from osmnx._errors import InsufficientResponseError

from visitplan.errors import TravelDataError
from visitplan.travel.asking import careful_asking
from visitplan.travel.complaints import in_brief
from visitplan.travel.edges import EdgeBuilder
from visitplan.travel.extract import (
    BARRIER_TAGS,
    WAY_TAGS,
    Address,
    Extract,
    ExtractBuilder,
    Tags,
)
from visitplan.travel.restrictions import HOURLY_KEYS, Member, restrictions_of
from visitplan.travel.street_source import StreetSource

ANSWER_SECONDS = 120
"""How long a server may work on one question."""

_REVERSED = {"-1", "reverse", "T"}


class Question(NamedTuple):
    """What is asked: the streets inside of an outline, of one Overpass server."""

    label: str
    outline: Callable[[], Any]
    overpass: str


def online_source(named: str, *, folder: Path, overpass: str | None = None) -> StreetSource:
    """Return the source that ``place:NAME`` or ``polygon:WKT-or-geojson-file`` names.

    Nothing is asked of anybody until it is read: of the server ``overpass``, or else of OSMnx's
    own choice. Its content is the question, not the answer: once compiled, the same question
    never goes out again. Raises TravelDataError when a polygon is none.
    """
    kind, _, text = named.partition(":")
    text, server = text.strip(), _server(overpass)
    if kind == "place":
        return _source(Question(text, lambda: _outline_of_place(text), server), text)
    polygon = _polygon(text, folder)
    return _source(Question("a polygon", lambda: polygon, server), polygon.wkt)


def _server(overpass: str | None) -> str:
    if overpass is None:
        return str(osmnx.settings.overpass_url)
    if not overpass.startswith(("http://", "https://")):
        raise TravelDataError("an Overpass server has an address that begins with https://")
    return overpass.rstrip("/").removesuffix("/interpreter")


def _source(question: Question, text: str) -> StreetSource:
    asked = f"{osmnx.settings.nominatim_url}\n{question.overpass}\n{text}"
    content = hashlib.sha256(asked.encode()).hexdigest()
    return StreetSource(question.label, content, lambda: _download(question))


def _download(question: Question) -> Extract:
    try:
        with _ways_as_mapped(question.overpass), careful_asking():
            polygon = question.outline()
            edges = EdgeBuilder()
            _add_streets(edges, polygon)
            edges.ways.addresses += _addresses(polygon)
            _add_restrictions(edges.ways, polygon)
            return edges.build()
    except (OSError, ValueError, TypeError, LookupError) as problem:  # requests' are OSErrors
        raise TravelDataError(
            f"the streets of {question.label} cannot be had from the net ({in_brief(problem)});"
            " check the connection and the name, or use an extract file"
        ) from None


@contextmanager
def _ways_as_mapped(overpass: str) -> Iterator[None]:
    """Have OSMnx keep each way once, with all tags that are read, and ask one server only.

    Our compiled network is the cache; OSMnx's own and its name service over HTTPS stay out.
    """
    wanted = {
        "overpass_url": overpass,
        "overpass_rate_limit": osmnx.settings.overpass_rate_limit and _is_default(overpass),
        "requests_timeout": ANSWER_SECONDS,
        "all_oneway": True,
        "use_cache": False,
        "doh_url_template": None,
        "useful_tags_way": list(WAY_TAGS),
        "useful_tags_node": list(BARRIER_TAGS),
    }
    before = {name: getattr(osmnx.settings, name) for name in wanted}
    try:
        for name, value in wanted.items():
            setattr(osmnx.settings, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(osmnx.settings, name, value)


def _is_default(overpass: str) -> bool:
    """Tell whether a server is the public one, which deals out slots; others know of none."""
    return overpass == osmnx.settings.overpass_url


def _outline_of_place(name: str) -> Any:
    return osmnx.geocode_to_gdf(name).union_all()


def _polygon(text: str, folder: Path) -> Any:
    try:
        geojson = folder / text if text.lower().endswith((".geojson", ".json")) else None
        shape = (
            shapely.from_geojson(geojson.read_text("utf-8")) if geojson else shapely.from_wkt(text)
        )
    except (OSError, UnicodeDecodeError, shapely.errors.ShapelyError) as problem:
        raise TravelDataError(
            f"the polygon of the streets cannot be read ({type(problem).__name__});"
            " give WKT, POLYGON ((lon lat, …)), or a GeoJSON file"
        ) from None
    areas = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    if not areas or not all(part.is_valid for part in areas):
        raise TravelDataError("the polygon of the streets encloses no area, or crosses itself")
    return shapely.union_all(areas)


def _add_streets(edges: EdgeBuilder, polygon: Any) -> None:
    drawn = osmnx.graph_from_polygon(
        polygon, network_type="all", simplify=False, retain_all=True, truncate_by_edge=True
    )
    graph = osmnx.simplify_graph(
        drawn,
        node_attrs_include=["barrier"],
        edge_attrs_differ=["osmid", *WAY_TAGS],  # a turn leads from one way to another
        remove_rings=False,
    )
    places = {node: (data["y"], data["x"]) for node, data in graph.nodes(data=True)}
    edges.ways.barriers |= {
        node: {key: str(data[key]) for key in BARRIER_TAGS if data.get(key) is not None}
        for node, data in graph.nodes(data=True)
        if "barrier" in data
    }
    for tail, head, data in graph.edges(data=True):
        straight = (places[tail], places[head])
        bent = data["geometry"].coords if "geometry" in data else None
        line = [(lat, lon) for lon, lat in bent] if bent else straight
        edges.add_one_way(_tags(data), (tail, head), line, identity=data["osmid"])


def _tags(data: dict[str, Any]) -> Tags:
    tags = {key: str(data[key]) for key in WAY_TAGS if data.get(key) is not None}
    if tags.get("oneway") in _REVERSED:  # OSMnx has turned the way's nodes round already
        tags["oneway"] = "yes"
    return tags


def _addresses(polygon: Any) -> list[Address]:
    try:
        found = osmnx.features_from_polygon(polygon, {"addr:housenumber": True})
    except InsufficientResponseError:
        return []
    rows = (
        {key: value for key, value in row.items() if isinstance(value, str)} | {"at": geometry}
        for row, geometry in zip(found.to_dict("records"), found.geometry, strict=True)
    )
    return [_address(row) for row in rows if row.get("addr:street") or row.get("addr:place")]


def _add_restrictions(ways: ExtractBuilder, polygon: Any) -> None:
    """Ask for the restrictions of turns, which OSMnx leaves out."""
    settings = osmnx._overpass._make_overpass_settings()  # noqa: SLF001  (it offers no other way)
    relations: dict[int, Any] = {}
    for outline in osmnx._overpass._make_overpass_polygon_coord_strs(polygon):  # noqa: SLF001
        question = f"{settings};relation[type=restriction](poly:{outline!r});out body;"
        answer = osmnx._overpass._overpass_request(OrderedDict(data=question))  # noqa: SLF001
        relations |= {each["id"]: each for each in answer["elements"]}
    for relation in relations.values():
        tags = relation.get("tags", {})
        members = [Member(m["role"], m["type"][0], m["ref"]) for m in relation["members"]]
        ways.restrictions += restrictions_of(tags, members)
        ways.hourly_turns += any(key in tags for key in HOURLY_KEYS)


def _address(row: dict[str, Any]) -> Address:
    middle = row["at"].centroid
    return Address(
        street=row.get("addr:street") or row["addr:place"],
        number=row["addr:housenumber"],
        city=row.get("addr:city", ""),
        postcode=row.get("addr:postcode", ""),
        lat=middle.y,
        lon=middle.x,
    )
