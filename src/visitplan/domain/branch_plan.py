"""What became of many branches that were planned at once."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from visitplan.domain.finding import Finding
from visitplan.domain.place import Point
from visitplan.domain.plan import Cost
from visitplan.domain.value import Id, Metres, Money, Value


class Territory(Value):
    """Where a branch's cases lie: all within ``metres`` of their middle."""

    middle: Point
    metres: Metres


class PlannedBranch(Value):
    """One branch's published plan, in figures.

    ``seconds`` is how long everything took by the clock, ``search_seconds`` the search in it;
    ``plan`` is the SHA-256 of its plan file.
    """

    branch: str
    date: date
    currency: str
    cost: Cost
    routes: int
    visits: int
    unassigned: int
    ineligible: int
    warnings: int
    seconds: float
    search_seconds: float
    plan: str
    territory: Territory | None = None


class FailedBranch(Value):
    """Why a branch has no plan; ``kind`` is the error's name in the tree of errors."""

    branch: str
    kind: str
    exit_code: int
    message: str
    findings: tuple[Finding, ...] = ()


class Handover(Value):
    """A case that the agents of another branch visit, by what that was reckoned to save."""

    case_id: Id
    origin: str
    destination: str
    reckoned: Money


class BorderSaving(Value):
    """What two branches cost, in minor units, before and after cases were handed over."""

    branches: tuple[str, str]
    currency: str
    before: Money
    after: Money
    handovers: tuple[Handover, ...]


class BranchReport(Value):
    """All branches of one run, by name; those not reached before a stop are in neither list.

    ``borders_failed`` are pairs that could not be planned together and stay as they were.
    """

    planned: tuple[PlannedBranch, ...]
    failed: tuple[FailedBranch, ...] = ()
    borders: tuple[BorderSaving, ...] = ()
    borders_failed: tuple[FailedBranch, ...] = ()
    stopped_early: bool = False

    @property
    def costs(self) -> Mapping[str, Cost]:
        """The cost of all branches, by currency."""
        sums: dict[str, Cost] = defaultdict(Cost)
        for branch in self.planned:
            sums[branch.currency] += branch.cost
        return dict(sorted(sums.items()))

    @property
    def exit_code(self) -> int:
        """The gravest exit code of the branches that failed; 0 when none did."""
        return max((branch.exit_code for branch in self.failed), default=0)
