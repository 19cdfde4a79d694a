"""Travel times from NumPy arrays; nothing in them is ever run."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visitplan.travel.engines.matrix.faults import Faults
from visitplan.travel.engines.matrix.tables import MODES, PlaceName, RawMatrix, RawTimes, spot_of

NO_WAY = -1


def read_npz(path: Path, faults: Faults) -> RawMatrix:
    """Return what the file holds; arrays of other kinds, and NaN, are noted."""
    with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
        arrays: dict[str, NDArray[Any]] = dict(saved)
    known = {f"{mode}_{name}": mode for mode in MODES for name in RawTimes._fields}
    for name in arrays:
        if name not in known and name != "places":
            faults.add(name[:40], "is not known", f"known are places, {', '.join(known)}")
    modes = dict.fromkeys(mode for name, mode in known.items() if name in arrays)
    return RawMatrix(
        _places(arrays.get("places"), faults),
        {
            mode: RawTimes(*(_table(arrays, f"{mode}_{n}", faults) for n in RawTimes._fields))
            for mode in modes
        },
    )


def _places(array: NDArray[Any] | None, faults: Faults) -> tuple[PlaceName, ...]:
    match array:
        case np.ndarray(ndim=1) if array.dtype.kind == "U":
            return tuple(array.tolist())
        case np.ndarray(ndim=2) if array.dtype.kind == "f" and array.shape[1] == 2:
            if (np.abs(array) <= (90, 180)).all():
                return tuple(spot_of(lat, lon) for lat, lon in array.tolist())
    faults.add("places", "is no list of places", "give n texts, or n × 2 degrees")
    return ()


def _table(arrays: dict[str, NDArray[Any]], name: str, faults: Faults) -> NDArray[np.float64]:
    array = arrays.get(name)
    if array is None or array.dtype.kind not in "iuf" or array.ndim != 2:
        faults.add(name, "is missing, or no table of numbers", "give n × n integers or floats")
        return np.empty((0, 0))
    table = array.astype(np.float64)
    for cell in np.argwhere(np.isnan(table)).tolist():
        faults.add(f"{name}{cell}", "is no number (NaN)", f"write {NO_WAY} where no way leads")
    table[table == NO_WAY] = np.nan
    return table
