"""What every reader of streets hands to the compiler: ways with their tags, and addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplan.travel.geodesy import FIXED

Tags = Mapping[str, str]

WAY_TAGS = (
    *("highway", "name", "maxspeed", "junction", "oneway", "oneway:motor_vehicle", "service"),
    *("access", "vehicle", "motor_vehicle", "motorcar", "foot", "area", "tunnel", "motorroad"),
)
"""The tags of a way that the compiler reads; readers leave all others out."""


class Address(NamedTuple):
    """A house number of the map, with its point in degrees."""

    street: str
    number: str
    city: str
    postcode: str
    lat: float
    lon: float


@dataclass(frozen=True, eq=False)
class Extract:
    """Ways and addresses of a piece of the map.

    Way ``w`` has the tags ``tags[w]`` and the nodes ``offsets[w]`` up to ``offsets[w + 1]`` of
    ``nodes`` (identities; ways meet where they share one) and ``places`` (n, 2: latitude and
    longitude in whole 1e-7 degrees). Every way has at least two nodes. No car passes the nodes
    ``blocked``. ``as_of`` is the day of the newest way, None where the file does not tell.
    """

    tags: tuple[Tags, ...]
    offsets: NDArray[np.int64]
    nodes: NDArray[np.int64]
    places: NDArray[np.int32]
    addresses: tuple[Address, ...]
    blocked: NDArray[np.int64]
    as_of: date | None = None


class ExtractBuilder:
    """Collects ways, addresses and nodes that block cars, one by one."""

    def __init__(self) -> None:
        self._tags: list[Tags] = []
        self._offsets = [0]
        self._nodes: list[int] = []
        self._places: list[tuple[float, float]] = []
        self.addresses: list[Address] = []
        self.blocked: list[int] = []

    def add_way(self, tags: Tags, nodes: list[int], places: list[tuple[float, float]]) -> None:
        """Add a way with its nodes at (latitude, longitude) in degrees; a lone node is no way."""
        if len(nodes) < 2:
            return
        self._tags.append(tags)
        self._nodes += nodes
        self._places += places
        self._offsets.append(len(self._nodes))

    def build(self, as_of: date | None = None) -> Extract:
        """Return what was collected; ValueError when a place is not on the earth."""
        places = np.array(self._places, dtype=np.float64).reshape(-1, 2)
        if not (np.abs(places) <= (90, 180)).all():  # nor is NaN
            raise ValueError("a place lies beyond 90 degrees of latitude or 180 of longitude")
        return Extract(
            tags=tuple(self._tags),
            offsets=np.array(self._offsets, dtype=np.int64),
            nodes=np.array(self._nodes, dtype=np.int64),
            places=np.rint(places * FIXED).astype(np.int32),
            addresses=tuple(self.addresses),
            blocked=np.array(self.blocked, dtype=np.int64),
            as_of=as_of,
        )
