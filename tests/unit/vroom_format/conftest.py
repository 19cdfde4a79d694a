"""The search in the tests' own process: the same code, without a second for each child's start."""

from collections.abc import Callable

import pytest

from visitplan.routing.process import Outcome
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.solve import solve
from visitplan.routing.statement import Answer, Statement
from visitplan.vroom import search


@pytest.fixture(autouse=True)
def solved_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def solve_here(
        statement: Statement, effort: Effort, heard: Callable[[Answer], None], *_: object
    ) -> Outcome:
        return Outcome(solve(statement, effort, heard), stopped_early=False)

    monkeypatch.setattr(search, "solve_apart", solve_here)
