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


def check(raw: RawMatrix, faults: Faults) -> None:
    """Note what is wrong with tables: their shape, their entries, places that are named twice."""
    if not raw.times or not raw.places:
        faults.add("the whole file", "there are no travel times in it", "give some for a mode")
    if len(set(raw.places)) < len(raw.places):
        faults.add("places", "a place is named twice", "name each once")
    for mode, times in raw.times.items():
        fits = [
            _fits(f"{mode}.{name}", table, len(raw.places), faults)
            for name, table in times._asdict().items()
        ]
        if all(fits):
            _check_both(mode, times, faults)


def whole(raw: RawMatrix) -> MatrixFile:
    """Return sound tables in whole seconds (rounded up) and metres."""
    return MatrixFile(raw.places, {mode: _whole(*tables) for mode, tables in raw.times.items()})


def _fits(name: str, table: NDArray[np.float64], places: int, faults: Faults) -> bool:
    """Return whether a table has a row and a column for each place; note its odd entries."""
    if table.shape != (places, places):
        shape = " × ".join(map(str, table.shape))
        faults.add(name, f"is {shape}", f"give {places} × {places}: a row and column a place")
        return False
    for cell in np.argwhere(_others((table < 0) | (table >= _TOO_MUCH))).tolist():
        faults.add(f"{name}{cell}", "is negative or absurdly large", "give seconds or metres")
    return True


def _check_both(mode: Mode, times: RawTimes, faults: Faults) -> None:
    one_is_none = np.isnan(times.seconds) != np.isnan(times.metres)
    for cell in np.argwhere(_others(one_is_none)).tolist():
        remedy = "give both, or none for no way"
        faults.add(f"{mode}{cell}", "has seconds or metres, and not both", remedy)


def _others(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return cells without those from a place to itself."""
    return cells & ~np.eye(len(cells), dtype=np.bool_)


def _whole(seconds: NDArray[np.float64], metres: NDArray[np.float64]) -> Times:
    return Times(_integers(np.ceil(seconds)), _integers(np.rint(metres)))


def _integers(table: NDArray[np.float64]) -> NDArray[np.int64]:
    integers = np.where(np.isnan(table), UNREACHABLE, table)
    np.fill_diagonal(integers, 0)
    return integers.astype(np.int64)


def one_sided(times: Times) -> int:
    """Return how many pairs take over twice as long one way as the other, and ten minutes more.

    Ways back are rarely that much longer: such tables have usually lost or swapped something.
    """
    there, back = times.seconds, times.seconds.T
    both = (there != UNREACHABLE) & (back != UNREACHABLE)
    odd = both & (there > 2 * back) & (there > back + 600)
    return int(odd.sum() + ((there != UNREACHABLE) & (back == UNREACHABLE)).sum())
