"""Planning in the tests' own process: the same code, without a second for each child's start."""

from collections.abc import Callable
from unittest import mock

from visitplan.domain.day import Day
from visitplan.domain.travel import Travel
from visitplan.planning import searching
from visitplan.planning.story import plan_day
from visitplan.planning.terms import PlannedDay, Provenance
from visitplan.routing.process import Outcome
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.solve import solve
from visitplan.routing.statement import Answer, Statement

NOWHERE_FROM = Provenance(inputs={}, versions={})
SMALL = Effort(seconds=0.5, work=1)


def unheard(_: Answer) -> None:
    """Listen to no news."""


def plan_here(day: Day, travel: Travel) -> PlannedDay:
    with mock.patch.object(searching, "solve_apart", _solve_here):
        return plan_day(day, travel, provenance=NOWHERE_FROM)


def _solve_here(
    statement: Statement, effort: Effort, heard: Callable[[Answer], None], *_: object
) -> Outcome:
    return Outcome(solve(statement, effort, heard), stopped_early=False)
