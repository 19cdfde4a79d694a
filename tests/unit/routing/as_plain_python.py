"""Runs the search without its compiler, where an index beyond an array is an error.

Compiled code reads and writes beyond its arrays without a word. This is a process of its own,
since whether to compile is decided when the search is imported.
"""

import os
import warnings

os.environ["NUMBA_DISABLE_JIT"] = "1"

from typing import Any

import numpy as np
from hypothesis import given, settings

from laws.by_hour import hourly_statements
from strategies import Size, statements
from visitplan.routing.search import annealing, cooling, ruin_and_recreate
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import Statement

SMALL = Size(visits=5, shifts=3)
STEPS = 40


def with_named_fields(arrays: Any) -> Any:
    """Let plain Python say ``array[i].name``, as compiled code does."""
    fields = {name: getattr(arrays, name) for name in arrays._fields}
    records = {
        name: array.view(np.recarray)
        for name, array in fields.items()
        if isinstance(array, np.ndarray) and array.dtype.names
    }
    return arrays._replace(**records)


def uncompiled() -> None:
    as_arrays, no_routes = ruin_and_recreate.as_arrays, annealing.no_routes
    ruin_and_recreate.as_arrays = lambda statement: with_named_fields(as_arrays(statement))
    annealing.no_routes = lambda problem: with_named_fields(no_routes(problem))
    cooling.STEPS_PER_WORK = STEPS


def search(statement: Statement) -> None:
    effort = Effort(seconds=600, work=1)
    ruin_and_recreate.ruin_and_recreate(statement, effort, lambda _: None)


@settings(max_examples=20, deadline=None, database=None, derandomize=True)
@given(statements(SMALL))
def search_days(statement: Statement) -> None:
    search(statement)


@settings(max_examples=20, deadline=None, database=None, derandomize=True)
@given(hourly_statements(SMALL))
def search_days_by_the_hour(statement: Statement) -> None:
    search(statement)


@settings(max_examples=3, deadline=None, database=None, derandomize=True)
@given(statements(SMALL))
def search_days_without_visits(statement: Statement) -> None:
    search(statement.model_copy(update={"visits": ()}))


if __name__ == "__main__":
    warnings.simplefilter("ignore", RuntimeWarning)  # chance counts beyond 64 bits on purpose
    uncompiled()
    search_days()
    search_days_by_the_hour()
    search_days_without_visits()
