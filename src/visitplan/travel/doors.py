"""The way between the street and the door, on foot."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplan.travel.snapping import Snaps

Ints = NDArray[np.int64]

_MS_PER_METRE_AT_1_KMH = 3_600


class Walks(NamedTuple):
    """How long and how far one walks between each of n points and the street it meets."""

    milliseconds: Ints
    decimetres: Ints


def walks_of(snaps: Snaps, kmh: float) -> Walks:
    """Return the walks straight from where points meet their streets, and back, at a speed."""
    milliseconds = np.rint(snaps.metres * _MS_PER_METRE_AT_1_KMH / kmh).astype(np.int64)
    return Walks(milliseconds, np.rint(snaps.metres * 10).astype(np.int64))
