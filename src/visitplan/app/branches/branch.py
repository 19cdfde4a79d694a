"""One of many branches: planned as ``visitplan plan`` does, and told in figures."""

import hashlib
import time
from collections.abc import Mapping
from pathlib import Path

from visitplan.app.branches.neighbours import territory_of
from visitplan.app.days import days_asked
from visitplan.app.plan import Planned, plan
from visitplan.app.plan_files import PLAN_FILE
from visitplan.app.surroundings import Surroundings
from visitplan.domain.branch_plan import PlannedBranch
from visitplan.domain.finding import Finding
from visitplan.domain.value import Value
from visitplan.errors import InputError, NoPlanError
from visitplan.executing.processes import is_given_up
from visitplan.planning.terms import Solve
from visitplan.routing.here import solve_here
from visitplan.routing.process import Outcome
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import Statement


class BranchErrand(Value):
    """A branch to be planned on this machine: where it lies, where its plan goes, how far.

    ``limits`` are settings by dotted name that win over the folder's.
    """

    branch: str
    folder: str
    out: str
    cache: str
    limits: Mapping[str, int | float] = {}


def plan_branch(errand: str, *, solve: Solve | None = None) -> str:
    """Plan and publish the branch of an errand, and return its figures; both are JSON.

    It is searched inside of this process, unless ``solve`` does so. Raises what ``plan`` raises,
    and InputError where the branch asks for several days at once.
    """
    wanted = BranchErrand.model_validate_json(errand)
    _refuse_several_days(Path(wanted.folder))
    clock = Clock(solve or search_here)
    near = Surroundings(Path(wanted.cache), solve=clock.solve)
    out = Path(wanted.out) / wanted.branch
    planned = plan(Path(wanted.folder), near, out=out, overrides=wanted.limits)
    return figures(wanted.branch, planned, clock).model_dump_json()


def search_here(statement: Statement, effort: Effort) -> Outcome:
    """Search in this process; raises NoPlanError once nobody waits for the answer any more."""
    found = solve_here(statement, effort, lambda: not is_given_up())
    if is_given_up():
        raise NoPlanError("given up before the search had ended")
    return found


def _refuse_several_days(folder: Path) -> None:
    days = days_asked(folder)
    if days > 1:
        asked = Finding(
            severity="error",
            code="VP-BR-001",
            file="day.toml",
            column="horizon.days",
            problem=f"asks for {days} days at once",
            remedy="let visitplan plan do so, or ask for one day",
        )
        raise InputError([asked])


class Clock:
    """Times a branch, and the search in it."""

    def __init__(self, solve: Solve) -> None:
        self._solve, self._began = solve, time.monotonic()
        self.searched = 0.0

    def solve(self, statement: Statement, effort: Effort) -> Outcome:
        """Search, and note how long that takes."""
        began = time.monotonic()
        try:
            return self._solve(statement, effort)
        finally:
            self.searched += time.monotonic() - began

    @property
    def seconds(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._began


def figures(branch: str, planned: Planned, clock: Clock) -> PlannedBranch:
    """Return what the report tells of a branch."""
    plan = planned.plan
    return PlannedBranch(
        branch=branch,
        date=plan.date,
        currency=plan.currency,
        cost=plan.cost,
        routes=len(plan.routes),
        visits=sum(len(route.stops) for route in plan.routes),
        unassigned=len(plan.unassigned),
        ineligible=len(plan.ineligible),
        warnings=len(planned.findings),
        seconds=round(clock.seconds, 3),
        search_seconds=round(clock.searched, 3),
        plan=hashlib.sha256((planned.folder / PLAN_FILE).read_bytes()).hexdigest(),
        territory=territory_of(planned.day),
    )
