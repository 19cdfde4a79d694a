"""Tables of travel times as a file had them, and as they are used."""

from collections.abc import Mapping
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.travel import UNREACHABLE
from visitplan.domain.value import Mode
from visitplan.travel.engines.matrix.faults import Faults

MODES: tuple[Mode, ...] = get_args(Mode)

Spot = tuple[int, int]
"""Latitude and longitude in whole 1e-5 degrees, about a metre."""

PlaceName = str | Spot

_TOO_MUCH = 2**31


class RawTimes(NamedTuple):
    """The tables of one mode as read: float64, [from][to], NaN where no way leads."""

    seconds: NDArray[np.float64]
    metres: NDArray[np.float64]


class RawMatrix(NamedTuple):
    """What was read: the places in the order of the tables' rows, and tables of any shape."""

    places: tuple[PlaceName, ...]
    times: Mapping[Mode, RawTimes]


class Times(NamedTuple):
    """The tables of one mode: int64 (n, n), [from][to], UNREACHABLE where no way leads."""

    seconds: NDArray[np.int64]
    metres: NDArray[np.int64]


class MatrixFile(NamedTuple):
    """What a file holds: the places in the order of the tables' rows."""

    places: tuple[PlaceName, ...]
    times: Mapping[Mode, Times]


def spot_of(lat: float, lon: float) -> Spot:
    """Return degrees as places are matched by them."""
    return round(lat * 100_000), round(lon * 100_000)


def whole(raw: RawMatrix, faults: Faults) -> MatrixFile:
    """Return tables in whole seconds (rounded up) and metres; what is wrong with them is noted."""
    if not raw.times or not raw.places:
        faults.add("the whole file", "there are no travel times in it", "give some for a mode")
    if len(set(raw.places)) < len(raw.places):
        faults.add("places", "a place is named twice", "name each once")
    sound = {mode: t for mode, t in raw.times.items() if _sound(mode, t, len(raw.places), faults)}
    return MatrixFile(raw.places, {mode: _times(*tables) for mode, tables in sound.items()})


def _sound(mode: Mode, times: RawTimes, places: int, faults: Faults) -> bool:
    square = [
        _square(f"{mode}.{name}", table, places, faults) for name, table in times._asdict().items()
    ]
    if not all(square):
        return False
    for cell in np.argwhere(np.isnan(times.seconds) != np.isnan(times.metres)).tolist():
        faults.add(
            f"{mode}{cell}", "has seconds or metres, and not both", "give both, or none for no way"
        )
    return True


def _square(name: str, table: NDArray[np.float64], places: int, faults: Faults) -> bool:
    """Return whether a table has a row and a column for each place; note what its entries are."""
    if table.shape != (places, places):
        shape = " × ".join(map(str, table.shape))
        faults.add(name, f"is {shape}", f"give {places} × {places}: a row and column a place")
        return False
    for cell in np.argwhere((table < 0) | (table >= _TOO_MUCH)).tolist():
        faults.add(f"{name}{cell}", "is negative or absurdly large", "give seconds or metres")
    return True


def _times(seconds: NDArray[np.float64], metres: NDArray[np.float64]) -> Times:
    none = np.isnan(seconds)
    tables = (np.where(none, UNREACHABLE, t) for t in (np.ceil(seconds), np.rint(metres)))
    times = Times(*(table.astype(np.int64) for table in tables))
    for table in times:
        np.fill_diagonal(table, 0)
    return times


def one_sided(times: Times) -> int:
    """Return how many pairs take over twice as long one way as the other, and ten minutes more.

    Ways back are rarely that much longer: such tables have usually lost or swapped something.
    """
    there, back = times.seconds, times.seconds.T
    both = (there != UNREACHABLE) & (back != UNREACHABLE)
    odd = both & (there > 2 * back) & (there > back + 600)
    return int(odd.sum() + ((there != UNREACHABLE) & (back == UNREACHABLE)).sum())
