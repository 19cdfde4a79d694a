"""What surrounds the plan on a map: the ways driven, the streets beneath, and their credit."""

from collections.abc import Mapping
from dataclasses import dataclass

from visitplan.domain.place import Point
from visitplan.domain.travel import StreetLine

Leg = tuple[Point, ...]
"""The points along one leg, both ends included."""


@dataclass(frozen=True)
class Scenery:
    """Geometry and credit for the pages of one plan.

    ``ways`` maps a shift id to its legs in order, the return leg included; a shift that is
    missing is drawn with straight lines. ``description`` says how travel was measured and is
    printed on every page; ``attribution`` is the credit that the streets' licence asks for.
    """

    ways: Mapping[str, tuple[Leg, ...]]
    streets: tuple[StreetLine, ...]
    description: str
    attribution: str | None = None
