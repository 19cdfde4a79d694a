"""Reading street graphs that OSMnx saved as GraphML, without trusting them.

XML with entities or a document type is refused, and values that OSMnx reads by evaluating them as
Python (``"['residential', 'tertiary']"``) are taken apart as text: of several, the first counts.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import shapely
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from visitplan.errors import TravelDataError
from visitplan.travel.complaints import in_brief
from visitplan.travel.edges import EdgeBuilder, Line
from visitplan.travel.extract import WAY_TAGS, Extract

Values = dict[str, str]

_FIRST_OF_LIST = re.compile(r"\[\s*'([^']*)'")
_PREFIX = "{http://graphml.graphdrawing.org/xmlns}"


def read_graphml(path: Path) -> Extract:
    """Return the streets of a graph in geographic coordinates, without addresses and turns.

    Raises TravelDataError when the file is damaged, projected, or bears entities.
    """
    try:
        return replace(_Reader().read(path), tells_turns=False)
    except DefusedXmlException:
        raise TravelDataError(
            f"{path.name}: XML entities and document types are not allowed; export the graph anew"
        ) from None
    except (ParseError, KeyError, ValueError, shapely.errors.ShapelyError) as problem:
        raise TravelDataError(
            f"{path.name}: the street graph is damaged or not from OSMnx ({in_brief(problem)});"
            " save it again with osmnx.save_graphml"
        ) from None


class _Reader:
    """Reads one document from front to back: keys, nodes, edges."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._places: dict[str, tuple[float, float]] = {}
        self._edges = EdgeBuilder()

    def read(self, path: Path) -> Extract:
        for element in _elements(path):
            match element.tag.removeprefix(_PREFIX):
                case "key":
                    self._names[element.attrib["id"]] = element.attrib["attr.name"]
                case "node":
                    self._add_node(element.attrib["id"], self._values(element))
                    element.clear()
                case "edge":
                    ends = element.attrib["source"], element.attrib["target"]
                    self._add_edge(ends, self._values(element))
                    element.clear()
                case "graph":
                    _refuse_projected(self._values(element))
        return self._edges.build()

    def _values(self, element: Any) -> Values:
        return {
            self._names[data.attrib["key"]]: data.text or ""
            for data in element.iterfind(f"{_PREFIX}data")
        }

    def _add_node(self, node: str, values: Values) -> None:
        self._numbers[node] = len(self._numbers)
        self._places[node] = float(values["y"]), float(values["x"])

    def _add_edge(self, ends: tuple[str, str], values: Values) -> None:
        tail, head = ends
        nodes = self._numbers[tail], self._numbers[head]
        line = _line(values) or (self._places[tail], self._places[head])
        tags = {key: _first(values[key]) for key in WAY_TAGS if values.get(key)}
        one_way = tags.pop("oneway", "").casefold() in {"true", "yes", "1"}
        if one_way:
            self._edges.add_one_way({**tags, "oneway": "yes"}, nodes, line)
        else:
            self._edges.add_two_way(tags, nodes, line)


def _elements(path: Path) -> Iterator[Any]:
    for _, element in iterparse(path, events=("end",), forbid_dtd=True):
        yield element


def _refuse_projected(values: Values) -> None:
    if values.get("crs", "epsg:4326").casefold() != "epsg:4326":
        raise ValueError("its coordinates are projected; epsg:4326 is expected")


def _line(values: Values) -> Line | None:
    if "geometry" not in values:
        return None
    coordinates = shapely.get_coordinates(shapely.from_wkt(values["geometry"])).tolist()
    return [(lat, lon) for lon, lat in coordinates]


def _first(value: str) -> str:
    several = _FIRST_OF_LIST.match(value)
    return several[1] if several else value
