"""A street network: the graph of each mode, street names, addresses; compiled, saved, loaded."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.day import TravelSettings
from visitplan.domain.travel import Bounds
from visitplan.domain.value import Mode
from visitplan.errors import TravelDataError
from visitplan.travel.compiler import compile_graph
from visitplan.travel.extract import Address, Extract
from visitplan.travel.geodesy import to_degrees
from visitplan.travel.graph import StreetGraph

COMPILE_VERSION = 6
"""Goes up whenever equal input would compile to other arrays; old cache entries then rest."""

MODES: tuple[Mode, ...] = ("drive", "two_wheeler", "walk")
"""The modes that use streets; public transport keeps to lines and timetables."""


@dataclass(frozen=True, eq=False)
class StreetNetwork:
    """The streets of one extract as compiled with one set of speeds.

    ``texts`` is a JSON document of street names and addresses in UTF-8, read only when somebody
    asks for an address.
    """

    graphs: Mapping[Mode, StreetGraph]
    texts: bytes
    as_of: date | None

    @cached_property
    def street_names(self) -> tuple[str, ...]:
        """The names that ``StreetGraph.name`` points into."""
        return tuple(self._texts["names"])

    @cached_property
    def addresses(self) -> tuple[Address, ...]:
        """The house numbers of the extract."""
        return tuple(Address(*row) for row in self._texts["addresses"])

    @cached_property
    def _texts(self) -> dict[str, Any]:
        return cast("dict[str, Any]", json.loads(self.texts))

    @cached_property
    def bounds(self) -> Bounds:
        """The box around all streets."""
        shapes = [graph.shape for graph in self.graphs.values() if graph.segments]
        south, west = np.min([to_degrees(shape.min(axis=0)) for shape in shapes], axis=0)
        north, east = np.max([to_degrees(shape.max(axis=0)) for shape in shapes], axis=0)
        return Bounds(float(south), float(west), float(north), float(east))


def compile_network(extract: Extract, settings: TravelSettings, *, label: str) -> StreetNetwork:
    """Return the network of an extract, with the settings' speeds.

    Raises TravelDataError, which calls the extract by its ``label``, when nothing in it can be
    driven or walked, or a street is impossibly long.
    """
    names: dict[str, int] = {}
    try:
        graphs = {mode: compile_graph(extract, mode, settings, names) for mode in MODES}
    except ValueError as problem:
        raise TravelDataError(
            f"{label}: {problem}; mend the street data, or the speeds in day.toml"
        ) from None
    if not any(graph.segments for graph in graphs.values()):
        raise TravelDataError(
            f"{label}: the street data has no street that can be driven or walked;"
            " use an extract that holds the highways of the town"
        )
    texts = json.dumps({"names": list(names), "addresses": extract.addresses}, ensure_ascii=False)
    return StreetNetwork(graphs, texts.encode(), extract.as_of)


def save_network(network: StreetNetwork, file: BinaryIO) -> None:
    """Write a network as npz: plain arrays with checksums, nothing that can run."""
    arrays: dict[str, NDArray[Any]] = {
        f"{mode}.{name}": array
        for mode, graph in network.graphs.items()
        for name, array in graph.arrays().items()
    }
    as_of = network.as_of.isoformat() if network.as_of else ""
    arrays["texts"] = np.frombuffer(network.texts, np.uint8)
    arrays["as_of"] = np.frombuffer(as_of.encode(), np.uint8)
    np.savez(file, allow_pickle=False, **arrays)


def load_network(path: Path) -> StreetNetwork:
    """Read a network that was saved; ValueError when the file is not one, or damaged.

    OSError when it cannot be opened.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as saved:
            arrays: dict[str, NDArray[Any]] = dict(saved)
        graphs = {mode: StreetGraph.of_arrays(_of_mode(arrays, mode)) for mode in MODES}
        as_of = arrays["as_of"].tobytes().decode()
        texts = arrays["texts"].tobytes()
    except (zipfile.BadZipFile, KeyError, TypeError, EOFError, AttributeError) as problem:
        raise ValueError(f"not a compiled street network: {problem}") from None
    return StreetNetwork(graphs, texts, date.fromisoformat(as_of) if as_of else None)


def _of_mode(arrays: Mapping[str, NDArray[Any]], mode: Mode) -> dict[str, NDArray[Any]]:
    prefix = f"{mode}."
    return {
        name.removeprefix(prefix): array
        for name, array in arrays.items()
        if name.startswith(prefix)
    }
