"""The order in which junctions are contracted: computed once by RoutingKit, kept on disk.

The extra ``fast`` is the package ``routingkit-cch``. Its licence is BSD-2-Clause, like that of
RoutingKit whose code it carries: so says ``Cargo.toml`` of its source, and the CycloneDX list of
components inside each of its wheels; only the field in the metadata of the wheel is left empty.
(``pyroutingkit``, MIT, has no wheel for Windows and does not hand out its order.)
"""

import hashlib
import importlib.util
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from visitplan.travel.geodesy import to_degrees
from visitplan.travel.graph import StreetGraph
from visitplan.travel.keeping import mark_used, write_whole

Ints = NDArray[np.int32]


def can_order() -> bool:
    """Return whether the extra that computes orders is installed."""
    return importlib.util.find_spec("routingkit_cch") is not None


def order_file(streets: StreetGraph, cache: Path) -> Path:
    """Return where the order of a street graph is kept.

    It is named by which junctions the arcs join: speeds may change, and the order stays good.
    """
    joined = hashlib.sha256(streets.first_arc.tobytes() + streets.arc_head.tobytes())
    return cache / f"order-{joined.hexdigest()[:32]}.npz"


def kept_order(streets: StreetGraph, file: Path) -> Ints | None:
    """Return the order kept in a file; None where there is none, or not one of this graph."""
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as saved:
            order: Ints = saved["order"]
        mark_used(file)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
    every = np.arange(streets.junctions)
    return order if order.dtype == np.int32 and np.array_equal(np.sort(order), every) else None


def new_order(streets: StreetGraph) -> Ints:
    """Return the junctions in the order of a nested dissection by their places (inertial flow)."""
    from routingkit_cch import compute_order_inertial  # noqa: PLC0415

    tails = np.repeat(np.arange(streets.junctions), np.diff(streets.first_arc))
    degrees = to_degrees(_places(streets))
    return np.array(
        compute_order_inertial(
            streets.junctions, tails.tolist(), streets.arc_head.tolist(), *degrees.T.tolist()
        ),
        np.int32,
    )


def keep_order(order: Ints, file: Path) -> None:
    """Write an order; OSError when it cannot be kept, and then nothing is left behind."""
    write_whole(file, lambda opened: np.savez(opened, order=order))


def _places(streets: StreetGraph) -> Ints:
    """Return where each junction lies, shape (junctions, 2)."""
    places = np.zeros((streets.junctions, 2), np.int32)
    places[streets.tail] = streets.shape[streets.offsets[:-1]]
    places[streets.head] = streets.shape[streets.offsets[1:] - 1]
    return places
