"""Reading OpenStreetMap files: ``.osm.pbf``, ``.osm``, ``.osm.gz``, ``.osm.bz2``.

pyosmium decides nothing by the file's name here: the format was told from its first bytes. Its
XML reader refuses entity declarations; pbf files hold no code.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import osmium

from visitplan.errors import TravelDataError
from visitplan.travel.complaints import in_brief
from visitplan.travel.extract import (
    BARRIER_TAGS,
    WAY_TAGS,
    Address,
    Extract,
    ExtractBuilder,
    Tags,
)
from visitplan.travel.ferries import is_ferry
from visitplan.travel.restrictions import HOURLY_KEYS, Member, restrictions_of
from visitplan.travel.restrictions import KEYS as RESTRICTION_KEYS

_KEYS = ("highway", "route", "addr:housenumber", "barrier", *RESTRICTION_KEYS, *HOURLY_KEYS)


def read_osm_file(path: Path, form: str) -> Extract:
    """Return the ways and addresses of a file of the form ``pbf``, ``osm``, ``osm.gz``, ….

    Raises TravelDataError when the file is broken off, damaged, or not of that form.
    """
    builder, newest = ExtractBuilder(), date.min
    try:
        for thing in _streets_and_addresses(path, form):
            if thing.is_relation():
                builder.restrictions += restrictions_of(dict(thing.tags), _members(thing))
                builder.hourly_turns += any(key in thing.tags for key in HOURLY_KEYS)
                continue
            if thing.is_way() and ("highway" in thing.tags or is_ferry(dict(thing.tags))):
                newest = max(newest, _add_street(builder, thing))
            if "addr:housenumber" in thing.tags:
                _add_address(builder, thing)
            if thing.is_node() and "barrier" in thing.tags:
                builder.barriers[thing.id] = _chosen(thing.tags, BARRIER_TAGS)
    except (osmium.InvalidLocationError, RuntimeError, ValueError, OSError) as problem:
        raise TravelDataError(
            f"{path.name}: the street data is damaged or broken off ({in_brief(problem)});"
            " download or copy the file again"
        ) from None
    return builder.build(as_of=newest if newest.year > 2000 else None)


def _streets_and_addresses(path: Path, form: str) -> Iterator[Any]:
    entities = osmium.osm.NODE | osmium.osm.WAY | osmium.osm.RELATION
    return iter(
        osmium.FileProcessor(osmium.io.File(str(path), form), entities)
        .with_locations()
        .with_filter(osmium.filter.KeyFilter(*_KEYS))
    )


def _chosen(tags: Any, keys: tuple[str, ...]) -> Tags:
    return {key: tags[key] for key in keys if key in tags}


def _members(relation: Any) -> list[Member]:
    return [Member(member.role, member.type, member.ref) for member in relation.members]


def _add_street(builder: ExtractBuilder, way: Any) -> date:
    tags = _chosen(way.tags, WAY_TAGS)
    nodes: list[int] = []
    places: list[tuple[float, float]] = []
    for node in way.nodes:
        if node.location.valid():
            nodes.append(node.ref)
            places.append((node.location.lat, node.location.lon))
        else:  # cut off at the extract's border: the way goes on as a piece of its own
            builder.add_way(tags, nodes, places, identity=way.id)
            nodes, places = [], []
    builder.add_way(tags, nodes, places, identity=way.id)
    changed: date = way.timestamp.date()
    return changed


def _add_address(builder: ExtractBuilder, thing: Any) -> None:
    street = thing.tags.get("addr:street") or thing.tags.get("addr:place")
    point = _middle(thing)
    if street and point:
        builder.addresses.append(
            Address(
                street=street,
                number=thing.tags["addr:housenumber"],
                city=thing.tags.get("addr:city", ""),
                postcode=thing.tags.get("addr:postcode", ""),
                lat=point[0],
                lon=point[1],
            )
        )


def _middle(thing: Any) -> tuple[float, float] | None:
    """Return a node's point, or the mean of a way's corners (a ring's first counts once)."""
    if thing.is_node():
        return (thing.location.lat, thing.location.lon) if thing.location.valid() else None
    corners = {node.ref: node.location for node in thing.nodes if node.location.valid()}.values()
    if not corners:
        return None
    return (
        sum(corner.lat for corner in corners) / len(corners),
        sum(corner.lon for corner in corners) / len(corners),
    )
