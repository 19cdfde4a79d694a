"""Planning with foresight in the tests' own process, on days on which everybody is at home."""

from typing import Any

from laws.planned_here import NOWHERE_FROM, SMALL
from strategies import BEELINE
from visitplan.domain.day import Day, SearchLimits
from visitplan.domain.foresight import Foresight
from visitplan.domain.uncertainty import Uncertainty
from visitplan.foresight.story import plan_day
from visitplan.planning.terms import Headstart, PlannedDay
from visitplan.routing.process import Outcome
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.solve import solve
from visitplan.routing.statement import Statement

EVERYBODY_HOME = Uncertainty(home=(), home_otherwise=1)
LIMITS = SearchLimits(seconds=SMALL.seconds, work=2, seed=1)


def foreseen(day: Day, **asked: Any) -> PlannedDay:
    day = day.model_copy(update={"foresight": Foresight(**asked), "limits": LIMITS})
    ahead = Headstart(solve=solve_at_hand)
    return plan_day(day, BEELINE, provenance=NOWHERE_FROM, headstart=ahead)


def solve_at_hand(statement: Statement, effort: Effort) -> Outcome:
    return Outcome(solve(statement, effort, lambda _: None), stopped_early=False)
