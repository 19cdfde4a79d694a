"""Re-planning in the tests' own process: the same code, without a second for each child."""

from collections.abc import Callable
from typing import Any
from unittest import mock

from laws.planned_here import NOWHERE_FROM
from visitplan.domain.day import Day
from visitplan.domain.travel import Travel
from visitplan.replanning.story import replan_day
from visitplan.replanning.terms import Replan, ReplannedDay
from visitplan.routing import choice
from visitplan.routing.process import Outcome
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.solve import solve
from visitplan.routing.statement import Answer, Statement


def replan_here(day: Day, travel: Travel, asked: Replan, **settings: Any) -> ReplannedDay:
    with mock.patch.object(choice, "solve_apart", _solve_here):
        return replan_day(day, travel, asked, provenance=NOWHERE_FROM, **settings)


def _solve_here(
    statement: Statement, effort: Effort, heard: Callable[[Answer], None], *_: object
) -> Outcome:
    return Outcome(solve(statement, effort, heard), stopped_early=False)
