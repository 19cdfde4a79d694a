"""Which embedded engine searches a street graph for so many points."""

from collections.abc import Callable
from pathlib import Path

from visitplan.domain.day import MatrixEngine
from visitplan.errors import TravelDataError
from visitplan.travel.engines.embedded.dijkstra import DIJKSTRA
from visitplan.travel.engines.embedded.engine import EmbeddedEngine
from visitplan.travel.engines.embedded.ordering import (
    Ints,
    can_order,
    keep_order,
    kept_order,
    new_order,
    order_file,
)
from visitplan.travel.graph import StreetGraph

LARGE = 20_000_000
"""Points × junctions from which hierarchies pay: Dijkstra's searches then take over a second,
and loading what is compiled takes half of one."""

Notify = Callable[[str], None]
Choose = Callable[[StreetGraph, int], EmbeddedEngine]
"""Returns the engine for a graph and a number of points."""


def always_dijkstra(streets: StreetGraph, points: int) -> EmbeddedEngine:  # noqa: ARG001
    """Return the engine that needs no preparation."""
    return DIJKSTRA


class EngineChoice:
    """Chooses as the settings ask, else by size; a hierarchy is made once and its order kept."""

    def __init__(self, asked: MatrixEngine | None, *, cache: Path, notify: Notify) -> None:
        if asked == "hierarchies" and not can_order():
            raise TravelDataError(
                'matrix_engine = "hierarchies" needs the extra: pip install "visitplan[fast]";'
                " or leave matrix_engine out"
            )
        self._asked, self._cache, self._notify = asked, cache, notify
        self._ready: dict[Path, EmbeddedEngine] = {}

    def __call__(self, streets: StreetGraph, points: int) -> EmbeddedEngine:
        """Return the engine for a graph and a number of points."""
        return self._hierarchies(streets) if self._pays(streets, points) else DIJKSTRA

    def _pays(self, streets: StreetGraph, points: int) -> bool:
        if self._asked is not None:
            return self._asked == "hierarchies"
        return points * streets.junctions >= LARGE and can_order()

    def _hierarchies(self, streets: StreetGraph) -> EmbeddedEngine:
        # Numba takes half a second to load.
        from visitplan.travel.engines.embedded.hierarchies import Hierarchies  # noqa: PLC0415

        file = order_file(streets, self._cache)
        if file not in self._ready:
            order = self._order(streets, file)
            self._ready[file] = Hierarchies.of(streets.first_arc, streets.arc_head, order=order)
        return self._ready[file]

    def _order(self, streets: StreetGraph, file: Path) -> Ints:
        kept = kept_order(streets, file)
        if kept is not None:
            return kept
        self._notify("preparing the streets for fast searches (once)")
        order = new_order(streets)
        try:
            keep_order(order, file)
        except OSError as problem:
            self._notify(
                f"what was prepared could not be kept ({problem.strerror}); next time is slow too"
            )
        return order
