"""A Folium map that needs nothing from anywhere, and never sees a word of the input.

Folium compiles what it is given as Jinja templates, twice. So it gets only names and numbers of
our own making: the map and one empty layer per agent. Geometry travels in a JSON island beside
it, and our own script draws it into Folium's layers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import folium
import numpy as np
from branca.element import Figure

from visitplan.domain.course import Line, line_through
from visitplan.domain.place import Point
from visitplan.domain.travel import Bounds
from visitplan.render.palette import Look
from visitplan.render.scenery import Scenery, box_around, street_box
from visitplan.render.vectors import DrawnStreets, encode_way

MAP_ID = "plan"


@dataclass(frozen=True)
class Mark:
    """A marker: ``key`` ties it to its list entry and its timeline block on the same page."""

    key: str
    kind: str
    text: str
    label: str
    point: Point


@dataclass(frozen=True, eq=False)
class MapLayer:
    """What can be shown and hidden together: a way and its markers, in one look.

    ``name`` is an identifier of our own making; the text shown for it stands in the page, in the
    element whose ``data-layer`` is this name.
    """

    name: str
    marks: tuple[Mark, ...]
    way: Line | None = None
    look: Look | None = None


@dataclass(frozen=True)
class MapParts:
    """A rendered map, ready to be set into a page of our own."""

    html: str
    script: str
    data: dict[str, Any]


class SelfContainedMap(folium.Map):
    """A Folium map without tiles, without links, and with the same names at every rendering."""

    # Folium reads these lists and never changes them; its own hold the addresses of networks.
    default_js: list[tuple[str, str]] = []  # noqa: RUF012
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, box: Bounds) -> None:
        centre = ((box.south + box.north) / 2, (box.west + box.east) / 2)
        super().__init__(
            location=centre, tiles=None, max_zoom=19, zoom_snap=0.25, attribution_control=False
        )
        self._id = MAP_ID

    def add_layer(self, name: str) -> str:
        """Add an empty layer; return the name of its variable in the page's script."""
        group = folium.FeatureGroup(name=name)
        group._id = name  # noqa: SLF001  (Folium draws it at random and offers no other way)
        group.add_to(self)
        return str(group.get_name())

    def parts(self) -> tuple[str, str]:
        """Return the map's element and its script, without Folium's page around them."""
        figure = self.get_root()
        if not isinstance(figure, Figure):
            raise TypeError("a Folium map stands in a figure")
        figure.render()
        return str(figure.html.render()), str(figure.script.render())


def draw(layers: Sequence[MapLayer], scenery: Scenery) -> MapParts | None:
    """Return the map of some layers above the streets around them; None when they are empty.

    It opens on the ways, where there are any: what was left out may lie anywhere.
    """
    ways = [layer.way for layer in layers if layer.way is not None]
    marks = line_through(mark.point for layer in layers for mark in layer.marks)
    shown = np.concatenate(ways) if ways else marks
    opening, surroundings = box_around(shown), street_box(shown)
    if opening is None or surroundings is None:
        return None
    return _parts(opening, scenery.streets.inside(surroundings), layers)


def draw_streets(streets: DrawnStreets, corners: Line) -> MapParts | None:
    """Return the map of streets alone, those inside of the corners; None without corners."""
    box = box_around(corners)
    return _parts(box, streets.inside(box), ()) if box else None


def _parts(opening: Bounds, streets: dict[str, str], layers: Sequence[MapLayer]) -> MapParts:
    canvas = SelfContainedMap(opening)
    drawn = [_layer_data(canvas.add_layer(layer.name), layer) for layer in layers]
    data = {
        "map": canvas.get_name(),
        "opening": [[opening.south, opening.west], [opening.north, opening.east]],
        "streets": streets,
        "layers": drawn,
    }
    return MapParts(*canvas.parts(), data)


def _layer_data(variable: str, layer: MapLayer) -> dict[str, Any]:
    return {
        "variable": variable,
        "name": layer.name,
        "hue": layer.look.hue if layer.look else None,
        "dash": layer.look.dash if layer.look else None,
        "way": None if layer.way is None else encode_way(layer.way),
        "marks": [_mark_data(mark) for mark in layer.marks],
    }


def _mark_data(mark: Mark) -> dict[str, Any]:
    at = [round(mark.point.lat, 6), round(mark.point.lon, 6)]
    return {"key": mark.key, "kind": mark.kind, "text": mark.text, "label": mark.label, "at": at}
