"""A partition and then PyVRP: the day cut into parts of some 250 visits, searched one by one.

The cut goes by the plan that our search builds first; each part gets its share of the seconds by
its visits. Building and cutting are not on the clock.
"""

import random
from typing import NamedTuple

from benchmarks.engine import by_pyvrp
from benchmarks.engine.contenders import Search
from benchmarks.engine.evaluate import Orders
from visitplan.routing.search.annealing import Annealing
from visitplan.routing.search.kernel.arrays import as_arrays
from visitplan.routing.search.partition import Cut, partition
from visitplan.routing.statement import Statement


class _Searched(NamedTuple):
    """A part, and PyVRP's search of it."""

    cut: Cut
    search: Search


def ready(statement: Statement) -> Search:
    """Return PyVRP's searches of the parts, one after the other."""
    parts = [_Searched(cut, by_pyvrp.ready(part_of(statement, cut))) for cut in cuts_of(statement)]

    def search(seconds: float, seed: int) -> Orders | None:
        orders: list[tuple[int, ...]] = [()] * len(statement.shifts)
        for cut, part in parts:
            found = part(seconds * len(cut.visits) / len(statement.visits), seed)
            if found is None:
                return None
            for shift, order in zip(cut.shifts, found, strict=True):
                orders[shift] = tuple(cut.visits[visit] for visit in order)
        return tuple(orders)

    return search


def cuts_of(statement: Statement) -> list[Cut]:
    """Return the parts of a day, the same for every seed."""
    problem = as_arrays(statement)
    built = Annealing(problem, seed=1)
    built.begin()
    return partition(problem, built.present, random.Random(1))


def part_of(statement: Statement, cut: Cut) -> Statement:
    """Return the part's visits and shifts, numbered in the order of the cut."""
    number = {shift: at for at, shift in enumerate(cut.shifts)}
    visits = (
        statement.visits[visit].model_copy(
            update={
                "shifts": tuple(
                    number[shift] for shift in statement.visits[visit].shifts if shift in number
                )
            }
        )
        for visit in cut.visits
    )
    shifts = tuple(statement.shifts[shift] for shift in cut.shifts)
    return statement.model_copy(update={"visits": tuple(visits), "shifts": shifts})
