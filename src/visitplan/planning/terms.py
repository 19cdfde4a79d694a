"""What planning a day is handed, and what it hands back."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.domain.start import Start
from visitplan.domain.travel import Matrices
from visitplan.routing.process import Outcome
from visitplan.routing.search.limits import Effort
from visitplan.routing.solvers import Solvers
from visitplan.routing.statement import Statement


class Progress(NamedTuple):
    """A better plan on the way: its cost in minor units, and how many visits it leaves out."""

    cost: int
    unassigned: int
    currency: str


class Provenance(NamedTuple):
    """Where a plan comes from: hashes of its inputs, versions of its makers."""

    inputs: Mapping[str, str]
    versions: Mapping[str, str]


class PlannedDay(NamedTuple):
    """A plan with the day as it was located and the matrices that it was made by."""

    day: Day
    matrices: Matrices
    plan: Plan


Solve = Callable[[Statement, Effort], Outcome]
Watch = Callable[[Progress], None]
Notify = Callable[[str], None]


class Headstart(NamedTuple):
    """What planning may begin with: routes, and solvers that are loaded already.

    ``solve`` is who searches instead of processes of their own; ``watch`` then hears nothing.
    """

    start: Start | None = None
    solvers: Solvers | None = None
    solve: Solve | None = None
