"""What every reader of streets hands to the compiler: ways with their tags, and addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplan.travel.geodesy import FIXED

Tags = Mapping[str, str]

HOURLY_TAGS = tuple(
    f"{key}:conditional"
    for key in ("access", "vehicle", "motor_vehicle", "motorcar", "motorcycle", "foot", "oneway")
)
"""The tags of a way that say who may use it at some hours only."""

WAY_TAGS = (
    *("highway", "name", "maxspeed", "junction", "oneway", "oneway:motor_vehicle", "service"),
    *("access", "vehicle", "motor_vehicle", "motorcar", "foot", "area", "tunnel", "motorroad"),
    *("motorcycle", "moped", "oneway:motorcycle", "route", "duration", *HOURLY_TAGS),
)
"""The tags of a way that the compiler reads, or a report; readers leave all others out."""

BARRIER_TAGS = (
    *("barrier", "locked", "access", "vehicle", "motor_vehicle", "motorcar", "motorcycle"),
)
"""The tags of a thing on a street that the compiler reads."""


class Address(NamedTuple):
    """A house number of the map, with its point in degrees."""

    street: str
    number: str
    city: str
    postcode: str
    lat: float
    lon: float


class TurnRestriction(NamedTuple):
    """A turn that is forbidden, or the only one allowed, at a node.

    From the way of the identity ``from_way`` over the node ``via`` to ``to_way``, or over the
    whole way ``through``, where that is not 0; ``spared`` are the kinds of traffic that it does
    not bind, by OpenStreetMap's words.
    """

    from_way: int
    via: int
    to_way: int
    only: bool
    spared: frozenset[str]
    through: int = 0


@dataclass(frozen=True, eq=False)
class Extract:
    """Ways and addresses of a piece of the map.

    Way ``w`` has the tags ``tags[w]`` and the nodes ``offsets[w]`` up to ``offsets[w + 1]`` of
    ``nodes`` (identities; ways meet where they share one) and ``places`` (n, 2: latitude and
    longitude in whole 1e-7 degrees). Every way has at least two nodes. ``ways[w]`` is its identity,
    0 where the source gives none; a way cut in pieces has it more than once. ``barriers`` are the
    tags of what stands on a node, by node. ``tells_turns`` is whether the source tells restrictions
    of turns at all; ``hourly_turns`` counts those that hold at some hours only, which are not among
    them. ``as_of`` is the day of the newest way, None where the file does not tell.
    """

    tags: tuple[Tags, ...]
    offsets: NDArray[np.int64]
    nodes: NDArray[np.int64]
    places: NDArray[np.int32]
    addresses: tuple[Address, ...]
    ways: NDArray[np.int64]
    barriers: Mapping[int, Tags]
    restrictions: tuple[TurnRestriction, ...] = ()
    tells_turns: bool = True
    hourly_turns: int = 0
    as_of: date | None = None


class ExtractBuilder:
    """Collects ways, addresses, barriers and restrictions of turns, one by one."""

    def __init__(self) -> None:
        self._tags: list[Tags] = []
        self._offsets = [0]
        self._nodes: list[int] = []
        self._places: list[tuple[float, float]] = []
        self.addresses: list[Address] = []
        self.barriers: dict[int, Tags] = {}
        self.restrictions: list[TurnRestriction] = []
        self.hourly_turns = 0
        self._ways: list[int] = []

    def add_way(
        self,
        tags: Tags,
        nodes: list[int],
        places: list[tuple[float, float]],
        *,
        identity: int = 0,
    ) -> None:
        """Add a way with its nodes at (latitude, longitude) in degrees; a lone node is no way."""
        if len(nodes) < 2:
            return
        self._ways.append(identity)
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
            ways=np.array(self._ways, dtype=np.int64),
            barriers=self.barriers,
            restrictions=tuple(self.restrictions),
            hourly_turns=self.hourly_turns,
            as_of=as_of,
        )
