"""Who takes part. Each makes ready on its own time; then only its search is on the clock."""

from collections.abc import Callable
from importlib.util import find_spec

from benchmarks.engine.evaluate import Orders
from visitplan.domain.day import Engine
from visitplan.routing.statement import Answer, Statement

Search = Callable[[float, int], Orders | None]
"""Takes seconds and a seed, gives one order of visits per shift, or None when it found none."""

Ready = Callable[[Statement], Search]


class CannotStateError(Exception):
    """A peer's own terms have no word for something in the statement."""


def kernel(statement: Statement) -> Search:
    """Our search alone: ruin and recreate."""
    from visitplan.routing.search.limits import Effort  # noqa: PLC0415
    from visitplan.routing.search.ruin_and_recreate import (  # noqa: PLC0415
        compiled,
        ruin_and_recreate,
    )

    compiled()

    def search(seconds: float, seed: int) -> Orders:
        effort = Effort(seconds=seconds, seed=seed)
        return orders_of(statement, ruin_and_recreate(statement, effort, lambda _: None))

    return search


def ours(statement: Statement) -> Search:
    """Our whole way: search, polish, and the OR-Tools model's word."""
    kernel(statement)
    return _solved(statement, "own")


def ortools(statement: Statement) -> Search:
    """OR-Tools alone: parallel cheapest insertion, guided local search, polish."""
    return _solved(statement, "ortools")


def pyvrp(statement: Statement) -> Search:
    """PyVRP's iterated local search."""
    from benchmarks.engine.by_pyvrp import ready  # noqa: PLC0415

    return ready(statement)


def parts(statement: Statement) -> Search:
    """The day cut into parts, and PyVRP in each."""
    from benchmarks.engine.by_parts import ready  # noqa: PLC0415

    return ready(statement)


def vroom(statement: Statement) -> Search:
    """VROOM at its highest level of exploration."""
    from benchmarks.engine.by_vroom import ready  # noqa: PLC0415

    return ready(statement)


CONTENDERS: dict[str, Ready] = {
    "ours": ours,
    "kernel": kernel,
    "ortools": ortools,
    "pyvrp": pyvrp,
    "parts+pyvrp": parts,
    "vroom": vroom,
}
PACKAGES = {"pyvrp": "pyvrp", "parts+pyvrp": "pyvrp", "vroom": "vroom"}


def missing() -> dict[str, str]:
    """Return the contenders whose package is not installed, and that package."""
    return {name: package for name, package in PACKAGES.items() if find_spec(package) is None}


def orders_of(statement: Statement, answer: Answer) -> Orders:
    """Return an answer's visits per shift."""
    visits = {route.shift: route.visits for route in answer.routes}
    return tuple(visits.get(shift, ()) for shift in range(len(statement.shifts)))


def _solved(statement: Statement, engine: Engine) -> Search:
    from visitplan.routing.search.limits import Effort  # noqa: PLC0415
    from visitplan.routing.search.solve import solve  # noqa: PLC0415

    def search(seconds: float, seed: int) -> Orders:
        effort = Effort(seconds=seconds, seed=seed, engine=engine)
        return orders_of(statement, solve(statement, effort, lambda _: None))

    return search
